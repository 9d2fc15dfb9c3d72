package io.patchfleet.examples.readme;

// README
import io.patchfleet.PatchFleet;
import io.patchfleet.compliance.FleetCompliance;
import io.patchfleet.reporting.Reporting;
import io.patchfleet.reporting.render.Formats;
import java.nio.file.Path;

public class FirstReport {
    public static void main(String[] arguments) {
        try (PatchFleet fleet =
                PatchFleet.builder().regions("eu-central-1", "us-east-1").build()) {
            FleetCompliance now = fleet.compliance().collect();
            System.out.println(now); // the verdict, the states, what could not be read
            Reporting.standard().report(now).write(Formats.html(), Path.of("patch-report.html"));
        }
    }
}
// end
