package io.patchfleet.benchmarks;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The calls that the simulated AWS has counted, and what no client that makes them can beat.
 *
 * @param entries one for each Region and operation
 */
record Calls(List<Entry> entries) {

    /** Operations that list a scope from its beginning to its end, a page by the token of the page before. */
    private static final Set<String> LISTS = Set.of(
            "ec2:DescribeInstances",
            "ssm:DescribeInstanceProperties",
            "ssm:DescribeInstanceInformation",
            "ssm:DescribePatchBaselines",
            "ssm:DescribePatchGroups",
            "ssm:DescribeMaintenanceWindows",
            "scheduler:ListSchedules");

    /**
     * The calls of one operation in one Region.
     *
     * @param calls all of them
     * @param throttled those refused because there were too many
     * @param failed those that failed in any other way
     */
    record Entry(String region, String operation, long calls, long throttled, long failed) {

        long letThrough() {
            return calls - throttled;
        }

        private Entry without(Entry earlier) {
            return new Entry(
                    region, operation, calls - earlier.calls, throttled - earlier.throttled, failed - earlier.failed);
        }
    }

    /** Those that came since. */
    Calls since(Calls earlier) {
        return new Calls(entries.stream()
                .map(entry -> earlier.entries.stream()
                        .filter(old -> old.region.equals(entry.region) && old.operation.equals(entry.operation))
                        .findFirst()
                        .map(entry::without)
                        .orElse(entry))
                .filter(entry -> entry.calls > 0)
                .toList());
    }

    long total() {
        return entries.stream().mapToLong(Entry::calls).sum();
    }

    long throttled() {
        return entries.stream().mapToLong(Entry::throttled).sum();
    }

    long failed() {
        return entries.stream().mapToLong(Entry::failed).sum();
    }

    long of(String operation) {
        return entries.stream()
                .filter(entry -> entry.operation.equals(operation))
                .mapToLong(Entry::calls)
                .sum();
    }

    /** How many pairs of a scope and an operation were called; each may be throttled once before its rate is known. */
    int pairs() {
        return entries.size();
    }

    /**
     * The greatest, over scopes and operations, of (calls that were let through - burst) / rate, and of the longest
     * chain of pages times the latency: in seconds.
     */
    double bound(int perSecond, Duration latency) {
        long busiest = entries.stream().mapToLong(Entry::letThrough).max().orElse(0);
        long longestChain = entries.stream()
                .filter(entry -> LISTS.contains(entry.operation))
                .mapToLong(Entry::letThrough)
                .max()
                .orElse(0);
        double byRate = (double) (busiest - Setting.BURST) / perSecond;
        return Math.max(byRate, longestChain * latency.toMillis() / 1000.0);
    }

    /** How often each operation was called, the most often called first. */
    @Override
    public String toString() {
        Map<String, Long> byOperation = new TreeMap<>();
        entries.forEach(entry -> byOperation.merge(entry.operation, entry.calls, Long::sum));
        return byOperation.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .toList()
                .toString();
    }
}
