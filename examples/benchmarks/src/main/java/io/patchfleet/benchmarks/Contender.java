package io.patchfleet.benchmarks;

/** A way to do a job. */
interface Contender {

    /** What it is called in the table. */
    String name();

    /** Does the job. */
    Outcome work(RemoteAws aws) throws Exception;

    /**
     * What came of it.
     *
     * @param done how much was done, in words
     * @param failures what failed for good, in words; empty if nothing did
     * @param kept what stays in memory for as long as somebody wants the answer
     */
    record Outcome(String done, String failures, Object kept) {

        Outcome(String done, String failures) {
            this(done, failures, "nothing");
        }
    }
}
