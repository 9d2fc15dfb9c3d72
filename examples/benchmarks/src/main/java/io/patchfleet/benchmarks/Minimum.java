package io.patchfleet.benchmarks;

/** The fewest calls with which a job can be done: pages as large as AWS gives them, and nothing asked twice. */
final class Minimum {

    private static final int NODES_IN_PAGE = 1000;
    private static final int STATES_IN_PAGE = 50;

    /** What {@link BankSpec} declares; each window has one task. */
    private static final int BASELINES = 4;

    private static final int WINDOWS = 6;
    /** Notices of the openings of 35 days: three windows open daily, three weekly. */
    private static final int ENTRIES = 3 * 35 + 3 * 5;

    private static final int ENTRIES_IN_PAGE = 100;
    /** What a simulated account has of its own. */
    private static final int BASELINES_OF_OTHERS = 7;

    private Minimum() {}

    /**
     * Who one is; and in each Region the instances, the managed nodes, the baselines, the patch groups, and the patch
     * states of all nodes.
     */
    static long counts(Setting setting) {
        long here = inRegion(setting.nodes());
        long region = 2 * pages(here, NODES_IN_PAGE) + 2 + pages(here, STATES_IN_PAGE);
        return 1 + RemoteAws.REGIONS.size() * region;
    }

    /** The same, and a page for each node that lacks a patch: AWS tells of one node at a time. */
    static long details(Setting setting) {
        return counts(setting) + RemoteAws.REGIONS.size() * inRegion(setting.lacking());
    }

    /**
     * Who one is; and in each Region one page of baselines, of patch groups and of windows, the schedule group and its
     * tags, and its entries by the hundred; then one by one each baseline, each window with its targets and its tasks,
     * each task, each entry; and, for nothing else says whose they are, the tags of each window and of each baseline
     * that is not AWS's.
     */
    static long plan() {
        int lists = 3 + 2;
        int baselines = 2 * BASELINES + BASELINES_OF_OTHERS;
        int windows = 4 * WINDOWS + WINDOWS;
        long entries = pages(ENTRIES, ENTRIES_IN_PAGE) + ENTRIES;
        return 1 + RemoteAws.REGIONS.size() * (lists + baselines + windows + entries);
    }

    private static long inRegion(int nodes) {
        return pages(nodes, RemoteAws.REGIONS.size());
    }

    private static long pages(long things, int inPage) {
        return (things + inPage - 1) / inPage;
    }
}
