package io.patchfleet.model;

import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/** What the caller gave is wrong; thrown before anything is sent, with every problem at once. */
public final class InvalidInputException extends PatchFleetException {

    @Serial
    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    /**
     * With the problems as its message.
     *
     * @param problems at least one
     */
    public InvalidInputException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")), null);
        this.problems = List.copyOf(problems);
    }

    /** What is wrong, in the order in which it was found. */
    public List<Problem> problems() {
        return problems;
    }
}
