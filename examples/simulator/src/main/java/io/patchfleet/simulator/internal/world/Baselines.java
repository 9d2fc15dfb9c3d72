package io.patchfleet.simulator.internal.world;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The patch baselines of one account and Region, who uses them, and which are the defaults. */
public final class Baselines {

    /** A patch group's baseline for one operating system. */
    public record Registration(String patchGroup, PatchBaseline baseline) {}

    private final Map<String, PatchBaseline> byId = new LinkedHashMap<>();
    private final Map<OperatingSystem, PatchBaseline> defaults = new EnumMap<>(OperatingSystem.class);
    private final List<Registration> registrations = new ArrayList<>();

    void add(PatchBaseline baseline) {
        byId.put(baseline.id(), baseline);
    }

    void makeDefault(PatchBaseline baseline) {
        defaults.put(baseline.operatingSystem(), baseline);
    }

    void register(String patchGroup, PatchBaseline baseline) {
        registrations.add(new Registration(patchGroup, baseline));
    }

    public Collection<PatchBaseline> all() {
        return byId.values();
    }

    public List<Registration> registrations() {
        return registrations;
    }

    /** By id or by ARN. */
    public @Nullable PatchBaseline find(String reference) {
        PatchBaseline baseline = byId.get(reference.substring(reference.lastIndexOf('/') + 1));
        boolean named = baseline != null
                && (reference.equals(baseline.id())
                        || reference.equals(baseline.reference())
                        || own(baseline, reference));
        return named ? baseline : null;
    }

    public PatchBaseline defaultFor(OperatingSystem operatingSystem) {
        PatchBaseline baseline = defaults.get(operatingSystem);
        if (baseline == null) {
            throw new IllegalStateException("No default baseline for " + operatingSystem);
        }
        return baseline;
    }

    public boolean isDefault(PatchBaseline baseline) {
        return baseline.equals(defaults.get(baseline.operatingSystem()));
    }

    /** The group's own baseline for that operating system, or the default: a group that nobody registered is no error. */
    public PatchBaseline forGroup(String patchGroup, OperatingSystem operatingSystem) {
        for (Registration registration : registrations) {
            if (registration.patchGroup().equals(patchGroup)
                    && registration.baseline().operatingSystem() == operatingSystem) {
                return registration.baseline();
            }
        }
        return defaultFor(operatingSystem);
    }

    public List<String> groupsOf(PatchBaseline baseline) {
        return registrations.stream()
                .filter(registration -> registration.baseline().equals(baseline))
                .map(Registration::patchGroup)
                .toList();
    }

    private static boolean own(PatchBaseline baseline, String reference) {
        return reference.equals(
                "arn:aws:ssm:" + baseline.region() + ":" + baseline.owner() + ":patchbaseline/" + baseline.id());
    }
}
