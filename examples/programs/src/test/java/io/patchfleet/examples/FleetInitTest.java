package io.patchfleet.examples;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchfleet.spec.Environment;
import io.patchfleet.spec.FleetSpec;
import io.patchfleet.spec.PatchBaseline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetInitTest {

    @Test
    void whatItWritesIsASpecThatTheOtherProgramsTake(@TempDir Path out) throws IOException {
        Run init = Run.of("fleet", "init", "--out", out.toString());
        Path file = out.resolve("fleet.yaml");
        FleetSpec spec = SpecFile.read(file, Files.readString(file)).spec();
        assertAll(
                () -> assertEquals(ExitCode.DONE, init.code()),
                () -> assertEquals("Written: " + file + "\n", init.out()),
                () -> assertEquals(
                        List.of("bank-linux", "bank-redhat", "bank-ubuntu", "bank-windows"),
                        spec.baselines().stream().map(PatchBaseline::name).toList()),
                () -> assertEquals(
                        List.of("Development", "Testing", "Production"),
                        spec.environments().stream().map(Environment::name).toList()));
    }

    @Test
    void whatItWritesKeepsTwentyDaysAndGivesNothingToLookAt(@TempDir Path out) {
        Run.of("fleet", "init", "--out", out.toString());
        Run check = Run.of("fleet", "check", "--spec", out.resolve("fleet.yaml").toString(), "--max-age", "20");
        assertAll(
                () -> assertEquals(ExitCode.DONE, check.code(), check.err()),
                () -> assertTrue(
                        check.out().startsWith("bank-servers: no approved patch grows older than 20 d\n"), check.out()),
                () -> assertTrue(!check.out().contains("To look at"), check.out()));
    }

    @Test
    void whatIsCommentedOutIsRightToo(@TempDir Path out) {
        String all = FleetInit.spec()
                .replaceAll(
                        "(?m)^( *)# (beforeInstall|afterInstall|onExit|serviceRole|notification|notice|freezes|adopt|"
                                + "rejectedPatches|availableSecurityUpdates|  - \\{from)",
                        "$1$2");
        FleetSpec spec = SpecFile.read(out.resolve("all.yaml"), all).spec();
        Environment production = spec.environments().get(2);
        assertAll(
                () -> assertEquals("bank-undrain-node", production.onExit().orElseThrow()),
                () -> assertEquals(1, production.freezes().size()),
                () -> assertTrue(production.notice().isPresent()),
                () -> assertEquals(List.of("bank-linux"), spec.adoptedBaselines()));
    }

    @Test
    void nothingIsOverwritten(@TempDir Path out) throws IOException {
        Path file = Files.writeString(out.resolve("fleet.yaml"), "mine");
        Run run = Run.of("fleet", "init", "--out", out.toString());
        assertAll(
                () -> assertEquals(ExitCode.BAD_USAGE, run.code()),
                () -> assertTrue(
                        run.err()
                                .startsWith("--out: '" + out + "' is not allowed here; allowed: a directory in which"
                                        + " there is no fleet.yaml yet"),
                        run.err()),
                () -> assertEquals("mine", Files.readString(file)));
    }
}
