package io.patchfleet.simulator.internal.world;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One account in one Region, and what is in it. */
public final class Scope {

    private final String account;
    private final String region;
    private final Chance ids;
    private final Baselines baselines = new Baselines();
    private final Windows windows = new Windows();
    private final Schedules schedules = new Schedules();
    private final Topics topics = new Topics();
    private final List<Association> associations = new ArrayList<>();
    private final ApprovedPatchBook approvedPatches = new ApprovedPatchBook();
    private final EventBus bus = new EventBus();
    private final ResourceTags tags = new ResourceTags();
    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Node> byId = new LinkedHashMap<>();
    private final Map<String, Command> commands = new LinkedHashMap<>();
    private final Map<String, DataSync> dataSyncs = new LinkedHashMap<>();
    private final Map<String, ChangeCalendar> calendars = new LinkedHashMap<>();
    private final Map<String, ResourceGroup> resourceGroups = new LinkedHashMap<>();
    private Consumer<Node> nodeListener = node -> {};

    /**
     * One account in one Region, as yet empty.
     *
     * @param ids gives what is declared its ids
     */
    Scope(String account, String region, Chance ids) {
        this.account = account;
        this.region = region;
        this.ids = ids;
    }

    public String account() {
        return account;
    }

    public String region() {
        return region;
    }

    public Baselines baselines() {
        return baselines;
    }

    public Windows windows() {
        return windows;
    }

    public Schedules schedules() {
        return schedules;
    }

    public Topics topics() {
        return topics;
    }

    public List<Association> associations() {
        return Collections.unmodifiableList(associations);
    }

    /** The tags of everything but nodes. */
    public ResourceTags tags() {
        return tags;
    }

    /** An id that nothing has yet: {@code pb-0}, and sixteen digits. */
    public String newId(String prefix) {
        return prefix + "-0" + ids.hex(16);
    }

    /** An id of the form that AWS's newer kinds of id have. */
    public String newUuid() {
        return ids.uuid();
    }

    /** Every node, those that are gone among them, in the order in which every call lists them. */
    public List<Node> nodes() {
        return Collections.unmodifiableList(nodes);
    }

    public @Nullable Node node(String id) {
        return byId.get(id);
    }

    /** The baseline by which a run on this node judges now. */
    public PatchBaseline baselineFor(Node node) {
        return baselines.forGroup(node.patchGroup(), node.product().operatingSystem());
    }

    /** Every command that was accepted, oldest first. */
    public Collection<Command> commands() {
        return Collections.unmodifiableCollection(commands.values());
    }

    public @Nullable Command command(String id) {
        return commands.get(id);
    }

    /** Where it has what Systems Manager knows of its nodes written, by name. */
    public Map<String, DataSync> dataSyncs() {
        return dataSyncs;
    }

    /** Its Change Calendars, by name. */
    public Map<String, ChangeCalendar> calendars() {
        return calendars;
    }

    /** Its groups of AWS Resource Groups, by name. */
    public Map<String, ResourceGroup> resourceGroups() {
        return resourceGroups;
    }

    /** Who is told when Systems Manager may know something new of a node. */
    void onNodeChange(Consumer<Node> listener) {
        nodeListener = listener;
    }

    void changed(Node node) {
        nodeListener.accept(node);
    }

    /** Its default event bus. */
    public EventBus bus() {
        return bus;
    }

    /** The snapshots of approved patches that runs have made. */
    ApprovedPatchBook approvedPatches() {
        return approvedPatches;
    }

    void add(Association association) {
        associations.add(association);
    }

    void add(Node node) {
        nodes.add(node);
        byId.put(node.id(), node);
    }

    void add(Command command) {
        commands.put(command.id(), command);
    }
}
