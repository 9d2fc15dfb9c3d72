package io.patchfleet.simulator.internal.world;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A command on one node. */
public final class Invocation {

    private final Command command;
    private final Node node;
    private InvocationStatus status = InvocationStatus.PENDING;
    private @Nullable Instant began;
    private @Nullable Instant ended;
    private @Nullable Instant left;
    private @Nullable PatchingWork work;
    private boolean sent;
    private int responseCode = -1;
    private String output = "";
    private String error = "";

    Invocation(Command command, Node node) {
        this.command = command;
        this.node = node;
    }

    public Command command() {
        return command;
    }

    public Node node() {
        return node;
    }

    public InvocationStatus status() {
        return status;
    }

    /** When the node began to work on it; null if it has not. */
    public @Nullable Instant began() {
        return began;
    }

    /** When it came to an end, whichever that was; null until then. */
    public @Nullable Instant ended() {
        return ended;
    }

    /** When the node had done with it, whether or not its agent could tell; null until then. */
    public @Nullable Instant left() {
        return began == null ? ended : left;
    }

    /** The exit code; -1 until there is one. */
    public int responseCode() {
        return responseCode;
    }

    public String output() {
        return output;
    }

    public String error() {
        return error;
    }

    void begin(Instant when, PatchingWork does) {
        began = when;
        work = does;
        become(InvocationStatus.IN_PROGRESS);
    }

    /** It leaves the queue. */
    void send() {
        sent = true;
    }

    boolean sent() {
        return sent;
    }

    void delay() {
        become(InvocationStatus.DELAYED);
    }

    void leave(Instant when) {
        left = when;
    }

    /** The agent is to end it, and has not heard of that yet. */
    void cancel() {
        become(InvocationStatus.CANCELLING);
    }

    /** The agent ends it. */
    void stopWork() {
        if (work != null && left == null) {
            work.stop();
        }
    }

    void end(InvocationStatus how, Instant when) {
        ended = when;
        become(how);
    }

    void report(int code, String stdout, String stderr) {
        responseCode = code;
        output = stdout;
        error = stderr;
    }

    private void become(InvocationStatus next) {
        InvocationStatus before = status;
        status = next;
        command.changed(this, before);
    }
}
