package io.patchfleet.simulator.internal.world;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A machine: an EC2 instance or, with an id that begins with {@code mi-}, a hybrid node. */
public final class Node {

    private final Scope scope;
    private final int index;
    private final String id;
    private final Hardware hardware;
    private final Installation installation;
    private final Agent agent;
    private final Tempo tempo;
    private final Troubles troubles = new Troubles();
    private final Map<String, String> tags = new LinkedHashMap<>();
    private Power power = Power.RUNNING;
    private boolean instanceProfile = true;
    private Instant booted;
    private @Nullable String scanError;
    private @Nullable PatchSnapshot snapshot;
    private @Nullable Invocation running;
    private int installs;
    private int powerChanges;
    private final List<Runnable> whenReachable = new ArrayList<>();

    Node(Scope scope, int index, String id, Hardware hardware, Installation installation, Agent agent, Tempo tempo) {
        this.scope = scope;
        this.index = index;
        this.id = id;
        this.hardware = hardware;
        this.installation = installation;
        this.agent = agent;
        this.tempo = tempo;
        this.booted = hardware.launched();
    }

    public Scope scope() {
        return scope;
    }

    /** Its place among the nodes of its scope, in which every call lists them. */
    public int index() {
        return index;
    }

    public String id() {
        return id;
    }

    public boolean hybrid() {
        return id.startsWith("mi-");
    }

    public Hardware hardware() {
        return hardware;
    }

    public Product product() {
        return installation.product();
    }

    public Agent agent() {
        return agent;
    }

    public Power power() {
        return power;
    }

    public boolean instanceProfile() {
        return instanceProfile;
    }

    public Map<String, String> tags() {
        return Collections.unmodifiableMap(tags);
    }

    public @Nullable String tag(String key) {
        return tags.get(key);
    }

    public String name() {
        return tags.getOrDefault("Name", "");
    }

    /** Systems Manager knows two spellings of the tag; empty without either. */
    public String patchGroup() {
        String spaced = tags.get("Patch Group");
        return spaced != null ? spaced : tags.getOrDefault("PatchGroup", "");
    }

    /** The last run's result; null when no run ever came to a good end. */
    public @Nullable PatchSnapshot snapshot() {
        return snapshot;
    }

    /** What a scan would find at this moment, by the baseline that is the node's own now; nothing is kept of it. */
    public PatchSnapshot scan(Instant now) {
        PatchRun look = PatchRun.scan(now, now, "", "", "RebootIfNeeded", null);
        return new PatchSnapshot(this, scope.baselineFor(this), look);
    }

    /** Whether Systems Manager counts it among its managed nodes. */
    public boolean managed() {
        return agent.registered() != null && power != Power.TERMINATED && power != Power.SHUTTING_DOWN;
    }

    /** Whether a command reaches it at once. */
    public boolean reachable() {
        return managed() && power == Power.RUNNING && agent.answers();
    }

    /** How often an Install began to work on it. */
    public int installs() {
        return installs;
    }

    Installation installation() {
        return installation;
    }

    Instant booted() {
        return booted;
    }

    Tempo tempo() {
        return tempo;
    }

    Troubles troubles() {
        return troubles;
    }

    /** How often it has stopped, started or gone; what was under way before has to see that it was. */
    int powerChanges() {
        return powerChanges;
    }

    @Nullable
    String scanError() {
        return scanError;
    }

    @Nullable
    Invocation running() {
        return running;
    }

    void run(@Nullable Invocation invocation) {
        running = invocation;
    }

    void countInstall() {
        installs++;
    }

    void keep(PatchSnapshot result) {
        snapshot = result;
        scope.changed(this);
    }

    void failScans(@Nullable String error) {
        scanError = error;
    }

    void setTag(String key, String value) {
        tags.put(key, value);
        scope.changed(this);
    }

    void removeTag(String key) {
        tags.remove(key);
        scope.changed(this);
    }

    void setInstanceProfile(boolean present) {
        instanceProfile = present;
    }

    /** Has something done as soon as a command reaches the node again. */
    void whenReachable(Runnable action) {
        whenReachable.add(action);
    }

    /** Stops, starts, or goes; what ran on it then is lost. */
    void become(Power next, Instant now) {
        if (next == Power.RUNNING && power != Power.RUNNING) {
            booted = now;
        }
        if (next != Power.RUNNING && running != null) {
            running.leave(now);
            running = null;
        }
        if (next != power) {
            agent.restarted();
            powerChanges++;
        }
        power = next;
        scope.changed(this);
        reachAgain();
    }

    void loseAgent(Instant now) {
        agent.lose(now);
        scope.changed(this);
    }

    void agentBack() {
        agent.back();
        scope.changed(this);
        reachAgain();
    }

    void deregister() {
        agent.deregister();
    }

    private void reachAgain() {
        if (reachable()) {
            List<Runnable> actions = List.copyOf(whenReachable);
            whenReachable.clear();
            actions.forEach(Runnable::run);
        }
    }

    void bootedAt(Instant when) {
        booted = when;
    }
}
