package io.patchfleet.simulator.internal.world;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The patch baselines of one account and Region, who uses them, and which are the defaults. */
public final class Baselines {

    /** A patch group's baseline for one operating system. */
    public record Registration(String patchGroup, PatchBaseline baseline) {}

    /** A patch group has one baseline for each operating system. */
    private record Group(String name, OperatingSystem operatingSystem) {}

    private final Map<String, PatchBaseline> byId = new LinkedHashMap<>();
    private final Map<OperatingSystem, String> defaults = new EnumMap<>(OperatingSystem.class);
    private final Map<Group, String> groups = new LinkedHashMap<>();

    /** Adds a baseline, or puts it in the place of the one that has its id. */
    public void put(PatchBaseline baseline) {
        byId.put(baseline.id(), baseline);
    }

    /** Removes a baseline that no group uses and that is no default. */
    public void remove(PatchBaseline baseline) {
        if (isDefault(baseline) || groups.containsValue(baseline.id())) {
            throw new IllegalStateException(baseline.id() + " is in use");
        }
        byId.remove(baseline.id());
    }

    public void makeDefault(PatchBaseline baseline) {
        defaults.put(baseline.operatingSystem(), baseline.id());
    }

    public void register(String patchGroup, PatchBaseline baseline) {
        groups.put(new Group(patchGroup, baseline.operatingSystem()), baseline.id());
    }

    public void deregister(String patchGroup, OperatingSystem operatingSystem) {
        groups.remove(new Group(patchGroup, operatingSystem));
    }

    public Collection<PatchBaseline> all() {
        return Collections.unmodifiableCollection(byId.values());
    }

    /** Those that the account made itself. */
    public List<PatchBaseline> own() {
        return byId.values().stream().filter(baseline -> !baseline.predefined()).toList();
    }

    public List<Registration> registrations() {
        List<Registration> registrations = new ArrayList<>(groups.size());
        groups.forEach((group, id) -> registrations.add(new Registration(group.name(), held(id))));
        return registrations;
    }

    /**
     * By id or by ARN. One of AWS's own by its ARN alone: GetPatchBaseline's reference asks for "the full Amazon
     * Resource Name (ARN) of the baseline", and no page says that a bare id would do elsewhere.
     */
    public @Nullable PatchBaseline find(String reference) {
        PatchBaseline baseline = byId.get(reference.substring(reference.lastIndexOf('/') + 1));
        boolean named = baseline != null
                && (reference.equals(baseline.reference())
                        || (!baseline.predefined() && reference.equals(baseline.id()))
                        || own(baseline, reference));
        return named ? baseline : null;
    }

    public PatchBaseline defaultFor(OperatingSystem operatingSystem) {
        String id = defaults.get(operatingSystem);
        if (id == null) {
            throw new IllegalStateException("No default baseline for " + operatingSystem);
        }
        return held(id);
    }

    public boolean isDefault(PatchBaseline baseline) {
        return baseline.id().equals(defaults.get(baseline.operatingSystem()));
    }

    /** The baseline that the group is registered with for that operating system; null if it is with none. */
    public @Nullable PatchBaseline registered(String patchGroup, OperatingSystem operatingSystem) {
        String id = groups.get(new Group(patchGroup, operatingSystem));
        return id == null ? null : held(id);
    }

    /** The group's own baseline for that operating system, or the default: a group that nobody registered is no error. */
    public PatchBaseline forGroup(String patchGroup, OperatingSystem operatingSystem) {
        PatchBaseline registered = registered(patchGroup, operatingSystem);
        return registered == null ? defaultFor(operatingSystem) : registered;
    }

    public List<String> groupsOf(PatchBaseline baseline) {
        return registrations().stream()
                .filter(registration -> registration.baseline().id().equals(baseline.id()))
                .map(Registration::patchGroup)
                .toList();
    }

    private PatchBaseline held(String id) {
        PatchBaseline baseline = byId.get(id);
        if (baseline == null) {
            throw new IllegalStateException(id + " is used, and does not exist");
        }
        return baseline;
    }

    private static boolean own(PatchBaseline baseline, String reference) {
        return reference.equals(
                "arn:aws:ssm:" + baseline.region() + ":" + baseline.owner() + ":patchbaseline/" + baseline.id());
    }
}
