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

    void begin(Instant when) {
        began = when;
        become(InvocationStatus.IN_PROGRESS);
    }

    void delay() {
        become(InvocationStatus.DELAYED);
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
        command.count(status, next);
        status = next;
    }
}
