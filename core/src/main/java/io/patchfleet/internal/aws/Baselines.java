package io.patchfleet.internal.aws;

import io.patchfleet.internal.aws.OwnBaselines.Identity;
import io.patchfleet.internal.call.Caller;
import io.patchfleet.internal.call.Errand;
import io.patchfleet.internal.call.Place;
import io.patchfleet.model.OperatingSystem;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Which baseline a node is to be judged by: its patch group's for its operating system, else the default one. */
public final class Baselines {

    private final Map<Key, String> ofGroups = new HashMap<>();
    private final Map<OperatingSystem, String> defaults = new EnumMap<>(OperatingSystem.class);

    private Baselines(List<Identity> all, List<OwnBaselines.Registration> registrations) {
        registrations.forEach(registration -> ofGroups.put(
                new Key(registration.group(), registration.baseline().operatingSystem()),
                registration.baseline().id()));
        all.stream()
                .filter(Identity::isDefault)
                .forEach(baseline -> defaults.put(baseline.operatingSystem(), baseline.id()));
    }

    /** Reads registrations and defaults. */
    public static CompletableFuture<Baselines> read(Caller caller, Place place, Errand errand) {
        return OwnBaselines.list(caller, place, errand)
                .thenCombine(OwnBaselines.registrations(caller, place, errand), Baselines::new);
    }

    /** The baseline's id, or empty if the operating system has none. */
    public Optional<String> of(Optional<String> patchGroup, OperatingSystem system) {
        return patchGroup
                .map(group -> ofGroups.get(new Key(group, system)))
                .or(() -> Optional.ofNullable(defaults.get(system)));
    }

    /** AWS's own baselines are named by an ARN in some answers and by the id at its end in others. */
    public static String idOf(String idOrArn) {
        return idOrArn.substring(idOrArn.lastIndexOf('/') + 1);
    }

    private record Key(String group, OperatingSystem system) {}
}
