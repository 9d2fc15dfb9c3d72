package io.patchfleet.examples;

import java.io.Serial;
import java.util.List;

/** What stands in a file is wrong; each line says where, and what would be right. */
final class WrongFileException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final transient List<String> lines;

    WrongFileException(List<String> lines) {
        super(String.join("\n", lines));
        this.lines = List.copyOf(lines);
    }

    List<String> lines() {
        return lines;
    }
}
