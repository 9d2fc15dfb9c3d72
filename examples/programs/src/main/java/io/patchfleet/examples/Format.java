package io.patchfleet.examples;

import io.patchfleet.compliance.FleetCompliance;
import io.patchfleet.reporting.Reporting;
import io.patchfleet.reporting.render.Formats;
import io.patchfleet.reporting.report.ComplianceReport;
import io.patchfleet.reporting.spi.ReportRenderer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The formats of report files. */
enum Format {
    HTML,
    JSON,
    CSV,
    MD;

    /**
     * Writes a report once for each format.
     *
     * @param compliance what is true of the fleet
     * @param groupBy the tags to group by
     * @param formats which files
     * @param directory where to
     * @return the files, in the order of the formats
     */
    static List<Path> write(
            FleetCompliance compliance, Collection<String> groupBy, Collection<Format> formats, Path directory) {
        ComplianceReport report = Reporting.with(settings -> settings.groupBy(groupBy.toArray(String[]::new)))
                .report(compliance);
        List<Path> files = new ArrayList<>();
        for (Format format : formats) {
            Path file = directory.resolve("report." + format);
            report.write(format.renderer(), file);
            files.add(file);
        }
        return files;
    }

    private ReportRenderer<ComplianceReport> renderer() {
        return switch (this) {
            case HTML -> Formats.html();
            case JSON -> Formats.json();
            case CSV -> Formats.csv();
            case MD -> Formats.markdown();
        };
    }

    /** As it is written on the command line, and at the end of its file's name. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads formats' names. */
    static final class Names extends Values.Separated<Format> {
        @Override
        Format one(String value) {
            return Arrays.stream(values())
                    .filter(format -> format.toString().equals(value))
                    .findFirst()
                    .orElseThrow(() -> Values.wrong(
                            value, Arrays.stream(values()).map(Format::toString).collect(Collectors.joining(", "))));
        }
    }
}
