package io.patchfleet.reporting.internal.html;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/** Writes a mark instead of control characters, which no page may hold. */
final class VisibleWriter extends FilterWriter {

    VisibleWriter(Writer out) {
        super(out);
    }

    @Override
    public void write(int c) throws IOException {
        out.write(visible((char) c));
    }

    @Override
    public void write(char[] text, int from, int length) throws IOException {
        for (int i = from; i < from + length; i++) {
            out.write(visible(text[i]));
        }
    }

    @Override
    public void write(String text, int from, int length) throws IOException {
        for (int i = from; i < from + length; i++) {
            out.write(visible(text.charAt(i)));
        }
    }

    private static char visible(char c) {
        boolean allowed = c == '\n' || c == '\t' || (!Character.isISOControl(c) && c < '\uFFFE');
        return allowed ? c : '\uFFFD';
    }
}
