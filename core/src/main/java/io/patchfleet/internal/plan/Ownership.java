package io.patchfleet.internal.plan;

import io.patchfleet.model.ContentHash;
import io.patchfleet.model.Scope;
import io.patchfleet.spec.FleetSpec;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How PatchFleet knows again what it made: by tags on what AWS can tag, and by a mark in a text on what it cannot. The
 * fingerprint of what was last applied tells a change by hand from a change of the spec.
 */
public final class Ownership {

    /** Names the spec to which a resource belongs. */
    public static final String SPEC = "patchfleet:spec";
    /** The fingerprint of what was last applied. */
    static final String HASH = "patchfleet:hash";
    /**
     * On what others made and the spec adopted: it is never taken away, nor what else hangs on it. Says which patch
     * groups the spec registered with it, because these are taken away. A baseline holds 25 of them at most, a tag's
     * value 49.
     */
    static final String ADOPTED = "patchfleet:adopted";
    /** On a default baseline: the one that was the default before. */
    static final String FORMER_DEFAULT = "patchfleet:former-default";

    /** Which of the other tags the spec brought, so that one which it drops goes and those of others stay. */
    static final String TAGS = "patchfleet:tags";

    private static final String GROUPS = "groups:";
    private static final int LENGTH = 32;
    private static final int MARK_LENGTH = 12;
    /** A tag's value has 256 characters, and a spec at most 45 tags: 225, and a mistake in a million. */
    private static final int KEY_LENGTH = 5;

    private static final int LONGEST_GROUP_NAME = 64;

    private final String spec;
    private final Scope scope;

    Ownership(String spec, Scope scope) {
        this.spec = spec;
        this.scope = scope;
    }

    String spec() {
        return spec;
    }

    /** The group that holds all scheduled entries of a spec. */
    public static String scheduleGroup(String spec) {
        return AwsText.shortened("patchfleet-" + spec, LONGEST_GROUP_NAME);
    }

    boolean owns(Map<String, String> tags) {
        return spec.equals(tags.get(SPEC));
    }

    static boolean isAdopted(Map<String, String> tags) {
        return tags.containsKey(ADOPTED);
    }

    /** What the tag of an adopted baseline says with which the spec registered these patch groups. */
    static String adoption(SortedSet<String> groups) {
        return GROUPS + groups.stream().map(Ownership::shortHash).collect(Collectors.joining());
    }

    /** Whether the spec registered the patch group with an adopted baseline. */
    static boolean registered(Map<String, String> tags, String group) {
        String adoption = tags.getOrDefault(ADOPTED, "");
        return adoption.startsWith(GROUPS) && isIn(adoption.substring(GROUPS.length()), shortHash(group));
    }

    /** Whether another spec owns it. */
    boolean isOfAnother(Map<String, String> tags) {
        return tags.containsKey(SPEC) && !owns(tags);
    }

    /** Whether some spec owns it. */
    static boolean isOwned(Map<String, String> tags) {
        return tags.containsKey(SPEC);
    }

    /** The tags of a resource with this content. */
    SortedMap<String, String> tags(FleetSpec declared, SortedMap<String, String> content) {
        SortedMap<String, String> tags = new TreeMap<>(declared.tags());
        if (!tags.isEmpty()) {
            tags.put(TAGS, tags.keySet().stream().map(Ownership::shortHash).collect(Collectors.joining()));
        }
        tags.put(SPEC, spec);
        tags.put(HASH, fingerprint(content));
        return tags;
    }

    /** The tags that the spec brought and that it does not declare any more. */
    static SortedSet<String> dropped(SortedMap<String, String> actual, SortedMap<String, String> meant) {
        String brought = actual.getOrDefault(TAGS, "");
        SortedSet<String> dropped = new TreeSet<>(actual.keySet());
        dropped.removeAll(meant.keySet());
        dropped.removeIf(key -> !key.equals(TAGS) && !isIn(brought, shortHash(key)));
        return dropped;
    }

    private static boolean isIn(String brought, String hash) {
        return IntStream.iterate(0, i -> i + KEY_LENGTH <= brought.length(), i -> i + KEY_LENGTH)
                .anyMatch(i -> brought.startsWith(hash, i));
    }

    /** Keys are too long for a tag's value to hold all of them, and may hold any character that could part them. */
    private static String shortHash(String key) {
        return ContentHash.of(key).hex().substring(0, KEY_LENGTH);
    }

    /** What stands in the text of something that AWS cannot tag. */
    String mark(SortedMap<String, String> content) {
        return "PatchFleet " + spec + " " + fingerprint(content).substring(0, MARK_LENGTH);
    }

    /** Whether a text is such a mark of this spec, whatever it is the mark of. */
    boolean isMark(String text) {
        String beginning = "PatchFleet " + spec + " ";
        return text.startsWith(beginning) && text.length() == beginning.length() + MARK_LENGTH;
    }

    /** The same in every account and Region for what is the same there but for names that hold account and Region. */
    String fingerprint(SortedMap<String, String> content) {
        StringBuilder text = new StringBuilder();
        // Lengths keep two contents apart whose texts run into each other.
        content.forEach((path, value) -> text.append(path.length())
                .append(' ')
                .append(path)
                .append(value.length())
                .append(' ')
                .append(value.replace(scope.account(), "{account}").replace(scope.region(), "{region}")));
        return ContentHash.of(text.toString()).hex().substring(0, LENGTH);
    }
}
