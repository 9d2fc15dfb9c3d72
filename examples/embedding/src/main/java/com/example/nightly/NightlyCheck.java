package com.example.nightly;

import io.patchfleet.PatchFleet;
import io.patchfleet.compliance.FleetCompliance;
import io.patchfleet.reporting.Reporting;
import io.patchfleet.reporting.render.Formats;
import java.nio.file.Path;
import java.util.Optional;

/** What an application does with PatchFleet: asks, keeps the report, and wakes somebody if there is a reason to. */
final class NightlyCheck {

    private final PatchFleet fleet;
    private final Path report;

    NightlyCheck(PatchFleet fleet, Path report) {
        this.fleet = fleet;
        this.report = report;
    }

    /** What to wake somebody with; empty if everything could be read and every server is compliant. */
    Optional<String> run() {
        FleetCompliance now = fleet.compliance().collect();
        Reporting.standard().report(now).write(Formats.html(), report);
        return alarm(now);
    }

    static Optional<String> alarm(FleetCompliance now) {
        return now.isCompliant() ? Optional.empty() : Optional.of(now.toString());
    }

    public static void main(String[] arguments) {
        try (PatchFleet fleet = PatchFleet.builder().regions("eu-central-1", "us-east-1").build()) {
            new NightlyCheck(fleet, Path.of("patch-report.html")).run().ifPresent(System.out::println);
        }
    }
}
