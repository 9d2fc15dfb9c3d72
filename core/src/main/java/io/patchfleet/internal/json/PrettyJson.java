package io.patchfleet.internal.json;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** JSON to be read by people first: two spaces to a level, each element of an array on its own line. */
public final class PrettyJson {

    private final StringBuilder text = new StringBuilder();

    private PrettyJson() {}

    /**
     * Writes a tree.
     *
     * @param tree maps, lists, texts and booleans
     * @return the text, which ends with a line break
     */
    public static String of(Map<String, ?> tree) {
        PrettyJson json = new PrettyJson();
        json.value(tree, "\n");
        return json.text.append('\n').toString();
    }

    private void value(Object value, String lineBreak) {
        if (value instanceof Map<?, ?> map) {
            object(map, lineBreak);
        } else if (value instanceof List<?> list) {
            array(list, lineBreak);
        } else if (value instanceof Boolean) {
            text.append(value);
        } else {
            quoted(value.toString());
        }
    }

    private void object(Map<?, ?> map, String lineBreak) {
        text.append('{');
        for (Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator(); entries.hasNext(); ) {
            Map.Entry<?, ?> entry = entries.next();
            text.append(lineBreak).append("  ");
            quoted(entry.getKey().toString());
            text.append(": ");
            value(entry.getValue(), lineBreak + "  ");
            text.append(entries.hasNext() ? "," : lineBreak);
        }
        text.append('}');
    }

    private void array(List<?> list, String lineBreak) {
        text.append('[');
        for (Iterator<?> elements = list.iterator(); elements.hasNext(); ) {
            text.append(lineBreak).append("  ");
            value(elements.next(), lineBreak + "  ");
            text.append(elements.hasNext() ? "," : lineBreak);
        }
        text.append(']');
    }

    private void quoted(String value) {
        text.append('"');
        value.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                text.append('\\').append((char) c);
            } else if (c < ' ') {
                text.append(String.format("\\u%04x", c));
            } else {
                text.append((char) c);
            }
        });
        text.append('"');
    }
}
