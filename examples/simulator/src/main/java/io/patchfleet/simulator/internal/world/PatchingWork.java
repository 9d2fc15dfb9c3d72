package io.patchfleet.simulator.internal.world;

import io.patchfleet.simulator.InstallFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** AWS-RunPatchBaseline at work on one node, from its first step to its report. */
final class PatchingWork {

    /** From the agent's first word after a reboot until the document has looked around and reported. */
    private static final Duration RESUMED = Duration.ofSeconds(10);

    private final Agenda agenda;
    private final Surroundings surroundings;
    private final Invocation invocation;
    private final Node node;
    private final Command command;
    private final Consumer<InvocationStatus> whenTold;
    private final Instant began;
    private final ApprovedPatches approved;
    private int step;
    private boolean unheard;

    private PatchingWork(Surroundings surroundings, Invocation invocation, Consumer<InvocationStatus> whenTold) {
        this.agenda = surroundings.agenda();
        this.surroundings = surroundings;
        this.invocation = invocation;
        this.node = invocation.node();
        this.command = invocation.command();
        this.whenTold = whenTold;
        this.began = agenda.now();
        this.approved = node.scope()
                .approvedPatches()
                .of(node, command.parameter("SnapshotId").orElse(null), agenda.now());
    }

    /**
     * Begins to work on the node, unless another run is at work there.
     *
     * @param whenTold is told how it ended as soon as the agent can tell
     */
    static void begin(Surroundings surroundings, Invocation invocation, Consumer<InvocationStatus> whenTold) {
        Node node = invocation.node();
        Instant now = surroundings.agenda().now();
        PatchingWork work = new PatchingWork(surroundings, invocation, whenTold);
        invocation.begin(now, work);
        if (node.running() != null) {
            invocation.leave(now);
            work.tell(new Ending(4, "", PatchingOutput.LOCKED), InvocationStatus.FAILED, null);
            return;
        }
        node.run(invocation);
        if (work.command.operation() == PatchOperation.SCAN) {
            work.within(node.tempo().scan(), work::scanned);
        } else {
            work.install();
        }
    }

    /**
     * The agent ends the document. A scan is over then; a package manager that has begun goes on to its end, of which
     * nobody hears: AWS documents no more than that the process may not be stopped.
     */
    void stop() {
        unheard = true;
        if (command.operation() == PatchOperation.SCAN || step == 0) {
            leave();
        }
    }

    /** Goes on after some time, unless the document's time is up before. */
    private void within(Duration time, Runnable next) {
        int here = ++step;
        agenda.at(agenda.now().plus(time), () -> {
            if (atWork() && step == here) {
                next.run();
            }
        });
        limit(here);
    }

    private void limit(int here) {
        agenda.at(agenda.now().plus(command.executionTimeout()), () -> {
            if (atWork() && step == here) {
                finish(Ending.STOPPED, InvocationStatus.EXECUTION_TIMED_OUT, null);
            }
        });
    }

    private boolean atWork() {
        return node.running() == invocation;
    }

    private void scanned() {
        String error = node.scanError();
        if (error != null) {
            fail(new Ending(1, "", error));
        } else {
            succeed(Ending.GOOD, Set.of());
        }
    }

    private void install() {
        node.countInstall();
        InstallFailure failure = node.troubles().next();
        OverrideList list;
        try {
            list = command.parameter("InstallOverrideList")
                    .map(surroundings.lists()::read)
                    .orElse(null);
        } catch (IllegalArgumentException e) {
            Ending ending = PatchingOutput.badOverrideList(String.valueOf(e.getMessage()));
            within(node.tempo().install(0), () -> fail(ending));
            return;
        }
        List<Update> updates = Update.of(node, approved, list, agenda.now());
        Duration time = node.tempo().install(updates.size());
        if (failure == null) {
            within(time, () -> installed(updates, null));
        } else {
            install(updates, time, failure);
        }
    }

    private void install(List<Update> updates, Duration time, InstallFailure failure) {
        switch (failure) {
            case NEVER_ENDS -> limit(step);
            case AGENT_FALLS_SILENT -> {
                agenda.at(agenda.now().plus(time.dividedBy(2)), () -> {
                    if (atWork()) {
                        node.loseAgent(agenda.now());
                    }
                });
                within(time, () -> installed(updates, failure));
            }
            case PATCH_FAILS, PATCH_FAILS_QUIETLY, UNEXPECTED_REBOOT -> within(time, () -> installed(updates, failure));
            default -> within(node.tempo().install(0), () -> fail(PatchingOutput.of(failure, node, agenda.now())));
        }
    }

    private void installed(List<Update> updates, @Nullable InstallFailure failure) {
        Set<Software> failed = bringIn(updates, failure);
        if (unheard) {
            leave();
        } else if (failure == InstallFailure.UNEXPECTED_REBOOT) {
            Ending ending = PatchingOutput.of(failure, node, agenda.now());
            reboot(() -> fail(ending));
        } else {
            Ending ending =
                    failed.isEmpty() || failure == null ? Ending.GOOD : PatchingOutput.of(failure, node, agenda.now());
            // The document reboots for anything that it installed or found waiting; it does not ask whether that needs
            // a reboot.
            boolean reboots = command.rebootOption().equals("RebootIfNeeded")
                    && failure != InstallFailure.AGENT_FALLS_SILENT
                    && node.installation().changedSince(node.booted());
            if (reboots) {
                reboot(() -> succeed(ending, failed));
            } else {
                succeed(ending, failed);
            }
        }
    }

    /** What could not be brought in: one update if patches fail, else none. */
    private Set<Software> bringIn(List<Update> updates, @Nullable InstallFailure failure) {
        Set<Software> failed = new HashSet<>();
        boolean oneFails = failure == InstallFailure.PATCH_FAILS || failure == InstallFailure.PATCH_FAILS_QUIETLY;
        for (Update update : updates) {
            if (oneFails && failed.isEmpty()) {
                failed.add(node.product().software().get(update.software()));
            } else {
                node.installation().set(update.software(), update.level(), agenda.now());
            }
        }
        return failed;
    }

    private void reboot(Runnable next) {
        int here = ++step;
        Reboot.of(agenda, node, () -> {
            if (atWork() && step == here) {
                within(RESUMED, next);
            }
        });
    }

    private void fail(Ending ending) {
        finish(ending, ending.status(), null);
    }

    private void succeed(Ending ending, Set<Software> failed) {
        PatchSnapshot state = new PatchSnapshot(node, approved.baseline(), run(failed));
        String output = PatchingOutput.summary(node, state) + ending.output();
        finish(new Ending(ending.code(), output, ending.error()), ending.status(), state);
    }

    private PatchRun run(Set<Software> failed) {
        PatchSnapshot before = node.snapshot();
        Instant lastNoReboot = before == null ? null : before.run().lastNoRebootInstall();
        boolean scan = command.operation() == PatchOperation.SCAN;
        return new PatchRun(
                command.operation(),
                began,
                agenda.now(),
                approved.asOf(),
                command.parameter("SnapshotId").orElseGet(surroundings.snapshotIds()),
                command.id(),
                command.rebootOption(),
                scan ? null : command.parameter("InstallOverrideList").orElse(null),
                failed,
                !scan && command.rebootOption().equals("NoReboot") ? agenda.now() : lastNoReboot);
    }

    private void finish(Ending ending, InvocationStatus how, @Nullable PatchSnapshot state) {
        leave();
        if (unheard) {
            return;
        }
        if (node.reachable()) {
            tell(ending, how, state);
        } else {
            node.whenReachable(() -> tell(ending, how, state));
        }
    }

    private void leave() {
        node.run(null);
        invocation.leave(agenda.now());
    }

    private void tell(Ending ending, InvocationStatus how, @Nullable PatchSnapshot state) {
        if (state != null) {
            surroundings.announcer().looked(node, node.snapshot(), state);
            node.keep(state);
        }
        if (!invocation.status().terminal()) {
            String head = PatchingOutput.head(node, command);
            invocation.report(ending.code(), ending.code() == 4 ? "" : head + ending.output(), ending.error());
            whenTold.accept(how);
        }
    }
}
