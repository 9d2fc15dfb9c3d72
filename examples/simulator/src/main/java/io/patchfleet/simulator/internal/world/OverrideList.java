package io.patchfleet.simulator.internal.world;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A list of patches that an Install is given instead of what the baseline's rules approve. */
final class OverrideList {

    /**
     * One patch.
     *
     * @param id a package with its architecture, or a KB; with wildcards
     * @param title narrows it down to a version, on Linux; null for any
     */
    private record Entry(String id, @Nullable String title) {}

    private static final Pattern FIELD =
            Pattern.compile("\\s*(-\\s*)?(?:(\\w+):\\s*(?:'([^']*)'|\"([^\"]*)\"|(.*?)))?\\s*");

    private final List<Entry> entries;

    private OverrideList(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /**
     * Reads the form that the documents show: {@code patches:}, and below it items with {@code id} and {@code title}.
     *
     * @throws IllegalArgumentException if it has another form
     */
    static OverrideList parse(String yaml) {
        List<String> lines = yaml.lines()
                .filter(line -> !line.isBlank() && !line.strip().startsWith("#"))
                .toList();
        if (lines.isEmpty() || !lines.get(0).strip().equals("patches:")) {
            throw new IllegalArgumentException("An override list begins with 'patches:'.");
        }
        List<Entry> entries = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            read(line, entries);
        }
        if (entries.stream().anyMatch(entry -> entry.id().isEmpty())) {
            throw new IllegalArgumentException("Every patch of an override list needs an id.");
        }
        return new OverrideList(entries);
    }

    private static void read(String line, List<Entry> entries) {
        Matcher field = FIELD.matcher(line);
        boolean item = field.matches() && field.group(1) != null;
        if (item) {
            entries.add(new Entry("", null));
        }
        if (!field.matches() || entries.isEmpty() || (!item && field.group(2) == null)) {
            throw new IllegalArgumentException("An override list has no line such as '" + line.strip() + "'.");
        }
        Entry last = entries.get(entries.size() - 1);
        if ("id".equals(field.group(2))) {
            entries.set(entries.size() - 1, new Entry(value(field), last.title()));
        } else if ("title".equals(field.group(2))) {
            entries.set(entries.size() - 1, new Entry(last.id(), value(field)));
        }
        // The documents allow more fields, which patching ignores.
    }

    private static String value(Matcher field) {
        for (int group = 3; group <= 5; group++) {
            String value = field.group(group);
            if (value != null) {
                return value;
            }
        }
        return "";
    }

    /** Whether the list names the release; on Windows a title is for the reader only. */
    boolean names(Release release, OperatingSystem operatingSystem) {
        return entries.stream().anyMatch(entry -> {
            boolean id =
                    Wildcard.matches(entry.id(), release.id()) || entry.id().equals(release.advisory());
            String title = entry.title();
            return id
                    && (title == null
                            || operatingSystem.isWindows()
                            || Wildcard.matches(title, release.title())
                            || Wildcard.matches(title, release.version()));
        });
    }
}
