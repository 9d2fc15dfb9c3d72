package io.patchfleet.reporting.internal.markdown;

import java.util.List;
import java.util.stream.Collectors;

/** GitHub's Markdown in which strangers' text stays text. */
final class Markdown {

    private static final int LONGEST_CELL = 160;

    private Markdown() {}

    /**
     * Strangers' text as code: there nothing is a link, an image, a tag of HTML or the mention of a person.
     *
     * @param text any text
     * @return on one line, fit for a cell of a table; cut if it is long
     */
    static String code(String text) {
        String line = cut(text.codePoints()
                .map(Markdown::visible)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip());
        if (line.isEmpty()) {
            return "–";
        }
        String fence = "`".repeat(longestRunOfBackticks(line) + 1);
        String room = line.startsWith("`") || line.endsWith("`") ? " " : "";
        // A table ends a cell at a bar, in code as well, unless a backslash stands before it; two escape each other.
        String whole = line.replace("\\|", "\\ |").replace("|", "\\|");
        return fence + room + whole + room + fence;
    }

    /** A row of a table. */
    static String row(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static int visible(int c) {
        return switch (Character.getType(c)) {
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> ' ';
            case Character.CONTROL -> Character.isWhitespace(c) ? ' ' : '\uFFFD';
            case Character.FORMAT, Character.SURROGATE -> '\uFFFD';
            default -> c;
        };
    }

    private static String cut(String text) {
        if (text.codePointCount(0, text.length()) <= LONGEST_CELL) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, LONGEST_CELL)) + "…";
    }

    private static int longestRunOfBackticks(String text) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            run = text.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }
}
