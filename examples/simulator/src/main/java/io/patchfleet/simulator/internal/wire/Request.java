package io.patchfleet.simulator.internal.wire;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An HTTP request, through whichever door it came.
 *
 * @param path as it was sent: what is escaped in it, still is
 * @param query as it was sent, without its question mark
 */
public record Request(String method, String path, String query, Map<String, String> headers, String body) {

    public Request {
        Map<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(headers);
        headers = anyCase;
    }

    /** The header's value, however its name is spelled. */
    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }
}
