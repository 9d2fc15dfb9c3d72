package io.patchfleet.examples;

import io.patchfleet.PatchFleet;
import io.patchfleet.apply.ApplyOutcome;
import io.patchfleet.compliance.FleetCompliance;
import io.patchfleet.compliance.NodeCompliance;
import io.patchfleet.compliance.NodeCompliance.Fact;
import io.patchfleet.compliance.NodeState;
import io.patchfleet.model.LogOutput;
import io.patchfleet.model.NodeId;
import io.patchfleet.model.Share;
import io.patchfleet.plan.Change;
import io.patchfleet.plan.FleetPlan;
import io.patchfleet.reporting.Reporting;
import io.patchfleet.reporting.render.Formats;
import io.patchfleet.run.NodeOutcome;
import io.patchfleet.run.NodeOutcome.Result;
import io.patchfleet.run.RunOutcome;
import io.patchfleet.simulator.SimulatedAws;
import io.patchfleet.target.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Lets the bank's weeks pass: what a platform team does in them, and what it does not have to do. */
final class BankPlay {

    private static final int WEEKS = 3;
    private static final Duration WEEK = Duration.ofDays(7);

    private final Shell shell;
    private final SimulatedAws aws;
    private final PatchFleet fleet;
    private final SpecFile spec;
    private final Path directory;

    BankPlay(Shell shell, SimulatedAws aws, PatchFleet fleet, SpecFile spec, Path directory) {
        this.shell = shell;
        this.aws = aws;
        this.fleet = fleet;
        this.spec = spec;
        this.directory = directory;
    }

    BankTale play() {
        shell.say("Playing three weeks on a simulated AWS (seed " + aws.seed() + ")");
        FleetCompliance before = fleet.compliance().withPatches().collect();
        Path beforeReport = report(before, "bank-before.html");

        ApplyOutcome applied = fleet.apply(fleet.plan(spec.spec()));
        FleetPlan again = fleet.plan(spec.spec());
        shell.say("declared and applied");

        String[] windows = installWindows(again);
        List<BankTale.Week> weeks = new ArrayList<>();
        for (int week = 1; week <= WEEKS; week++) {
            weeks.add(passWeek(windows));
            shell.say("week " + week + " of " + WEEKS + " has passed");
        }

        Optional<RunOutcome> first = install(left(weeks.get(WEEKS - 1)));
        List<NodeOutcome> failed = first.stream()
                .flatMap(RunOutcome::nodes)
                .filter(BankPlay::needsRepair)
                .toList();
        repair(failed);
        Optional<RunOutcome> second =
                install(failed.stream().map(NodeOutcome::node).toList());

        shell.say(first.isPresent() ? "what windows left has been patched directly" : "windows left nothing to patch");
        FleetCompliance after = fleet.compliance().withPatches().collect();
        return new BankTale(
                Path.of(spec.name()),
                before,
                beforeReport,
                applied,
                again,
                weeks,
                first,
                failed.stream().min(Comparator.comparing(NodeOutcome::result, BankPlay::failedFirst)),
                second,
                after,
                report(after, "bank-after.html"));
    }

    /** Windows open by the simulated AWS's clock; nobody does anything. */
    private BankTale.Week passWeek(String... windows) {
        Instant begin = aws.clock().instant();
        aws.time().advance(WEEK);
        return new BankTale.Week(
                fleet.windowRuns().named(windows).since(begin).collect(),
                fleet.compliance().collect());
    }

    /** The windows that install; there are others that scan. */
    private static String[] installWindows(FleetPlan plan) {
        return plan.changes().stream()
                .map(Change::name)
                .filter(name -> name.endsWith("-install"))
                .distinct()
                .toArray(String[]::new);
    }

    /**
     * What the last windows could have patched and have not. Agents that do not answer, and rejected patches that are
     * installed all the same, are no matter of patching: the report names them.
     */
    private List<NodeId> left(BankTale.Week lastWeek) {
        Set<NodeId> failed = lastWeek.windows().runs().stream()
                .flatMap(run -> run.nodes().stream())
                .filter(BankPlay::needsRepair)
                .map(NodeOutcome::node)
                .collect(Collectors.toSet());
        return fleet.compliance()
                .collect()
                .nodes()
                .filter(node -> node.state() == NodeState.NON_COMPLIANT || failed.contains(node.id()))
                .filter(node -> !node.facts().contains(Fact.AGENT_LOST))
                .filter(node ->
                        node.counts().filter(counts -> counts.rejected() > 0).isEmpty())
                .map(NodeCompliance::id)
                .toList();
    }

    private static int failedFirst(Result one, Result other) {
        return Boolean.compare(other == Result.FAILED, one == Result.FAILED);
    }

    /** Whether patching it again will hardly help before somebody has looked after it. */
    private static boolean needsRepair(NodeOutcome node) {
        return node.result() == Result.FAILED || node.result() == Result.UNKNOWN;
    }

    /** Of nobody there is no run. */
    private Optional<RunOutcome> install(Collection<NodeId> nodes) {
        return nodes.isEmpty()
                ? Optional.empty()
                : Optional.of(fleet.install(Target.ids(nodes))
                        .pace(Share.percent(25))
                        .retries(2)
                        .logsTo(LogOutput.cloudWatch("/patching/direct"))
                        .run());
    }

    /** What those do who look after the nodes: it is no part of patching, and so the simulated AWS is told. */
    private void repair(List<NodeOutcome> failed) {
        failed.stream().map(node -> aws.world().node(node.node().id())).forEach(node -> {
            node.installsWell();
            node.scansWell();
            node.agentBack();
        });
    }

    private Path report(FleetCompliance compliance, String name) {
        Path file = directory.resolve(name);
        Reporting.standard().report(compliance).write(Formats.html(), file);
        return file;
    }
}
