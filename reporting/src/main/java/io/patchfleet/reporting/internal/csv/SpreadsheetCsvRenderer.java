package io.patchfleet.reporting.internal.csv;

import io.patchfleet.reporting.report.ComplianceReport;
import io.patchfleet.reporting.spi.ReportFormat;
import io.patchfleet.reporting.spi.ReportRenderer;
import java.io.IOException;
import java.io.OutputStream;

/** For spreadsheets: no cell is a formula. */
public final class SpreadsheetCsvRenderer implements ReportRenderer<ComplianceReport> {

    private static final ReportFormat FORMAT = new ReportFormat("csv", "csv", "text/csv;charset=utf-8;header=present");

    @Override
    public ReportFormat format() {
        return FORMAT;
    }

    @Override
    public Class<ComplianceReport> draws() {
        return ComplianceReport.class;
    }

    @Override
    public void render(Request<ComplianceReport> request, OutputStream out) throws IOException {
        new CsvTable(request.report(), Formulas::disarm).write(out);
    }
}
