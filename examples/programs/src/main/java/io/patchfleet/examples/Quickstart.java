package io.patchfleet.examples;

import io.patchfleet.PatchFleet;
import io.patchfleet.compliance.FleetCompliance;
import io.patchfleet.run.FailureCause;
import io.patchfleet.run.NodeOutcome;
import io.patchfleet.run.RunOutcome;
import io.patchfleet.target.Target;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The first thing to try: scans a fleet, then reports how compliant it is. */
@Command(
        name = "quickstart",
        mixinStandardHelpOptions = true,
        description =
                "Scans a fleet and reports how compliant it is, with what is missing on each node. A scan installs"
                        + " nothing and reboots nothing.")
final class Quickstart implements Callable<Integer> {

    private static final String QUESTION =
            "This sends AWS-RunPatchBaseline with the operation Scan to every managed node"
                    + " that can be reached. It installs nothing and reboots nothing. Go on?";

    private final Shell shell;

    @Spec
    private CommandSpec program = CommandSpec.create();

    @Mixin
    private final SiteOptions site = new SiteOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    Quickstart(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Path directory = output.directory(program);
        if (!site.mayChange(shell, QUESTION)) {
            shell.say("nothing was done: the answer was not yes, which --yes gives");
            return ExitCode.FAILED;
        }
        try (Site aws = site.open(shell)) {
            shell.say("Scanning the fleet on " + aws);
            return scanAndReport(aws, directory);
        }
    }

    private int scanAndReport(Site aws, Path directory) {
        RunOutcome scan;
        FleetCompliance now;
        try (Progress progress = new Progress(shell);
                PatchFleet fleet = aws.fleet()
                        .environmentTag(output.environmentTag())
                        .onEvent(progress)
                        .build()) {
            scan = fleet.scan(Target.everything()).run();
            now = fleet.compliance().withPatches().collect();
        }
        shell.say(inWords(scan));
        scan.gaps().forEach(gap -> shell.say("not scanned: " + gap));
        List<Path> files = Format.write(now, List.of(), EnumSet.allOf(Format.class), directory);
        output.print(shell, now, files);
        return now.isComplete() && scan.gaps().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }

    /** Such as {@code 541 of 575 running nodes were scanned (20 unmanaged, 14 agent lost)}. */
    private static String inWords(RunOutcome scan) {
        int scanned = scan.count(NodeOutcome.Result.PATCHED) + scan.count(NodeOutcome.Result.STILL_MISSING);
        SortedMap<FailureCause, Long> causes = scan.nodes()
                .flatMap(node -> node.cause().stream())
                .collect(Collectors.groupingBy(cause -> cause, TreeMap::new, Collectors.counting()));
        String others = causes.entrySet().stream()
                .map(cause -> cause.getValue() + " " + inWords(cause.getKey()))
                .collect(Collectors.joining(", "));
        return scanned + " of " + scan.intended() + " running nodes were scanned"
                + (others.isEmpty() ? "" : " (" + others + ")");
    }

    private static String inWords(FailureCause cause) {
        return cause == FailureCause.OTHER
                ? "failed"
                : cause.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
