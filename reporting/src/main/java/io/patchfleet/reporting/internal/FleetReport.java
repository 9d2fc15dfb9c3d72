package io.patchfleet.reporting.internal;

import io.patchfleet.compliance.FleetCompliance;
import io.patchfleet.reporting.report.ComplianceReport;
import io.patchfleet.reporting.spi.ReportRenderer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

/** A fleet's report as a value. */
public record FleetReport(
        FleetCompliance compliance, String title, ZoneId zone, List<String> groupedBy, int compliantRowsAtMost)
        implements ComplianceReport {

    /** English, the only language so far. */
    @Override
    public Locale language() {
        return Locale.ENGLISH;
    }

    @Override
    public void write(ReportRenderer<? super ComplianceReport> renderer, Path file) {
        WholeFile.write(file, out -> Drawing.draw(this, renderer, out));
    }

    @Override
    public void write(ReportRenderer<? super ComplianceReport> renderer, OutputStream out) {
        try {
            Drawing.draw(this, renderer, out);
        } catch (IOException e) {
            throw new UncheckedIOException("The report could not be written as " + renderer.format(), e);
        }
    }

    /** Says in five lines what the fleet says. */
    @Override
    public String toString() {
        return title + ": " + compliance;
    }
}
