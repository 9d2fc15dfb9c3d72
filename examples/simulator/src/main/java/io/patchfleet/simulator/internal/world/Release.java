package io.patchfleet.simulator.internal.world;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One version of a package, or one update of a Windows update chain.
 *
 * @param id what a patch list names it by: {@code openssh.x86_64}, {@code KB5068787}
 * @param title how a patch row names it
 * @param version the package's version; the KB again on Windows
 * @param advisory the notice that brought it; null for what the image came with and for plain repository updates
 * @param released when; the beginning of time for what the image came with
 * @param classification {@code Security}, {@code SecurityUpdates}, ...; empty without a notice
 * @param severity the vendor's; the priority on the Debian family
 * @param section the part of the archive that it belongs to, on the Debian family; empty elsewhere
 * @param security whether the vendor calls it a security update
 * @param cves what it fixes
 */
public record Release(
        String id,
        String title,
        String version,
        @Nullable String advisory,
        Instant released,
        String classification,
        String severity,
        String section,
        boolean security,
        List<String> cves) {

    public Release {
        cves = List.copyOf(cves);
    }

    /** Whether the image came with it, so that no update brought it. */
    public boolean original() {
        return released.equals(Instant.MIN);
    }
}
