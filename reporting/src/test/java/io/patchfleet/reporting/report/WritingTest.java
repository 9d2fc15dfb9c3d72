package io.patchfleet.reporting.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchfleet.model.InvalidInputException;
import io.patchfleet.reporting.Reporting;
import io.patchfleet.reporting.render.Formats;
import io.patchfleet.reporting.spi.ReportFormat;
import io.patchfleet.reporting.spi.ReportRenderer;
import io.patchfleet.reporting.spi.SampleFleet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WritingTest {

    private static final ComplianceReport REPORT = Reporting.standard().report(SampleFleet.of(30, 5));

    @TempDir
    private Path directory;

    @Test
    void a_file_holds_what_a_stream_gets() throws Exception {
        Path file = directory.resolve("report.json");
        REPORT.write(Formats.json(), file);
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        REPORT.write(Formats.json(), stream);
        assertArrayEquals(stream.toByteArray(), Files.readAllBytes(file));
        assertEquals(List.of("report.json"), names());
    }

    @Test
    void a_report_replaces_the_one_before_it() throws Exception {
        Path file = Files.writeString(directory.resolve("report.md"), "the one before it");
        REPORT.write(Formats.markdown(), file);
        assertTrue(Files.readString(file).startsWith("## "));
    }

    @Test
    void a_directory_that_is_not_there_is_named() {
        Path file = directory.resolve("missing").resolve("report.html");
        UncheckedIOException thrown =
                assertThrows(UncheckedIOException.class, () -> REPORT.write(Formats.html(), file));
        assertEquals("The report could not be written to " + file, thrown.getMessage());
    }

    @Test
    void a_file_is_no_directory_to_write_into() throws Exception {
        Path file = Files.createFile(directory.resolve("a-file")).resolve("report.html");
        UncheckedIOException thrown =
                assertThrows(UncheckedIOException.class, () -> REPORT.write(Formats.html(), file));
        assertEquals("The report could not be written to " + file, thrown.getMessage());
    }

    @Test
    void a_renderer_that_fails_half_way_leaves_the_report_before_it() throws Exception {
        Path file = Files.writeString(directory.resolve("report.txt"), "the one before it");
        IllegalStateException broken = new IllegalStateException("half way");
        ReportRenderer<ComplianceReport> renderer = new ReportRenderer<>() {
            @Override
            public ReportFormat format() {
                return new ReportFormat("broken", "txt", "text/plain");
            }

            @Override
            public Class<ComplianceReport> draws() {
                return ComplianceReport.class;
            }

            @Override
            public void render(Request<ComplianceReport> request, OutputStream out) throws IOException {
                out.write(1);
                throw broken;
            }
        };
        assertEquals(broken, assertThrows(IllegalStateException.class, () -> REPORT.write(renderer, file)));
        assertEquals("the one before it", Files.readString(file));
        assertEquals(List.of("report.txt"), names());
    }

    @Test
    void settings_that_make_no_sense_are_refused() {
        assertThrows(InvalidInputException.class, () -> Reporting.with(r -> r.title(" ")));
        assertThrows(InvalidInputException.class, () -> Reporting.with(r -> r.groupBy("Team", "")));
        assertThrows(InvalidInputException.class, () -> Reporting.with(r -> r.compliantRowsAtMost(-1)));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
