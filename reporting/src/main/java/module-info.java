/** Compliance as a report that can be handed to an auditor. */
module io.patchfleet.reporting {
    exports io.patchfleet.reporting;
    exports io.patchfleet.reporting.render;
    exports io.patchfleet.reporting.report;
    exports io.patchfleet.reporting.spi;

    requires de.siegmar.fastcsv;
    requires gg.jte.runtime;
    requires transitive io.patchfleet.core;
    requires static transitive org.jspecify;
    requires tools.jackson.core;

    uses io.patchfleet.reporting.spi.ReportRenderer;

    provides io.patchfleet.reporting.spi.ReportRenderer with
            io.patchfleet.reporting.internal.html.HtmlRenderer,
            io.patchfleet.reporting.internal.json.JsonRenderer,
            io.patchfleet.reporting.internal.csv.SpreadsheetCsvRenderer,
            io.patchfleet.reporting.internal.csv.MachineCsvRenderer,
            io.patchfleet.reporting.internal.markdown.MarkdownRenderer;
}
