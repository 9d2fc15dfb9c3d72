package io.patchfleet.target;

import io.patchfleet.model.Node;
import io.patchfleet.model.NodeId;
import io.patchfleet.model.Problem;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whom a verb means. Immutable; {@link #and}, {@link #or} and {@link #except} give new ones.
 *
 * <p>There is no default target: who means all nodes says {@link #everything()}. Tag keys and values are compared as
 * AWS compares them, upper and lower case apart.
 */
public final class Target {

    /** As AWS writes names of groups: those of applications end in an id. */
    private static final Pattern GROUP = Pattern.compile(
            "(arn:aws[a-z-]*:resource-groups:[a-z0-9-]+:\\d{12}:group/)?[\\w.-]{1,300}(/[a-z0-9]{26})?");

    private static final Target EVERYTHING = new Target("everything", node -> Match.YES);

    private final String text;
    private final SortedSet<String> groups;
    private final Set<NodeId> named;
    private final Test test;

    private Target(String text, Function<Node, Match> test) {
        this(text, Collections.emptySortedSet(), Set.of(), (node, membership) -> test.apply(node));
    }

    private Target(String text, SortedSet<String> groups, Set<NodeId> named, Test test) {
        this.text = text;
        this.groups = groups;
        this.named = named;
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
     * These nodes. A run tells of each that does not run, or that is nowhere in the fleet, as a gap.
     *
     * @param ids their ids, at least one
     * @return the target
     */
    public static Target ids(Collection<NodeId> ids) {
        Problem.refuseUnless(!ids.isEmpty(), "ids", ids, "at least one node");
        Set<NodeId> wanted = Set.copyOf(ids);
        String text = wanted.size() == 1 ? "node " + wanted.iterator().next() : wanted.size() + " nodes by id";
        return new Target(
                text, Collections.emptySortedSet(), wanted, (node, membership) -> Match.of(wanted.contains(node.id())));
    }

    /**
     * Nodes that belong to a group of AWS Resource Groups. Each verb asks every account and Region anew for the members
     * that its own group of that name has there ({@code resource-groups:ListGroupResources}, fifty members a call). One
     * without such a group has no members; that none has it is a gap, because the name is most likely wrong, and no run
     * then touches a node for whom it matters. Where the group cannot be read nobody knows who is meant, which is a gap
     * of that account and Region.
     *
     * <p>The artifact {@code software.amazon.awssdk:resourcegroups} has to be on the class path; an application of
     * modules requires its module as well.
     *
     * @param nameOrArn the group's name, or its ARN: then it has members in that account and Region alone
     * @return the target
     * @throws io.patchfleet.model.InvalidInputException if AWS would take it for neither
     */
    public static Target resourceGroup(String nameOrArn) {
        Problem.refuseUnless(
                GROUP.matcher(nameOrArn).matches(),
                "resourceGroup",
                nameOrArn,
                "a resource group's name (letters, digits, '.', '_' and '-') or its ARN");
        return new Target(
                "resource group " + nameOrArn,
                new TreeSet<>(Set.of(nameOrArn)),
                Set.of(),
                (node, membership) -> membership.apply(nameOrArn));
    }

    /**
     * Nodes that both mean.
     *
     * @param other the other
     * @return the target
     */
    public Target and(Target other) {
        return with(
                other,
                union(named, other.named),
                part() + " and " + other.part(),
                (node, membership) -> match(node, membership).and(other.match(node, membership)));
    }

    /**
     * Nodes that either means.
     *
     * @param other the other
     * @return the target
     */
    public Target or(Target other) {
        return with(
                other,
                union(named, other.named),
                "(" + text + " or " + other.text + ")",
                (node, membership) -> match(node, membership).or(other.match(node, membership)));
    }

    /**
     * Nodes that this means and the other does not.
     *
     * @param other the other
     * @return the target
     */
    public Target except(Target other) {
        return with(
                other,
                named,
                part() + " except " + other.part(),
                (node, membership) -> match(node, membership)
                        .and(other.match(node, membership).not()));
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
     * Whether it means this node, as far as can be told from the node: one whose tags could not be read may carry any,
     * and who belongs to a resource group only AWS can say, so that it is unknown here.
     *
     * @param node the node
     * @return the answer
     */
    public Match match(Node node) {
        return match(node, group -> Match.UNKNOWN);
    }

    /**
     * Whether it means this node, for who knows which resource groups the node belongs to.
     *
     * @param node the node
     * @param membership says of each of {@link #resourceGroups()} whether the node belongs to it
     * @return the answer
     */
    public Match match(Node node, Function<String, Match> membership) {
        return test.match(node, membership);
    }

    /** The resource groups whose members have to be known to say whom it means, as they were named; mostly none. */
    public SortedSet<String> resourceGroups() {
        return Collections.unmodifiableSortedSet(groups);
    }

    /** The nodes that are named by their ids, whether they are meant or left out by the rest; mostly none. */
    public Set<NodeId> named() {
        return named;
    }

    /** What it means, in words; tags in it are strangers' text. */
    @Override
    public String toString() {
        return text;
    }

    private Target with(Target other, Set<NodeId> newNamed, String newText, Test newTest) {
        return new Target(newText, new TreeSet<>(union(groups, other.groups)), newNamed, newTest);
    }

    private static <T> Set<T> union(Set<T> some, Set<T> others) {
        return Stream.concat(some.stream(), others.stream()).collect(Collectors.toUnmodifiableSet());
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

    /** Says whether a node is meant. */
    @FunctionalInterface
    private interface Test {
        Match match(Node node, Function<String, Match> membership);
    }

    /** Whether a target means a node. */
    public enum Match {
        /** It does. */
        YES,
        /** It does not. */
        NO,
        /** It hangs on tags that could not be read, or on a resource group whose members are not known. */
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
