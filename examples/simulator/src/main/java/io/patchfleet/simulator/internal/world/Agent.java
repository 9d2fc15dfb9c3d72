package io.patchfleet.simulator.internal.world;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The agent of a node: registered with Systems Manager or not, in touch with it or not. */
public final class Agent {

    private static final Duration PING_EVERY = Duration.ofMinutes(5);

    private final String version;
    private final boolean latest;
    private final long pingPhase;
    private @Nullable Instant registered;
    private @Nullable Instant lost;
    private @Nullable Instant restarting;

    Agent(String version, boolean latest, long pingPhase) {
        this.version = version;
        this.latest = latest;
        this.pingPhase = pingPhase;
    }

    public String version() {
        return version;
    }

    public boolean latest() {
        return latest;
    }

    /** When it registered; null if it never did or was deregistered. */
    public @Nullable Instant registered() {
        return registered;
    }

    /** Since when nothing was heard of it; null while it is in touch. */
    public @Nullable Instant lost() {
        return lost;
    }

    public boolean online() {
        return registered != null && lost == null;
    }

    /** Whether a command reaches it: not while its node reboots, which Systems Manager does not notice at once. */
    boolean answers() {
        return online() && restarting == null;
    }

    /** When it was last heard of. */
    public Instant lastPing(Instant now) {
        Instant silent = lost != null ? lost : restarting;
        Instant until = silent != null ? silent : now;
        long step = PING_EVERY.toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(until.getEpochSecond() - pingPhase, step) * step + pingPhase);
    }

    void register(Instant when) {
        registered = when;
    }

    void deregister() {
        registered = null;
    }

    void lose(Instant when) {
        lost = when;
    }

    void restart(Instant when) {
        restarting = when;
    }

    /** Its node is up again, or off. */
    void restarted() {
        restarting = null;
    }

    void back() {
        lost = null;
    }
}
