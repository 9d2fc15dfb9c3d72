package io.patchfleet.run;

import io.patchfleet.model.Gap;
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
}
