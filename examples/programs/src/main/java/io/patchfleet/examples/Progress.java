package io.patchfleet.examples;

import io.patchfleet.apply.ApplyOutcome;
import io.patchfleet.event.CallEvent;
import io.patchfleet.event.FleetEvent;
import io.patchfleet.run.RunEvent;
import java.util.Locale;
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
        } else if (event instanceof RunEvent.NodeFinished) {
            ended++;
            if (intended > 0) {
                showRun();
            }
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

    private void showRun() {
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
