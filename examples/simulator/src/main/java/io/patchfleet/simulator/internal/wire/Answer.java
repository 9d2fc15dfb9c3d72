package io.patchfleet.simulator.internal.wire;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * What goes back.
 *
 * @param delay how long it is held back
 * @param dropped whether the connection is reset in its place
 */
public record Answer(int status, Map<String, String> headers, String body, Duration delay, boolean dropped) {

    static Answer of(int status, String contentType, Map<String, String> headers, String body) {
        Map<String, String> all = new TreeMap<>(headers);
        all.put("Content-Type", contentType);
        return new Answer(status, all, body, Duration.ZERO, false);
    }

    static Answer json(int status, String text) {
        return json(status, Map.of(), text);
    }

    static Answer json(int status, Map<String, String> headers, String text) {
        return of(status, "application/json", headers, text);
    }

    /** No answer at all: the connection is reset. */
    static Answer reset() {
        return new Answer(0, Map.of(), "", Duration.ZERO, true);
    }

    Answer heldBack(Duration longer) {
        return new Answer(status, headers, body, delay.plus(longer), dropped);
    }
}
