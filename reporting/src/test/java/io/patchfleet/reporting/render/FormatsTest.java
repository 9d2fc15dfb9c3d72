package io.patchfleet.reporting.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.patchfleet.model.InvalidInputException;
import io.patchfleet.reporting.internal.html.HtmlRenderer;
import io.patchfleet.reporting.report.ComplianceReport;
import io.patchfleet.reporting.spi.Report;
import io.patchfleet.reporting.spi.ReportFormat;
import io.patchfleet.reporting.spi.ReportRenderer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormatsTest {

    @Test
    void the_formats_can_be_asked_for_by_name() {
        assertEquals(
                List.of("csv", "csv-for-machines", "html", "json", "md"),
                Formats.available().stream().map(ReportFormat::id).toList());
        assertInstanceOf(HtmlRenderer.class, Formats.named("html"));
    }

    @Test
    void a_name_that_nobody_has_is_refused_with_those_that_there_are() {
        InvalidInputException refused = assertThrows(InvalidInputException.class, () -> Formats.named("pdf"));
        assertEquals(
                "format: 'pdf' is not allowed here; allowed: csv, csv-for-machines, html, json, md",
                refused.getMessage());
    }

    @Test
    void somebody_elses_renderer_of_any_report_is_found_on_the_loader_that_is_given(@TempDir Path classes)
            throws Exception {
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        Files.writeString(services.resolve(ReportRenderer.class.getName()), Titles.class.getName());
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()}, Formats.class.getClassLoader())) {
            assertInstanceOf(Titles.class, Formats.named("title", ComplianceReport.class, loader));
        }
    }

    /** A renderer as a third party writes one. */
    public static final class Titles implements ReportRenderer<Report> {

        @Override
        public ReportFormat format() {
            return new ReportFormat("title", "txt", "text/plain");
        }

        @Override
        public Class<Report> draws() {
            return Report.class;
        }

        @Override
        public void render(Request<Report> request, OutputStream out) throws IOException {
            out.write(request.report().title().getBytes(StandardCharsets.UTF_8));
        }
    }
}
