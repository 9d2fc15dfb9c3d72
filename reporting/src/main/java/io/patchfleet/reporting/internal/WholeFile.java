package io.patchfleet.reporting.internal;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Writes a file that is there whole or not at all. */
final class WholeFile {

    private WholeFile() {}

    static void write(Path file, Content content) {
        Path target = file.toAbsolutePath();
        // Made by hand: what Files.createTempFile makes can be read by its owner alone, and would stay so.
        Path draft = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            try (OutputStream out =
                    new BufferedOutputStream(Files.newOutputStream(draft, StandardOpenOption.CREATE_NEW))) {
                content.writeTo(out);
            }
            moveInto(target, draft);
        } catch (IOException e) {
            discard(draft, e);
            throw new UncheckedIOException("The report could not be written to " + file, e);
        } catch (RuntimeException | Error e) {
            discard(draft, e);
            throw e;
        }
    }

    private static void moveInto(Path target, Path draft) throws IOException {
        try {
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void discard(Path draft, Throwable failure) {
        try {
            Files.deleteIfExists(draft);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /** What goes into the file. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }
}
