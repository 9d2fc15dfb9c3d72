package io.patchfleet.simulator.internal.model;

import java.util.List;

/**
 * The method and the path by which a REST request asks for an operation.
 *
 * @param segments the path's; one in braces stands for a member
 */
public record Route(String method, List<String> segments) {

    public Route {
        segments = List.copyOf(segments);
    }

    /** A route as models write it: {@code POST}, {@code /schedules/{Name}}. */
    static Route of(String method, String path) {
        return new Route(method, segments(path));
    }

    /** Whether a request of that method to that path asks for it. */
    boolean leads(String asked, String path) {
        List<String> given = segments(path);
        if (!asked.equals(method) || given.size() != segments.size()) {
            return false;
        }
        for (int i = 0; i < given.size(); i++) {
            if (!isLabel(segments.get(i)) && !segments.get(i).equals(given.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** What stands in a path in the place of a member, escaped as it is. */
    public String label(String member, String path) {
        return segments(path).get(segments.indexOf("{" + member + "}"));
    }

    private static boolean isLabel(String segment) {
        return segment.startsWith("{");
    }

    private static List<String> segments(String path) {
        return List.of(path.split("/", -1));
    }
}
