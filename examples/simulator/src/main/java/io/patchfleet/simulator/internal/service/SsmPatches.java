package io.patchfleet.simulator.internal.service;

import io.patchfleet.simulator.internal.world.AwsState;
import io.patchfleet.simulator.internal.world.ComplianceLevel;
import io.patchfleet.simulator.internal.world.OperatingSystem;
import io.patchfleet.simulator.internal.world.PatchBaseline;
import io.patchfleet.simulator.internal.world.PatchProperties;
import io.patchfleet.simulator.internal.world.Product;
import io.patchfleet.simulator.internal.world.Release;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What there is to patch: the properties by which it can be filtered, and what a baseline makes of it. */
final class SsmPatches {

    private static final int MOST_PROPERTIES = 50;
    private static final int MOST_PATCHES = 100;

    private final AwsState state;
    private final Scopes scopes;
    private final Pages propertyPages = Pages.ssm("DescribePatchProperties");
    private final Pages patchPages = Pages.ssm("DescribeEffectivePatchesForPatchBaseline");

    SsmPatches(AwsState state, Scopes scopes) {
        this.state = state;
        this.scopes = scopes;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "DescribePatchProperties", this::describePatchProperties,
                "DescribeEffectivePatchesForPatchBaseline", this::describeEffectivePatches);
    }

    private ObjectNode describePatchProperties(Call call) {
        Input input = Input.of(
                call,
                "ssm:DescribePatchProperties",
                Set.of("OperatingSystem", "Property", "PatchSet", "MaxResults", "NextToken"));
        List<String> values = PatchProperties.values(
                OperatingSystem.valueOf(input.required("OperatingSystem")),
                input.required("Property"),
                input.text("PatchSet").orElse("OS"));
        Pages.Page<String> page = propertyPages.page(call, values, input.number("MaxResults", MOST_PROPERTIES));
        ArrayNode properties = Answer.array();
        page.items().forEach(value -> properties.addObject().put("Name", value));
        return Answer.page("Properties", properties, page.nextToken());
    }

    private ObjectNode describeEffectivePatches(Call call) {
        Input input = Input.of(
                call, "ssm:DescribeEffectivePatchesForPatchBaseline", Set.of("BaselineId", "MaxResults", "NextToken"));
        PatchBaseline baseline = SsmBaselines.found(scopes.of(call).baselines(), input);
        if (!baseline.operatingSystem().isWindows()) {
            throw new AwsRefusal(
                    "UnsupportedOperatingSystem",
                    "The operating systems you specified isn't supported, or the operation isn't supported for the"
                            + " operating system.");
        }
        Product product = state.catalog().product(OperatingSystem.WINDOWS);
        List<ObjectNode> patches = new ArrayList<>();
        product.software()
                .forEach(software -> software.releases()
                        .forEach(release -> effective(baseline, product, release, call.now())
                                .ifPresent(patches::add)));
        Pages.Page<ObjectNode> page = patchPages.page(call, patches, input.number("MaxResults", MOST_PATCHES));
        ArrayNode answer = Answer.array();
        page.items().forEach(answer::add);
        return Answer.page("EffectivePatches", answer, page.nextToken());
    }

    /** What the baseline makes of a patch that is out; empty if nothing. */
    private static Optional<ObjectNode> effective(
            PatchBaseline baseline, Product product, Release release, Instant now) {
        if (release.original() || release.released().isAfter(now)) {
            return Optional.empty();
        }
        if (baseline.rejects(release)) {
            return Optional.of(patch(product, release, "EXPLICIT_REJECTED", ComplianceLevel.UNSPECIFIED, null));
        }
        if (baseline.approvesByName(release)) {
            ComplianceLevel level = baseline.content().approvedLevel();
            return Optional.of(patch(product, release, "EXPLICIT_APPROVED", level, null));
        }
        Instant approval = baseline.approvalByRules(product, release);
        if (approval == null) {
            return Optional.empty();
        }
        String status = approval.isAfter(now) ? "PENDING_APPROVAL" : "APPROVED";
        Instant then = approval.isAfter(now) ? approval : now;
        ComplianceLevel level = baseline.approval(product, release, then).orElse(ComplianceLevel.UNSPECIFIED);
        return Optional.of(patch(product, release, status, level, approval));
    }

    private static ObjectNode patch(
            Product product, Release release, String status, ComplianceLevel level, @Nullable Instant approval) {
        ObjectNode answer = Answer.object();
        ObjectNode patch = answer.putObject("Patch");
        patch.put("Id", Ids.uuid(release.id()));
        Answer.putInstant(patch, "ReleaseDate", release.released());
        patch.put("Title", release.title());
        patch.put("Description", "Install this update to resolve issues in Windows.");
        patch.put(
                "ContentUrl",
                "https://support.microsoft.com/en-us/kb/" + release.id().replace("KB", ""));
        patch.put("Vendor", "Microsoft");
        patch.put("ProductFamily", product.family());
        patch.put("Product", product.name());
        patch.put("Classification", release.classification());
        patch.put("MsrcSeverity", release.severity());
        patch.put("KbNumber", release.id());
        patch.put("MsrcNumber", "");
        patch.put("Language", "All");
        ObjectNode patchStatus = answer.putObject("PatchStatus");
        patchStatus.put("DeploymentStatus", status);
        patchStatus.put("ComplianceLevel", level.name());
        Answer.putInstant(patchStatus, "ApprovalDate", approval);
        return answer;
    }
}
