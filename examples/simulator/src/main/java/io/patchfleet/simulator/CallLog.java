package io.patchfleet.simulator;

import java.util.List;

/** Who has called what, how often, and how often in vain. */
public interface CallLog {

    /** One entry for each account, Region and operation, in that order of sorting. */
    List<Entry> entries();

    /** How many calls there were in all, throttled and failed ones among them. */
    default long total() {
        return entries().stream().mapToLong(Entry::calls).sum();
    }

    /** How many calls of an operation there were, in every account and Region. */
    default long count(String operation) {
        return entries().stream()
                .filter(entry -> entry.operation().equals(operation))
                .mapToLong(Entry::calls)
                .sum();
    }

    /** How many calls were refused because there were too many. */
    default long throttled() {
        return entries().stream().mapToLong(Entry::throttled).sum();
    }

    /** How many calls failed in any other way. */
    default long failed() {
        return entries().stream().mapToLong(Entry::failed).sum();
    }

    /**
     * The calls of one operation in one account and Region.
     *
     * @param account {@code unknown} for calls that were signed with credentials that this AWS has not issued
     * @param operation as IAM spells it: {@code ssm:SendCommand}
     * @param calls all of them
     * @param throttled those refused because there were too many
     * @param failed those that failed in any other way, lost answers among them
     */
    record Entry(String account, String region, String operation, long calls, long throttled, long failed) {}
}
