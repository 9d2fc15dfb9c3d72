package io.patchfleet.target;

import io.patchfleet.model.Node;
import io.patchfleet.model.NodeId;
import io.patchfleet.model.Problem;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Whom a verb means. Immutable; {@link #and}, {@link #or} and {@link #except} give new ones.
 *
 * <p>There is no default target: who means all nodes says {@link #everything()}. Tag keys and values are compared as
 * AWS compares them, upper and lower case apart.
 */
public final class Target {

    private static final Target EVERYTHING = new Target("everything", node -> Match.YES);

    private final String text;
    private final Function<Node, Match> test;

    private Target(String text, Function<Node, Match> test) {
        this.text = text;
        this.test = test;
    }

    /** All nodes of the fleet. */
    public static Target everything() {
        return EVERYTHING;
    }

    /**
     * Nodes that carry a tag.
     *
     * @param key the tag's key
     * @param anyOf its value, or one of these; none: whatever its value
     * @return the target
     */
    public static Target tag(String key, String... anyOf) {
        Objects.requireNonNull(key, "key");
        Set<String> values = Set.of(distinct(anyOf));
        return new Target("tag " + key + oneOf(values), ofTags(node -> {
            String value = node.tags().get(key);
            return value != null && (values.isEmpty() || values.contains(value));
        }));
    }

    /**
     * Nodes of a patch group, in both spellings of its tag ({@code Patch Group}, {@code PatchGroup}).
     *
     * @param anyOf the groups, at least one
     * @return the target
     */
    public static Target patchGroup(String... anyOf) {
        Set<String> groups = atLeastOne("patchGroup", anyOf);
        return new Target(
                "patch group" + oneOf(groups),
                ofTags(node -> node.patchGroup().map(groups::contains).orElse(false)));
    }

    /**
     * Nodes of an environment, which is the value of the fleet's environment tag.
     *
     * @param anyOf the environments, at least one
     * @return the target
     */
    public static Target environment(String... anyOf) {
        Set<String> environments = atLeastOne("environment", anyOf);
        return new Target(
                "environment" + oneOf(environments),
                ofTags(node -> node.environment().map(environments::contains).orElse(false)));
    }

    /**
     * These nodes.
     *
     * @param ids their ids, at least one
     * @return the target
     */
    public static Target ids(Collection<NodeId> ids) {
        Problem.refuseUnless(!ids.isEmpty(), "ids", ids, "at least one node");
        Set<NodeId> wanted = Set.copyOf(ids);
        String text = wanted.size() == 1 ? "node " + wanted.iterator().next() : wanted.size() + " nodes by id";
        return new Target(text, node -> Match.of(wanted.contains(node.id())));
    }

    /**
     * Nodes that both mean.
     *
     * @param other the other
     * @return the target
     */
    public Target and(Target other) {
        return new Target(part() + " and " + other.part(), node -> match(node).and(other.match(node)));
    }

    /**
     * Nodes that either means.
     *
     * @param other the other
     * @return the target
     */
    public Target or(Target other) {
        return new Target(
                "(" + text + " or " + other.text + ")", node -> match(node).or(other.match(node)));
    }

    /**
     * Nodes that this means and the other does not.
     *
     * @param other the other
     * @return the target
     */
    public Target except(Target other) {
        return new Target(
                part() + " except " + other.part(),
                node -> match(node).and(other.match(node).not()));
    }

    /**
     * Whether it is known to mean this node.
     *
     * @param node the node
     * @return whether it does; false where {@link #match} is unknown
     */
    public boolean matches(Node node) {
        return match(node) == Match.YES;
    }

    /**
     * Whether it means this node, as far as can be told: a node whose tags could not be read may carry any.
     *
     * @param node the node
     * @return the answer
     */
    public Match match(Node node) {
        return test.apply(node);
    }

    /** What it means, in words; tags in it are strangers' text. */
    @Override
    public String toString() {
        return text;
    }

    private String part() {
        return text.contains(" and ") || text.contains(" except ") ? "(" + text + ")" : text;
    }

    private static Function<Node, Match> ofTags(Predicate<Node> test) {
        return node -> node.tagsKnown() ? Match.of(test.test(node)) : Match.UNKNOWN;
    }

    private static Set<String> atLeastOne(String path, String... values) {
        Problem.refuseUnless(values.length > 0, path, Arrays.toString(values), "at least one value");
        return Set.of(distinct(values));
    }

    private static String[] distinct(String... values) {
        return List.of(values).stream().distinct().toArray(String[]::new);
    }

    private static String oneOf(Set<String> values) {
        return values.isEmpty() ? "" : "=" + new TreeSet<>(values).stream().collect(Collectors.joining(" or "));
    }

    /** Whether a target means a node. */
    public enum Match {
        /** It does. */
        YES,
        /** It does not. */
        NO,
        /** It hangs on tags that could not be read. */
        UNKNOWN;

        private static Match of(boolean meant) {
            return meant ? YES : NO;
        }

        private Match not() {
            return this == UNKNOWN ? UNKNOWN : of(this == NO);
        }

        private Match and(Match other) {
            if (this == NO || other == NO) {
                return NO;
            }
            return this == YES ? other : this;
        }

        private Match or(Match other) {
            return not().and(other.not()).not();
        }
    }
}
