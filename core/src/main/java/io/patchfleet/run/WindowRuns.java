package io.patchfleet.run;

import io.patchfleet.model.Gap;
import java.time.Instant;
import java.util.List;

/** What maintenance windows did. */
public interface WindowRuns {

    /** Each execution, in canonical order of the scopes and then by time. */
    List<WindowRun> runs();

    /** What could not be read, once for each cause. */
    List<Gap> gaps();

    /** Whether everything that was asked for could be read. */
    default boolean isComplete() {
        return gaps().isEmpty();
    }

    /**
     * The question what maintenance windows did. Immutable: each call gives a new one. It ends in {@link #collect()}.
     */
    interface Request {

        /**
         * Asks only for windows with these names, such as those of a spec: {@code bank-Production-install}.
         *
         * @param anyOf the names
         * @return the question about these alone
         * @throws io.patchfleet.model.InvalidInputException if there is none
         */
        Request named(String... anyOf);

        /**
         * Asks for executions since then.
         *
         * @param moment when they began at the earliest; AWS keeps them for some weeks
         * @return the question about these alone; unless said otherwise those of the last seven days
         */
        Request since(Instant moment);

        /**
         * Reads them.
         *
         * @return the executions, with an outcome for each node
         * @throws io.patchfleet.model.FleetUnreachableException if the accounts cannot be listed
         * @throws io.patchfleet.model.OperationInterruptedException if the thread is interrupted meanwhile
         */
        WindowRuns collect();
    }
}
