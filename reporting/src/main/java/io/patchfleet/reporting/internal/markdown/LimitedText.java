package io.patchfleet.reporting.internal.markdown;

import java.util.Iterator;
import java.util.function.IntFunction;

/** Text of a limited length that says what it leaves out. */
final class LimitedText {

    /** What is kept free for saying what was left out, in a few lists. */
    private static final int RESERVE = 500;

    private final StringBuilder text = new StringBuilder();
    private final int limit;

    LimitedText(int limit) {
        this.limit = limit;
    }

    /** Adds what must be there; it is short. */
    void add(String line) {
        text.append(line);
    }

    /**
     * Adds as many lines as fit.
     *
     * @param head what stands before the first line; left out if no line fits
     * @param lines the lines
     * @param count how many there are
     * @param more says how many were left out
     */
    void add(String head, Iterator<String> lines, int count, IntFunction<String> more) {
        int added = 0;
        while (lines.hasNext()) {
            String line = lines.next();
            String next = added == 0 ? head + line : line;
            if (text.length() + next.length() > limit - RESERVE) {
                break;
            }
            text.append(next);
            added++;
        }
        if (added < count) {
            text.append('\n').append(more.apply(count - added)).append('\n');
        }
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
