package io.patchfleet.simulator.internal.service;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Ids of what has no life of its own in the world: the same name always gives the same. */
final class Ids {

    private Ids() {}

    static String uuid(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
