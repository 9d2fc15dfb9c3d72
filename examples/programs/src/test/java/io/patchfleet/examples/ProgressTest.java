package io.patchfleet.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.patchfleet.event.CallEvent;
import io.patchfleet.model.NodeId;
import io.patchfleet.model.Scope;
import io.patchfleet.run.FailureCause;
import io.patchfleet.run.NodeOutcome;
import io.patchfleet.run.RunEvent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");
    private static final Scope SCOPE = new Scope("111122223333", "eu-central-1");

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private Progress progress(boolean terminal) {
        PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        return new Progress(new Shell(new ByteArrayInputStream(new byte[0]), stream, stream, terminal, Map.of()));
    }

    private static RunEvent finished() {
        return new RunEvent.NodeFinished(
                NOW,
                "run",
                NodeOutcome.builder()
                        .node(new NodeId(SCOPE, "i-0123456789abcdef0"))
                        .result(NodeOutcome.Result.PATCHED)
                        .build());
    }

    @Test
    void onATerminalABarGrowsAndGoesAway() {
        try (Progress progress = progress(true)) {
            progress.accept(new RunEvent.Started(NOW, "run", 2));
            progress.accept(finished());
            progress.accept(finished());
        }
        assertEquals(
                "\rScanned [####################....................] 1 of 2 nodes\033[K"
                        + "\rScanned [########################################] 2 of 2 nodes\033[K"
                        + "\r\033[K",
                err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void elsewhereThereAreFourLines() {
        try (Progress progress = progress(false)) {
            progress.accept(new RunEvent.Started(NOW, "run", 8));
            for (int node = 0; node < 8; node++) {
                progress.accept(finished());
            }
        }
        assertEquals(
                "scanned 2 of 8 nodes\nscanned 4 of 8 nodes\nscanned 6 of 8 nodes\nscanned 8 of 8 nodes\n",
                err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void whileTheFleetIsReadCallsAreCountedOnATerminal() {
        try (Progress progress = progress(true)) {
            progress.accept(new CallEvent.Succeeded(NOW, SCOPE, "ec2:DescribeInstances", Duration.ZERO, 1));
        }
        assertEquals("\rReading the fleet: 1 calls\033[K\r\033[K", err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void whoeverStopsARunIsToldOfItsCommandsAtOnceAndOfThoseThatAwsTakesAfterwards() {
        try (Progress progress = progress(false)) {
            progress.accept(new RunEvent.Started(NOW, "run", 4));
            progress.accept(new RunEvent.CommandSent(NOW, "run", SCOPE, "c1", 2));
            progress.stopping(Map.of("c1", SCOPE));
            progress.accept(givenUp("c1"));
            progress.accept(new RunEvent.CommandSent(NOW, "run", SCOPE, "late", 1));
        }
        assertEquals(
                List.of(
                        "  at work: command c1 in 111122223333/eu-central-1",
                        "  at work: command late in 111122223333/eu-central-1"),
                err.toString(StandardCharsets.UTF_8).lines().toList());
    }

    private static RunEvent givenUp(String command) {
        return new RunEvent.NodeFinished(
                NOW,
                "run",
                NodeOutcome.builder()
                        .node(new NodeId(SCOPE, "i-0fedcba9876543210"))
                        .result(NodeOutcome.Result.UNKNOWN)
                        .cause(FailureCause.CANCELLED)
                        .commandId(command)
                        .build());
    }

    @Test
    void whatComesAfterTheEndIsNotShown() {
        Progress progress = progress(true);
        progress.close();
        progress.accept(new CallEvent.Succeeded(NOW, SCOPE, "ec2:DescribeInstances", Duration.ZERO, 1));
        assertEquals("", err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void nodesThatEndBeforeAllAreFoundSetNoBar() {
        try (Progress progress = progress(true)) {
            progress.accept(finished());
        }
        assertEquals("", err.toString(StandardCharsets.UTF_8));
    }
}
