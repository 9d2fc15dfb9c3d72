package io.patchfleet.examples;

import io.patchfleet.apply.ApplyOutcome;
import io.patchfleet.event.CallEvent;
import io.patchfleet.event.FleetEvent;
import io.patchfleet.model.Scope;
import io.patchfleet.run.FailureCause;
import io.patchfleet.run.NodeOutcome;
import io.patchfleet.run.RunEvent;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Shows how far the work is: a bar on a terminal, a line now and then elsewhere. */
final class Progress implements Consumer<FleetEvent>, AutoCloseable {

    private static final int WIDTH = 40;
    private static final int LINES = 4;
    private static final int CHANGES_A_LINE = 50;

    private final Shell shell;
    private final String done;
    private int intended;
    private int ended;
    private int changed;
    private long calls;
    private boolean barStands;
    private boolean closed;
    private boolean stopping;

    Progress(Shell shell) {
        this(shell, "scanned");
    }

    /**
     * Shows the progress of a run.
     *
     * @param done what nodes are when they have ended
     */
    Progress(Shell shell, String done) {
        this.shell = shell;
        this.done = done;
    }

    @Override
    public synchronized void accept(FleetEvent event) {
        if (closed) {
            return;
        }
        if (event instanceof RunEvent.Started started) {
            intended = started.intended();
        } else if (event instanceof RunEvent.CommandSent sent) {
            if (stopping) {
                sayAtWork(sent.command(), sent.scope());
            }
        } else if (event instanceof RunEvent.NodeFinished finished) {
            ended(finished.outcome());
        } else if (event instanceof RunEvent.StoppedEarly stopped) {
            takeAway();
            shell.say("stopped early: " + stopped.failed() + " nodes have failed, and no other is begun");
        } else if (event instanceof ApplyOutcome.ChangeFinished) {
            changed++;
            showChanges();
        } else if (event instanceof CallEvent.Succeeded) {
            calls++;
            showCalls();
        }
    }

    /**
     * Says at once which commands go on: until the run has ended, AWS may have to answer what is on its way, and whoever
     * stops it may not wait so long. A command of which AWS says so only now is named as soon as it does.
     */
    synchronized void stopping(Map<String, Scope> atWork) {
        stopping = true;
        takeAway();
        atWork.forEach(this::sayAtWork);
    }

    private void sayAtWork(String command, Scope scope) {
        shell.say("  at work: command " + command + " in " + scope);
    }

    /** One that is given up, because the run is, has not ended. */
    private void ended(NodeOutcome outcome) {
        if (outcome.cause().filter(cause -> cause == FailureCause.CANCELLED).isPresent()) {
            return;
        }
        ended++;
        if (intended > 0) {
            showRun();
        }
    }

    private void showRun() {
        if (stopping) {
            return;
        }
        if (shell.terminal()) {
            int length = (int) ((long) ended * WIDTH / intended);
            bar(done.substring(0, 1).toUpperCase(Locale.ROOT) + done.substring(1) + " [" + "#".repeat(length)
                    + ".".repeat(WIDTH - length) + "] " + ended + " of " + intended + " nodes");
        } else if ((long) ended * LINES / intended > (long) (ended - 1) * LINES / intended) {
            shell.say(done + " " + ended + " of " + intended + " nodes");
        }
    }

    private void showChanges() {
        if (shell.terminal()) {
            bar("Changed " + changed + (changed == 1 ? " resource" : " resources"));
        } else if (changed % CHANGES_A_LINE == 0) {
            shell.say("changed " + changed + " resources");
        }
    }

    /** While nothing is scanned, the fleet is read, and nobody knows yet how large it is. */
    private void showCalls() {
        if (shell.terminal() && ended >= intended && changed == 0) {
            bar("Reading the fleet: " + calls + " calls");
        }
    }

    private void bar(String text) {
        shell.err().print("\r" + text + "\033[K");
        shell.err().flush();
        barStands = true;
    }

    /** Takes the bar away. */
    @Override
    public synchronized void close() {
        closed = true;
        takeAway();
    }

    private void takeAway() {
        if (barStands) {
            shell.err().print("\r\033[K");
            shell.err().flush();
            barStands = false;
        }
    }
}
