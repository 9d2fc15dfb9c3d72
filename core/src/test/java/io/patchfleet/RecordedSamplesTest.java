package io.patchfleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No answer that AWS's manual shows lies here unread. */
class RecordedSamplesTest {

    private static final Path SAMPLES = Path.of("src/test/resources/io/patchfleet/aws-cli-examples");
    private static final Path TESTS = Path.of("src/test/java/io/patchfleet");

    private static final Set<String> LEFT_OUT_ON_PURPOSE = Set.of(
            // Never asked: the list of baselines says of each whether it is the default one.
            "get-default-patch-baseline.1.output", "get-default-patch-baseline.2.output");

    @Test
    void everySampleIsReadByATestOrLeftOutOnPurpose() throws IOException {
        String tests = tests();
        Set<String> unread = samples();
        unread.removeIf(sample -> tests.contains("\"" + sample + "\"") || tests.contains(sample + " |")); // in a table
        assertEquals(LEFT_OUT_ON_PURPOSE, unread);
    }

    @Test
    void thereAreSamples() throws IOException {
        assertTrue(samples().size() > LEFT_OUT_ON_PURPOSE.size());
    }

    private static Set<String> samples() throws IOException {
        try (Stream<Path> files = Files.list(SAMPLES)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .map(name -> name.substring(0, name.length() - ".json".length()))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** All that read samples but this one. */
    private static String tests() throws IOException {
        try (Stream<Path> files = Files.list(TESTS)) {
            return files.filter(file -> file.getFileName().toString().matches("Recorded.*Test\\.java"))
                    .filter(file -> !file.endsWith(RecordedSamplesTest.class.getSimpleName() + ".java"))
                    .map(RecordedSamplesTest::text)
                    .collect(Collectors.joining());
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
