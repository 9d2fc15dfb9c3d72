package io.patchfleet.model;

/**
 * Makes strangers' text (names, tags, messages) fit for logs, terminals and messages. What PatchFleet prints went
 * through it; what a value holds did not.
 */
public final class Printable {

    private Printable() {}

    /**
     * The text without line breaks and without characters that steer a terminal or turn the direction of writing.
     *
     * @param text whatever it says
     * @return the same with each such character replaced by U+FFFD
     */
    public static String of(String text) {
        if (text.codePoints().noneMatch(Printable::steers)) {
            return text;
        }
        StringBuilder printable = new StringBuilder(text.length());
        text.codePoints().forEach(c -> printable.appendCodePoint(steers(c) ? '\uFFFD' : c));
        return printable.toString();
    }

    private static boolean steers(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
