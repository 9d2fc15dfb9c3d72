package io.patchfleet.internal.spec;

import io.patchfleet.model.OperatingSystem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What AWS lets a patch baseline of an operating system say, as far as AWS's pages tell. What they leave open is
 * answered by AWS itself, with DescribePatchProperties.
 */
public final class FilterTable {

    private static final String ALL = "*";
    private static final String MORE = "…";
    private static final int LONGEST_VALUE = 64;

    private static final Map<OperatingSystem, Map<String, Words>> TABLE = read(FilterWords.TABLE);

    private FilterTable() {}

    /** The filter keys of an operating system, in the order of the alphabet. */
    public static Set<String> keys(OperatingSystem system) {
        return words(system).keySet();
    }

    /** Whether an operating system's patches can be filtered by a key. */
    public static boolean allows(OperatingSystem system, String key) {
        return keys(system).contains(key);
    }

    /** What is known of a filter key. */
    public static Verdict key(OperatingSystem system, String key) {
        List<String> keys = List.copyOf(keys(system));
        return keys.contains(key)
                ? Verdict.allowed(keys)
                : Verdict.refused(keys, Nearest.to(key, keys), owner(key).filter(owner -> owner != system));
    }

    /** What is known of a filter's value; under a key that is not allowed, what is known of the key. */
    public static Verdict value(OperatingSystem system, String key, String value) {
        Words words = words(system).get(key);
        if (words == null) {
            return key(system, key);
        }
        if (value.equals(ALL) || words.values.contains(value)) {
            return Verdict.allowed(words.values);
        }
        Optional<OperatingSystem> owner = owner(key, value);
        Optional<String> nearest = Nearest.to(value, words.values);
        return words.areAll || owner.isPresent() || value.isBlank() || value.length() > LONGEST_VALUE
                ? Verdict.refused(words.values, nearest, owner)
                : Verdict.unverified(words.values, nearest);
    }

    /** Whether approval can wait for days or for a date: not where packages have no reliable release date. */
    public static boolean delaySupported(OperatingSystem system) {
        return switch (system) {
            case DEBIAN, RASPBIAN, UBUNTU -> false;
            default -> true;
        };
    }

    /** Whether updates that are no security updates can be approved too. */
    public static boolean nonSecuritySupported(OperatingSystem system) {
        return isLinux(system);
    }

    /** Whether patches can come from other repositories, too. */
    public static boolean sourcesSupported(OperatingSystem system) {
        return isLinux(system);
    }

    /** Whether a baseline says how a node counts that lacks a security update which is not approved yet. */
    public static boolean securityUpdatesStatusSupported(OperatingSystem system) {
        return system == OperatingSystem.WINDOWS;
    }

    private static boolean isLinux(OperatingSystem system) {
        return system != OperatingSystem.WINDOWS && system != OperatingSystem.MACOS;
    }

    private static Map<String, Words> words(OperatingSystem system) {
        return TABLE.getOrDefault(system, Map.of());
    }

    /** The operating system whose key this is, if it is that of one alone. */
    private static Optional<OperatingSystem> owner(String key) {
        return onlyOne(
                TABLE.keySet().stream().filter(system -> allows(system, key)).toList());
    }

    /** The operating system whose word this is, if AWS documents it for one alone. */
    private static Optional<OperatingSystem> owner(String key, String value) {
        return onlyOne(TABLE.keySet().stream()
                .filter(system ->
                        words(system).getOrDefault(key, Words.NONE).values.contains(value))
                .toList());
    }

    private static Optional<OperatingSystem> onlyOne(List<OperatingSystem> systems) {
        return systems.size() == 1 ? Optional.of(systems.get(0)) : Optional.empty();
    }

    private static Map<OperatingSystem, Map<String, Words>> read(String table) {
        Map<OperatingSystem, Map<String, Words>> read = new EnumMap<>(OperatingSystem.class);
        table.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            String[] columns = line.split(" \\| ", -1);
            List<String> values = new ArrayList<>(List.of(columns[2].split(", ", -1)));
            boolean areAll = !values.remove(MORE);
            for (String system : columns[0].split(" ", -1)) {
                read.computeIfAbsent(OperatingSystem.valueOf(system), any -> new TreeMap<>())
                        .put(columns[1], new Words(List.copyOf(values), areAll));
            }
        });
        read.replaceAll((system, words) -> Collections.unmodifiableMap(words));
        return Collections.unmodifiableMap(read);
    }

    /** A key's values as AWS's pages give them, and whether there are no others. */
    private record Words(List<String> values, boolean areAll) {

        static final Words NONE = new Words(List.of(), true);
    }

    /** How sure it is that AWS takes what was given. */
    public enum Certainty {
        /** AWS documents it. */
        ALLOWED,
        /** AWS's pages neither list it nor say that they list all: ask DescribePatchProperties. */
        UNVERIFIED,
        /** AWS's pages list all there are, and it is not among them; or it belongs to another operating system. */
        REFUSED
    }

    /**
     * What is known of a key or a value.
     *
     * @param certainty whether AWS takes it
     * @param documented what AWS documents in its place
     * @param suggestion which of these was probably meant, if it is none of them
     * @param owner the one operating system for which AWS documents it instead
     */
    public record Verdict(
            Certainty certainty,
            List<String> documented,
            Optional<String> suggestion,
            Optional<OperatingSystem> owner) {

        private static final int MOST_PRINTED = 12;

        private static Verdict allowed(List<String> documented) {
            return new Verdict(Certainty.ALLOWED, documented, Optional.empty(), Optional.empty());
        }

        private static Verdict unverified(List<String> documented, Optional<String> suggestion) {
            return new Verdict(Certainty.UNVERIFIED, documented, suggestion, Optional.empty());
        }

        private static Verdict refused(
                List<String> documented, Optional<String> suggestion, Optional<OperatingSystem> owner) {
            return new Verdict(Certainty.REFUSED, documented, suggestion, owner);
        }

        /** What would be right, for the message of a problem. */
        public String help() {
            int printed = Math.min(documented.size(), MOST_PRINTED);
            String list = String.join(", ", documented.subList(0, printed))
                    + (documented.size() > printed ? " and " + (documented.size() - printed) + " more" : "");
            return (list.isEmpty() ? "what DescribePatchProperties lists" : list)
                    + suggestion.map(word -> "; did you mean " + word + "?").orElse("")
                    + owner.map(system -> "; it belongs to " + system).orElse("");
        }
    }
}
