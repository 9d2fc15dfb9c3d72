package io.patchfleet.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class OwnerOnlyTest {

    @TempDir
    private Path directory;

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aFileIsItsOwnersAloneWhetherItIsNewOrWasThere() throws IOException {
        Path made = directory.resolve("made.json");
        Path there = Files.writeString(directory.resolve("there.json"), "something longer");
        Files.setPosixFilePermissions(there, PosixFilePermissions.fromString("rw-r--r--"));

        OwnerOnly.write(made, "new");
        OwnerOnly.write(there, "anew");

        assertEquals("rw------- new", permissions(made) + " " + Files.readString(made));
        assertEquals("rw------- anew", permissions(there) + " " + Files.readString(there));
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
