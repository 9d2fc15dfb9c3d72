package io.patchfleet.reporting.report;

import io.patchfleet.compliance.FleetCompliance;
import io.patchfleet.model.Gap;
import io.patchfleet.reporting.spi.Report;
import io.patchfleet.reporting.spi.ReportRenderer;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** What is true of a fleet, made ready for readers. {@code Reporting} makes it. */
public interface ComplianceReport extends Report {

    /** What was collected. */
    FleetCompliance compliance();

    /** The tags by whose values nodes are grouped, beside account, Region, environment and operating system. */
    List<String> groupedBy();

    /**
     * How many compliant nodes a document for people lists at most. If there are more they are only counted there, and
     * the document says where they are listed. The others are always listed.
     */
    int compliantRowsAtMost();

    /** When reading the fleet began. */
    @Override
    default Instant at() {
        return compliance().began();
    }

    @Override
    default List<Gap> gaps() {
        return compliance().gaps();
    }

    /**
     * Writes the report into a file: into another beside it first, which then takes its place, so that nobody ever
     * reads half a report.
     *
     * @param renderer the format
     * @param file where to; it is replaced if it exists, its directory must exist
     * @throws java.io.UncheckedIOException if it cannot be written; its message names the file
     */
    void write(ReportRenderer<? super ComplianceReport> renderer, Path file);

    /**
     * Writes the report into a stream, which is flushed and left open.
     *
     * @param renderer the format
     * @param out where to
     * @throws java.io.UncheckedIOException what the stream threw
     */
    void write(ReportRenderer<? super ComplianceReport> renderer, OutputStream out);
}
