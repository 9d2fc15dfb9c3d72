package io.patchfleet.examples;

/** Makes strangers' text (a tag's value, a server's words) fit for a terminal. */
final class SafeText {

    private SafeText() {}

    /** The text on one line, without characters that steer a terminal or turn the direction of writing. */
    static String line(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> safe.appendCodePoint(steers(c) ? '\uFFFD' : c));
        return safe.toString();
    }

    private static boolean steers(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
