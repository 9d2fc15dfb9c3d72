package io.patchfleet.internal.aws;

import io.patchfleet.compliance.NodeCompliance.Counts;
import io.patchfleet.compliance.PatchStatus;
import io.patchfleet.internal.call.AwsCall;
import io.patchfleet.internal.call.Caller;
import io.patchfleet.internal.call.Errand;
import io.patchfleet.internal.call.Pages;
import io.patchfleet.internal.call.Place;
import io.patchfleet.model.Severity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.DescribeInstancePatchesResponse;
import software.amazon.awssdk.services.ssm.model.PatchComplianceData;
import software.amazon.awssdk.services.ssm.model.PatchOrchestratorFilter;

/** The patches of one node of which something is wrong. */
public final class PatchRows {

    /** The largest page that Systems Manager gives. */
    private static final int PAGE = 100;

    /** In the service's spelling, not in the model's. */
    private static final List<String> WRONG =
            List.of("Missing", "Failed", "InstalledRejected", "InstalledPendingReboot");

    static final List<String> WRONG_IF_AVAILABLE =
            Stream.concat(WRONG.stream(), Stream.of("AvailableSecurityUpdate")).toList();

    private static final Map<String, PatchStatus.State> STATES = Map.of(
            "MISSING", PatchStatus.State.MISSING,
            "FAILED", PatchStatus.State.FAILED,
            "INSTALLED", PatchStatus.State.INSTALLED,
            "INSTALLEDOTHER", PatchStatus.State.INSTALLED_OTHER,
            "INSTALLEDREJECTED", PatchStatus.State.INSTALLED_REJECTED,
            "INSTALLEDPENDINGREBOOT", PatchStatus.State.INSTALLED_PENDING_REBOOT,
            "NOTAPPLICABLE", PatchStatus.State.NOT_APPLICABLE,
            "AVAILABLESECURITYUPDATE", PatchStatus.State.AVAILABLE_SECURITY_UPDATE);

    private static final Comparator<PatchStatus> WORST_FIRST = Comparator.comparing(PatchStatus::severity)
            .thenComparing(PatchStatus::state)
            .thenComparing(PatchStatus::title)
            .thenComparing(PatchStatus::kb);

    private PatchRows() {}

    /** The rows, the worst first; of available updates only where the counts may count them as wrong. */
    public static CompletableFuture<List<PatchStatus>> read(
            Caller caller, Place place, Errand errand, String node, Counts counts) {
        PatchOrchestratorFilter wrong = PatchOrchestratorFilter.builder()
                .key("State")
                .values(wrong(counts))
                .build();
        List<PatchStatus> rows = new ArrayList<>();
        Pages<SsmClient, DescribeInstancePatchesResponse> pages = new Pages<>(
                token -> AwsCall.reading(
                        SsmClient.class,
                        "ssm:DescribeInstancePatches",
                        ssm -> ssm.describeInstancePatches(r -> r.instanceId(node)
                                .filters(wrong)
                                .maxResults(PAGE)
                                .nextToken(token))),
                DescribeInstancePatchesResponse::nextToken);
        return pages.read(caller, place, errand, page -> page.patches().forEach(patch -> rows.add(row(patch))))
                .thenApply(done -> rows.stream().sorted(WORST_FIRST).toList());
    }

    /** The same of what a Resource Data Sync has: compliance items, patches and others. */
    static List<PatchStatus> of(Collection<SyncRow> items, Counts counts) {
        List<String> wrong = wrong(counts);
        return items.stream()
                .filter(item -> item.text("ComplianceType").equals("Patch") && wrong.contains(item.text("PatchState")))
                .map(PatchRows::row)
                .sorted(WORST_FIRST)
                .toList();
    }

    private static List<String> wrong(Counts counts) {
        boolean available = counts.availableSecurityUpdates() > 0 && counts.securityNonCompliant() > 0;
        return available ? WRONG_IF_AVAILABLE : WRONG;
    }

    private static PatchStatus row(SyncRow item) {
        return PatchStatus.builder()
                .title(item.text("Title"))
                .kb(item.text("Id"))
                .classification(item.given("Classification"))
                .severity(Severity.ofVendor(item.text("PatchSeverity")))
                .state(state(item.text("PatchState")))
                .installedAt(item.instant("InstalledTime").filter(at -> at.getEpochSecond() > 0))
                .cves(cves(item.text("CVEIds")))
                .build();
    }

    private static PatchStatus row(PatchComplianceData patch) {
        return PatchStatus.builder()
                .title(orEmpty(patch.title()))
                .kb(orEmpty(patch.kbId()))
                .classification(given(patch.classification()))
                .severity(Severity.ofVendor(orEmpty(patch.severity())))
                .state(state(orEmpty(patch.stateAsString())))
                .installedAt(Optional.ofNullable(patch.installedTime()).filter(at -> at.getEpochSecond() > 0))
                .cves(cves(orEmpty(patch.cveIds())))
                .build();
    }

    /** The service writes {@code InstalledOther}, its model {@code INSTALLED_OTHER}. */
    private static PatchStatus.State state(String word) {
        return STATES.getOrDefault(word.replace("_", "").toUpperCase(Locale.ROOT), PatchStatus.State.UNKNOWN);
    }

    private static List<String> cves(String commaSeparated) {
        return Arrays.stream(commaSeparated.split(","))
                .map(String::trim)
                .filter(cve -> !cve.isEmpty())
                .toList();
    }

    private static Optional<String> given(@Nullable String text) {
        return Optional.ofNullable(text).filter(t -> !t.isBlank());
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
