package io.patchfleet.simulator;

import java.util.Map;

/**
 * Something that an account has declared, as it truly is.
 *
 * @param id by which AWS's calls name it: an id, a name, an ARN; of a default baseline the operating system
 * @param name empty if it has none
 * @param tags none if it cannot carry any
 * @param says all that it says, as a JSON object with the names of AWS's models; what belongs to it is within
 */
public record DeclaredResource(
        String account, String region, Kind kind, String id, String name, Map<String, String> tags, String says) {

    /** What can be declared. */
    public enum Kind {
        /** A patch baseline of the account's own, with its patch groups. */
        PATCH_BASELINE,
        /** The baseline, whoever's it is, that a patch group is registered with for an operating system. */
        PATCH_GROUP,
        /** The baseline, whoever's it is, that is the default for an operating system. */
        DEFAULT_BASELINE,
        /** A maintenance window with its targets and tasks. */
        MAINTENANCE_WINDOW,
        /** A group of EventBridge Scheduler's, other than the default one. */
        SCHEDULE_GROUP,
        /** A schedule of EventBridge Scheduler's. */
        SCHEDULE,
        /** A topic of SNS. */
        TOPIC,
        /** A Resource Data Sync that writes into a bucket. */
        RESOURCE_DATA_SYNC,
        /** A group of AWS Resource Groups, with its query or the members that were added to it. */
        RESOURCE_GROUP
    }

    public DeclaredResource {
        tags = Map.copyOf(tags);
    }

    @Override
    public String toString() {
        return kind + " " + (name.isEmpty() ? id : name) + " in " + account + "/" + region;
    }
}
