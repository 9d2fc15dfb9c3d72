package io.patchfleet.internal.plan;

/** A flat JSON object of texts. */
final class JsonLine {

    private final StringBuilder json = new StringBuilder("{");

    JsonLine add(String name, String value) {
        if (json.length() > 1) {
            json.append(',');
        }
        quote(name);
        json.append(':');
        quote(value);
        return this;
    }

    private void quote(String text) {
        json.append('"');
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                json.append('\\').append((char) c);
            } else if (c < ' ') {
                json.append(String.format("\\u%04x", c));
            } else {
                json.append((char) c);
            }
        });
        json.append('"');
    }

    @Override
    public String toString() {
        return json + "}";
    }
}
