package io.patchfleet.simulator.internal.world;

/** Patterns in patch lists, in which {@code *} stands for anything. */
final class Wildcard {

    private Wildcard() {}

    static boolean matches(String pattern, String text) {
        int star = pattern.indexOf('*');
        if (star < 0) {
            return pattern.equals(text);
        }
        String head = pattern.substring(0, star);
        String tail = pattern.substring(star + 1);
        if (!text.startsWith(head)) {
            return false;
        }
        for (int end = text.length(); end >= head.length(); end--) {
            if (matches(tail, text.substring(end))) {
                return true;
            }
        }
        return false;
    }
}
