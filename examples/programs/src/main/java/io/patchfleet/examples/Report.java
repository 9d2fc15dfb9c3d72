package io.patchfleet.examples;

import io.patchfleet.PatchFleet;
import io.patchfleet.compliance.ComplianceRequest;
import io.patchfleet.compliance.FleetCompliance;
import io.patchfleet.compliance.StateCounts;
import io.patchfleet.spec.ResourceDataSync;
import io.patchfleet.target.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Collects what is true of a fleet and writes it down. Scans nothing, changes nothing. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = "Reports how compliant a fleet is. Reads only: scans nothing, changes nothing.")
final class Report implements Callable<Integer> {

    private final Shell shell;

    @Spec
    private CommandSpec program = CommandSpec.create();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            converter = Format.Names.class,
            description = "Which files: html, json, csv, md, separated by commas. Default: all four.")
    private Values.Several<Format> formats = Values.Several.none();

    @Option(
            names = "--details",
            description = "With what is missing on each node that is not compliant: one call more for each of them.")
    private boolean details;

    @Option(
            names = "--group-by",
            paramLabel = "TAG",
            converter = Values.TagKeys.class,
            description = "Counts nodes by the values of these tags, too. May be repeated.")
    private final List<Values.Several<String>> groupBy = new ArrayList<>();

    @Option(
            names = "--exclude",
            paramLabel = "TAG=VALUE",
            converter = Values.KeyAndValue.class,
            description = "Leaves out nodes with this tag; they are counted beside the others. May be repeated.")
    private final Set<Values.TagValue> excluded = new LinkedHashSet<>();

    @Option(
            names = "--max-scan-age",
            paramLabel = "P7D",
            converter = Values.Length.class,
            description = "How old a good scan may be before it says nothing any more. Default: P7D, seven days.")
    private Optional<Duration> maxScanAge = Optional.empty();

    @Option(names = "--fail-on-findings", description = "Ends with exit code 1 if a node is not compliant.")
    private boolean failOnFindings;

    @Mixin
    private final SyncOptions sync = new SyncOptions();

    @Mixin
    private final SiteOptions site = new SiteOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    Report(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Path directory = output.directory(program);
        Optional<ResourceDataSync> source = sync.sync(program);
        try (Site aws = site.open(shell)) {
            shell.say("Reading the fleet on " + aws);
            FleetCompliance now = collect(aws, source);
            List<Path> files = Format.write(now, tags(), wanted(), directory);
            output.print(shell, now, files);
            return exitCode(now);
        }
    }

    private FleetCompliance collect(Site aws, Optional<ResourceDataSync> source) {
        try (Progress progress = new Progress(shell);
                PatchFleet fleet = aws.fleet()
                        .environmentTag(output.environmentTag())
                        .onEvent(progress)
                        .build()) {
            ComplianceRequest request = details ? fleet.compliance().withPatches() : fleet.compliance();
            if (source.isPresent()) {
                request = request.from(source.get());
            }
            if (maxScanAge.isPresent()) {
                request = request.maxScanAge(maxScanAge.get());
            }
            Optional<Target> left = excluded.stream()
                    .map(tag -> Target.tag(tag.key(), tag.value()))
                    .reduce(Target::or);
            if (left.isPresent()) {
                request = request.excluding(left.get());
            }
            return request.collect();
        }
    }

    private Set<Format> wanted() {
        return formats.all().isEmpty() ? EnumSet.allOf(Format.class) : formats.all();
    }

    private List<String> tags() {
        return groupBy.stream().flatMap(tags -> tags.all().stream()).toList();
    }

    private int exitCode(FleetCompliance now) {
        StateCounts counts = now.counts();
        if (!now.isComplete()) {
            return ExitCode.FAILED;
        }
        boolean findings = counts.compliant().part() < counts.total();
        return failOnFindings && findings ? ExitCode.FINDINGS : ExitCode.DONE;
    }
}
