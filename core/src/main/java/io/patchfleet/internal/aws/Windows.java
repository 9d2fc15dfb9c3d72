package io.patchfleet.internal.aws;

import io.patchfleet.internal.call.AwsCall;
import io.patchfleet.internal.call.Caller;
import io.patchfleet.internal.call.Errand;
import io.patchfleet.internal.call.Pages;
import io.patchfleet.internal.call.Place;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.CreateMaintenanceWindowRequest;
import software.amazon.awssdk.services.ssm.model.DescribeMaintenanceWindowTargetsResponse;
import software.amazon.awssdk.services.ssm.model.DescribeMaintenanceWindowTasksResponse;
import software.amazon.awssdk.services.ssm.model.DescribeMaintenanceWindowsResponse;
import software.amazon.awssdk.services.ssm.model.GetMaintenanceWindowResponse;
import software.amazon.awssdk.services.ssm.model.ResourceTypeForTagging;

/** Maintenance windows and their targets: read whole, made, changed and taken away. Tasks are in {@link WindowTasks}. */
public final class Windows {

    /** The largest page that Systems Manager gives of any of them. */
    private static final int PAGE = 100;

    private static final Pages<SsmClient, DescribeMaintenanceWindowsResponse> ALL = new Pages<>(
            token -> AwsCall.reading(
                    SsmClient.class,
                    "ssm:DescribeMaintenanceWindows",
                    ssm -> ssm.describeMaintenanceWindows(
                            r -> r.maxResults(PAGE).nextToken(token))),
            DescribeMaintenanceWindowsResponse::nextToken);

    private Windows() {}

    /** All windows that there are. */
    public static CompletableFuture<List<WindowIdentity>> list(Caller caller, Place place, Errand errand) {
        List<WindowIdentity> found = new ArrayList<>();
        return ALL.read(
                        caller,
                        place,
                        errand,
                        page -> page.windowIdentities().stream()
                                .filter(window -> window.windowId() != null && window.name() != null)
                                .map(WindowIdentity::of)
                                .forEach(found::add))
                .thenApply(done -> found);
    }

    /** What a window says, as flat text. */
    public static CompletableFuture<SortedMap<String, String>> content(
            Caller caller, Place place, Errand errand, String id) {
        return caller.call(
                place,
                AwsCall.reading(
                        SsmClient.class,
                        "ssm:GetMaintenanceWindow",
                        ssm -> fields(ssm.getMaintenanceWindow(r -> r.windowId(id)))),
                errand);
    }

    /** What a declared window says, in the same form. */
    public static SortedMap<String, String> content(Declared window) {
        return new Fields()
                .put("description", window.description())
                .put("schedule", window.schedule())
                .put("zone", window.zone())
                .putUnless("0", "offsetDays", window.offsetDays())
                .put("durationHours", window.durationHours())
                .put("cutoffHours", window.cutoffHours())
                .put("enabled", window.enabled())
                .put("allowUnassociatedTargets", false)
                .values();
    }

    private static SortedMap<String, String> fields(GetMaintenanceWindowResponse window) {
        return new Fields()
                .put("description", window.description())
                .put("schedule", window.schedule())
                .put("zone", window.scheduleTimezone())
                .putUnless("0", "offsetDays", window.scheduleOffset())
                .put("durationHours", window.duration())
                .put("cutoffHours", window.cutoff())
                .put("enabled", window.enabled())
                .put("allowUnassociatedTargets", window.allowUnassociatedTargets())
                .put("startDate", window.startDate())
                .put("endDate", window.endDate())
                .values();
    }

    /** Makes one; gives its id. It cannot be made shut: who wants that updates it afterwards. */
    public static AwsCall<SsmClient, String> create(Declared window, Map<String, String> tags, String token) {
        CreateMaintenanceWindowRequest.Builder request = CreateMaintenanceWindowRequest.builder()
                .name(window.name())
                .description(window.description())
                .schedule(window.schedule())
                .scheduleTimezone(window.zone())
                .duration(window.durationHours())
                .cutoff(window.cutoffHours())
                .allowUnassociatedTargets(false)
                .tags(SsmTags.of(tags))
                .clientToken(token);
        if (window.offsetDays() > 0) {
            request.scheduleOffset(window.offsetDays());
        }
        window.start().ifPresent(start -> request.startDate(start.toString()));
        CreateMaintenanceWindowRequest made = request.build();
        return AwsCall.repeatable(
                SsmClient.class,
                "ssm:CreateMaintenanceWindow",
                "maintenance window " + window.name(),
                ssm -> ssm.createMaintenanceWindow(made).windowId());
    }

    /** Gives one the declared content, whole. */
    public static AwsCall<SsmClient, ?> update(String id, Declared window) {
        return AwsCall.repeatable(
                SsmClient.class,
                "ssm:UpdateMaintenanceWindow",
                "maintenance window " + window.name() + " (" + id + ")",
                ssm -> ssm.updateMaintenanceWindow(r -> {
                    r.windowId(id)
                            .replace(true)
                            .name(window.name())
                            .description(window.description())
                            .schedule(window.schedule())
                            .scheduleTimezone(window.zone())
                            .duration(window.durationHours())
                            .cutoff(window.cutoffHours())
                            .enabled(window.enabled())
                            .allowUnassociatedTargets(false);
                    if (window.offsetDays() > 0) {
                        r.scheduleOffset(window.offsetDays());
                    }
                    window.start().ifPresent(start -> r.startDate(start.toString()));
                }));
    }

    public static AwsCall<SsmClient, ?> delete(String id, String name) {
        return AwsCall.repeatable(
                SsmClient.class,
                "ssm:DeleteMaintenanceWindow",
                "maintenance window " + name + " (" + id + ")",
                ssm -> ssm.deleteMaintenanceWindow(r -> r.windowId(id)));
    }

    public static CompletableFuture<SortedMap<String, String>> tags(
            Caller caller, Place place, Errand errand, String id) {
        return caller.call(place, SsmTags.list(ResourceTypeForTagging.MAINTENANCE_WINDOW, id), errand);
    }

    public static AwsCall<SsmClient, ?> untag(String id, Collection<String> keys) {
        return SsmTags.remove(ResourceTypeForTagging.MAINTENANCE_WINDOW, id, keys);
    }

    public static AwsCall<SsmClient, ?> tag(String id, Map<String, String> tags) {
        return SsmTags.add(ResourceTypeForTagging.MAINTENANCE_WINDOW, id, tags);
    }

    /** The targets of a window. */
    public static CompletableFuture<List<Target>> targets(Caller caller, Place place, Errand errand, String window) {
        List<Target> found = new ArrayList<>();
        Pages<SsmClient, DescribeMaintenanceWindowTargetsResponse> pages = new Pages<>(
                token -> AwsCall.reading(
                        SsmClient.class,
                        "ssm:DescribeMaintenanceWindowTargets",
                        ssm -> ssm.describeMaintenanceWindowTargets(
                                r -> r.windowId(window).maxResults(PAGE).nextToken(token))),
                DescribeMaintenanceWindowTargetsResponse::nextToken);
        return pages.read(caller, place, errand, page -> page.targets().forEach(target -> found.add(Target.of(target))))
                .thenApply(done -> found);
    }

    /** Makes a target of the nodes that carry a tag; gives its id. */
    public static AwsCall<SsmClient, String> register(String window, DeclaredTarget target, String token) {
        return AwsCall.repeatable(
                SsmClient.class,
                "ssm:RegisterTargetWithMaintenanceWindow",
                "target " + target.name() + " of window " + window,
                ssm -> ssm.registerTargetWithMaintenanceWindow(r -> r.windowId(window)
                                .clientToken(token)
                                .resourceType("INSTANCE")
                                .name(target.name())
                                .ownerInformation(target.owner())
                                .targets(PatchGroupTag.target(target.tagKey(), target.tagValue())))
                        .windowTargetId());
    }

    public static AwsCall<SsmClient, ?> update(String window, String id, DeclaredTarget target) {
        return AwsCall.repeatable(
                SsmClient.class,
                "ssm:UpdateMaintenanceWindowTarget",
                "target " + target.name() + " of window " + window,
                ssm -> ssm.updateMaintenanceWindowTarget(r -> r.windowId(window)
                        .windowTargetId(id)
                        .replace(true)
                        .name(target.name())
                        .ownerInformation(target.owner())
                        .targets(PatchGroupTag.target(target.tagKey(), target.tagValue()))));
    }

    public static AwsCall<SsmClient, ?> deregisterTarget(String window, String id) {
        return AwsCall.repeatable(
                SsmClient.class,
                "ssm:DeregisterTargetFromMaintenanceWindow",
                "target " + id + " of window " + window,
                ssm -> ssm.deregisterTargetFromMaintenanceWindow(
                        r -> r.windowId(window).windowTargetId(id).safe(false)));
    }

    /**
     * A window as it is declared, in AWS's units.
     *
     * @param start from when a rate is counted; what AWS makes of it later is not compared, because a start that has
     *     passed says nothing any more
     */
    public record Declared(
            String name,
            String description,
            String schedule,
            String zone,
            int offsetDays,
            int durationHours,
            int cutoffHours,
            boolean enabled,
            Optional<Instant> start) {}

    /** A target as it is declared: the nodes that carry a tag. */
    public record DeclaredTarget(String name, String tagKey, String tagValue, String owner) {

        /** As flat text. */
        public SortedMap<String, String> content() {
            return new Fields()
                    .put("owner", owner)
                    .put("targets.tag:" + tagKey, tagValue)
                    .values();
        }
    }

    /** A target that there is. */
    public record Target(String id, String name, Reach reach, SortedMap<String, String> content) {

        private static Target of(software.amazon.awssdk.services.ssm.model.MaintenanceWindowTarget target) {
            Fields fields = new Fields().put("owner", target.ownerInformation());
            target.targets().forEach(one -> fields.putSet("targets." + one.key(), one.values()));
            return new Target(
                    target.windowTargetId(),
                    target.name() == null ? "" : target.name(),
                    Reach.of(target.targets()),
                    fields.values());
        }
    }

    static Pages<SsmClient, DescribeMaintenanceWindowTasksResponse> tasks(String window) {
        return new Pages<>(
                token -> AwsCall.reading(
                        SsmClient.class,
                        "ssm:DescribeMaintenanceWindowTasks",
                        ssm -> ssm.describeMaintenanceWindowTasks(
                                r -> r.windowId(window).maxResults(PAGE).nextToken(token))),
                DescribeMaintenanceWindowTasksResponse::nextToken);
    }
}
