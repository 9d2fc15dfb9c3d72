package io.patchfleet.spec;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.patchfleet.model.InvalidInputException;
import io.patchfleet.model.Problem;
import java.util.List;
import org.junit.jupiter.api.function.Executable;

/** With what something is refused. */
final class Refused {

    private Refused() {}

    /** The problems as people read them. */
    static List<String> by(Executable action) {
        return assertThrows(InvalidInputException.class, action).problems().stream()
                .map(Problem::toString)
                .toList();
    }
}
