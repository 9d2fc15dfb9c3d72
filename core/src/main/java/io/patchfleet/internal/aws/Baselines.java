package io.patchfleet.internal.aws;

import io.patchfleet.internal.call.AwsCall;
import io.patchfleet.internal.call.Caller;
import io.patchfleet.internal.call.Errand;
import io.patchfleet.internal.call.Pages;
import io.patchfleet.internal.call.Place;
import io.patchfleet.model.OperatingSystem;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.DescribePatchBaselinesResponse;
import software.amazon.awssdk.services.ssm.model.DescribePatchGroupsResponse;
import software.amazon.awssdk.services.ssm.model.PatchBaselineIdentity;

/** Which baseline a node is to be judged by: its patch group's for its operating system, else the default one. */
public final class Baselines {

    /** The largest page that Systems Manager gives of either. */
    private static final int PAGE = 100;

    private static final Pages<SsmClient, DescribePatchGroupsResponse> GROUPS = new Pages<>(
            token -> AwsCall.reading(
                    SsmClient.class,
                    "ssm:DescribePatchGroups",
                    ssm -> ssm.describePatchGroups(r -> r.maxResults(PAGE).nextToken(token))),
            DescribePatchGroupsResponse::nextToken);

    private static final Pages<SsmClient, DescribePatchBaselinesResponse> ALL = new Pages<>(
            token -> AwsCall.reading(
                    SsmClient.class,
                    "ssm:DescribePatchBaselines",
                    ssm -> ssm.describePatchBaselines(r -> r.maxResults(PAGE).nextToken(token))),
            DescribePatchBaselinesResponse::nextToken);

    private final Map<Registration, String> ofGroups = new ConcurrentHashMap<>();
    private final Map<OperatingSystem, String> defaults = new ConcurrentHashMap<>();

    private Baselines() {}

    /** Reads registrations and defaults. */
    public static CompletableFuture<Baselines> read(Caller caller, Place place, Errand errand) {
        Baselines baselines = new Baselines();
        CompletableFuture<Void> groups = GROUPS.read(
                caller,
                place,
                errand,
                page -> page.mappings()
                        .forEach(mapping -> baselines.register(mapping.patchGroup(), mapping.baselineIdentity())));
        CompletableFuture<Void> all = ALL.read(
                caller, place, errand, page -> page.baselineIdentities().forEach(baselines::takeDefault));
        return CompletableFuture.allOf(groups, all).thenApply(done -> baselines);
    }

    /** The baseline's id, or empty if the operating system has none. */
    public Optional<String> of(Optional<String> patchGroup, OperatingSystem system) {
        return patchGroup
                .map(group -> ofGroups.get(new Registration(group, system)))
                .or(() -> Optional.ofNullable(defaults.get(system)));
    }

    /** AWS's own baselines are named by an ARN in some answers and by the id at its end in others. */
    public static String idOf(String idOrArn) {
        return idOrArn.substring(idOrArn.lastIndexOf('/') + 1);
    }

    private void register(String group, PatchBaselineIdentity baseline) {
        systemOf(baseline)
                .ifPresent(system -> ofGroups.put(new Registration(group, system), idOf(baseline.baselineId())));
    }

    private void takeDefault(PatchBaselineIdentity baseline) {
        if (Boolean.TRUE.equals(baseline.defaultBaseline())) {
            systemOf(baseline).ifPresent(system -> defaults.put(system, idOf(baseline.baselineId())));
        }
    }

    /** Its operating system, unless the answer lacks what makes it a baseline. */
    private static Optional<OperatingSystem> systemOf(@Nullable PatchBaselineIdentity baseline) {
        return Optional.ofNullable(baseline)
                .filter(given -> given.baselineId() != null && given.operatingSystemAsString() != null)
                .flatMap(given -> OperatingSystem.named(given.operatingSystemAsString()));
    }

    private record Registration(String group, OperatingSystem system) {}
}
