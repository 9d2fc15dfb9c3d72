package io.patchfleet.simulator.internal.world;

import java.util.List;

/**
 * Something that can be installed and has a history: a package, or a chain of Windows updates of which each replaces the
 * one before. What a node has of it is a level, the index of the installed release.
 *
 * @param name {@code openssh-server}
 * @param presence on how many of a hundred nodes it is
 * @param releases oldest first
 */
public record Software(String name, int presence, List<Release> releases) {

    /** The level of what is not installed. */
    public static final int ABSENT = -1;

    public Software {
        releases = List.copyOf(releases);
    }

    public int newest() {
        return releases.size() - 1;
    }
}
