package io.patchfleet.reporting.render;

import io.patchfleet.model.InvalidInputException;
import io.patchfleet.model.Problem;
import io.patchfleet.reporting.internal.csv.MachineCsvRenderer;
import io.patchfleet.reporting.internal.csv.SpreadsheetCsvRenderer;
import io.patchfleet.reporting.internal.html.HtmlRenderer;
import io.patchfleet.reporting.internal.json.JsonRenderer;
import io.patchfleet.reporting.internal.markdown.MarkdownRenderer;
import io.patchfleet.reporting.report.ComplianceReport;
import io.patchfleet.reporting.spi.Report;
import io.patchfleet.reporting.spi.ReportFormat;
import io.patchfleet.reporting.spi.ReportRenderer;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The formats of a report. */
public final class Formats {

    private Formats() {}

    /** One page that needs no network: to read, to print, to hand over. */
    public static ReportRenderer<ComplianceReport> html() {
        return new HtmlRenderer();
    }

    /**
     * Everything, for programs, in the format {@code patchfleet.compliance/1}. Its JSON Schema is the resource
     * {@code io/patchfleet/reporting/compliance-1.schema.json} of this module.
     */
    public static ReportRenderer<ComplianceReport> json() {
        return new JsonRenderer();
    }

    /** A row for each node, for spreadsheets: a cell that one would take for a formula begins with an apostrophe. */
    public static ReportRenderer<ComplianceReport> csv() {
        return new SpreadsheetCsvRenderer();
    }

    /** A row for each node, with every cell as it is. Dangerous in a spreadsheet: tags may hold formulas. */
    public static ReportRenderer<ComplianceReport> csvForMachines() {
        return new MachineCsvRenderer();
    }

    /** For a comment or a ticket, in GitHub's Markdown, in at most 60,000 characters. */
    public static ReportRenderer<ComplianceReport> markdown() {
        return new MarkdownRenderer();
    }

    /**
     * For a comment or a ticket, in GitHub's Markdown. What does not fit is counted: "n more".
     *
     * @param limit how many characters at most; 2,000 or more
     * @return the renderer
     * @throws InvalidInputException if the limit is lower
     */
    public static ReportRenderer<ComplianceReport> markdown(int limit) {
        return new MarkdownRenderer(limit);
    }

    /**
     * The format of that name for compliance reports, of this library or of another on this library's class loader.
     *
     * @param id such as {@code html}
     * @return the renderer
     * @throws InvalidInputException if there is none; its message names those that there are
     */
    public static ReportRenderer<? super ComplianceReport> named(String id) {
        return named(id, ComplianceReport.class, Formats.class.getClassLoader());
    }

    /**
     * The format of that name for a report, of whoever registered it.
     *
     * @param id such as {@code html}
     * @param report what is to be drawn
     * @param loader where to look for renderers
     * @param <R> what is to be drawn
     * @return the renderer
     * @throws InvalidInputException if there is none; its message names those that there are
     * @throws java.util.ServiceConfigurationError if a registered renderer cannot be made
     */
    public static <R extends Report> ReportRenderer<? super R> named(String id, Class<R> report, ClassLoader loader) {
        return renderers(report, loader)
                .filter(renderer -> renderer.format().id().equals(id))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException(List.of(new Problem(
                        "format",
                        id,
                        available(report, loader).stream().map(ReportFormat::id).collect(Collectors.joining(", "))))));
    }

    /** The formats of compliance reports, of this library and of others on its class loader, by id. */
    public static List<ReportFormat> available() {
        return available(ComplianceReport.class, Formats.class.getClassLoader());
    }

    /**
     * The formats of a report, of whoever registered them.
     *
     * @param report what is to be drawn
     * @param loader where to look for renderers
     * @return the formats, by id
     * @throws java.util.ServiceConfigurationError if a registered renderer cannot be made
     */
    public static List<ReportFormat> available(Class<? extends Report> report, ClassLoader loader) {
        return renderers(report, loader)
                .map(ReportRenderer::format)
                .sorted(Comparator.comparing(ReportFormat::id))
                .toList();
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // a service's type has no parameters; draws() says what they were
    private static <R extends Report> Stream<ReportRenderer<? super R>> renderers(Class<R> report, ClassLoader loader) {
        return ServiceLoader.load(ReportRenderer.class, loader).stream()
                .map(ServiceLoader.Provider::get)
                .filter(renderer -> renderer.draws().isAssignableFrom(report))
                .map(renderer -> (ReportRenderer<? super R>) renderer);
    }
}
