package io.patchfleet.simulator.internal.wire;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The parameters of a query request, and which of them nobody has asked for yet. */
final class Form {

    /** What belongs to the protocol and to no operation. */
    private static final Set<String> ENVELOPE = Set.of("Action", "Version");

    private static final Pattern AMPERSAND = Pattern.compile("&");

    private final TreeMap<String, String> parameters = new TreeMap<>();
    private final Set<String> unread;

    Form(Request request) {
        add(request.query());
        add(request.body());
        this.unread = new TreeSet<>(parameters.keySet());
        unread.removeAll(ENVELOPE);
    }

    Optional<String> read(String name) {
        unread.remove(name);
        return Optional.ofNullable(parameters.get(name));
    }

    /** Whether there is such a parameter, or one within it. */
    boolean has(String name) {
        String next = parameters.ceilingKey(name + ".");
        return parameters.containsKey(name) || (next != null && next.startsWith(name + "."));
    }

    /** The parameters that were not read. */
    Set<String> unread() {
        return unread;
    }

    private void add(String encoded) {
        AMPERSAND.splitAsStream(encoded).forEach(pair -> {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        });
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
