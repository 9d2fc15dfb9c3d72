package io.patchfleet.run;

import java.time.Instant;

/**
 * The question what maintenance windows did. Immutable: each call gives a new one. It ends in {@link #collect()}.
 */
public interface WindowRunsRequest {

    /**
     * Asks only for windows with these names, such as those of a spec: {@code bank-Production-install}.
     *
     * @param anyOf the names
     * @return the question about these alone
     * @throws io.patchfleet.model.InvalidInputException if there is none
     */
    WindowRunsRequest named(String... anyOf);

    /**
     * Asks for executions since then.
     *
     * @param moment when they began at the earliest; AWS keeps them for some weeks
     * @return the question about these alone; unless said otherwise those of the last seven days
     */
    WindowRunsRequest since(Instant moment);

    /**
     * Reads them.
     *
     * @return the executions, with an outcome for each node
     * @throws io.patchfleet.model.FleetUnreachableException if the accounts cannot be listed
     * @throws io.patchfleet.model.OperationInterruptedException if the thread is interrupted meanwhile
     */
    WindowRuns collect();
}
