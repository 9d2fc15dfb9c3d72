package io.patchfleet.reporting.internal.csv;

import io.patchfleet.reporting.report.ComplianceReport;
import io.patchfleet.reporting.spi.ReportFormat;
import io.patchfleet.reporting.spi.ReportRenderer;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.UnaryOperator;

/** For programs: every cell as it is. */
public final class MachineCsvRenderer implements ReportRenderer<ComplianceReport> {

    private static final ReportFormat FORMAT =
            new ReportFormat("csv-for-machines", "csv", "text/csv;charset=utf-8;header=present");

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
        new CsvTable(request.report(), UnaryOperator.identity()).write(out);
    }
}
