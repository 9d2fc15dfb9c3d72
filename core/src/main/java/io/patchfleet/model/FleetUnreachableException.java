package io.patchfleet.model;

import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/** The fleet gave nothing at all: not even its accounts could be named. */
public final class FleetUnreachableException extends PatchFleetException {

    @Serial
    private static final long serialVersionUID = 1;

    private final transient List<Gap> gaps;

    /**
     * With the gaps as its message.
     *
     * @param gaps why, at least one
     */
    public FleetUnreachableException(List<Gap> gaps) {
        super(gaps.stream().map(Gap::toString).collect(Collectors.joining("\n")), null);
        this.gaps = List.copyOf(gaps);
    }

    /** What could not be reached, and why. */
    public List<Gap> gaps() {
        return gaps;
    }
}
