package io.patchfleet.model;

import io.patchfleet.internal.json.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What somebody may do at AWS, as an identity-based policy of IAM says it. It only ever allows. Two policies with the
 * same statements are equal, in whatever order these were given; statements that differ in nothing but their actions
 * are one.
 *
 * @param statements what is allowed, in a stable order
 */
public record IamPolicy(List<Statement> statements) {

    /** IAM's current policy language; nothing newer has come since. */
    private static final String LANGUAGE = "2012-10-17";

    private static final Comparator<Statement> ORDER = Comparator.comparing(
                    (Statement statement) -> statement.actions().first())
            .thenComparing(statement -> statement.resources().toString())
            .thenComparing(statement -> statement.conditions().toString());

    /** Joins and orders the statements. */
    public IamPolicy {
        statements = joined(statements);
    }

    /**
     * A policy.
     *
     * @param statements what it allows; none allows nothing
     * @return the policy
     */
    public static IamPolicy of(Statement... statements) {
        return new IamPolicy(List.of(statements));
    }

    /**
     * What either allows.
     *
     * @param other the other policy
     * @return both in one
     */
    public IamPolicy plus(IamPolicy other) {
        List<Statement> both = new ArrayList<>(statements);
        both.addAll(other.statements);
        return new IamPolicy(both);
    }

    /** Everything that it allows anywhere, in IAM's spelling, such as {@code ssm:SendCommand}. */
    public SortedSet<String> actions() {
        SortedSet<String> actions = new TreeSet<>();
        statements.forEach(statement -> actions.addAll(statement.actions()));
        return Collections.unmodifiableSortedSet(actions);
    }

    /** The policy as IAM takes it. */
    public String toJson() {
        Map<String, Object> policy = new LinkedHashMap<>();
        policy.put("Version", LANGUAGE);
        policy.put("Statement", statements.stream().map(Statement::tree).toList());
        return Json.writeTall(policy);
    }

    /** The same as {@link #toJson()}. */
    @Override
    public String toString() {
        return toJson();
    }

    private static List<Statement> joined(List<Statement> statements) {
        Map<Where, SortedSet<String>> actions = new LinkedHashMap<>();
        for (Statement statement : statements) {
            actions.computeIfAbsent(new Where(statement.resources(), statement.conditions()), where -> new TreeSet<>())
                    .addAll(statement.actions());
        }
        return actions.entrySet().stream()
                .map(entry -> new Statement(
                        entry.getValue(),
                        entry.getKey().resources(),
                        entry.getKey().conditions()))
                .sorted(ORDER)
                .toList();
    }

    /** All of a statement but its actions. */
    private record Where(SortedSet<String> resources, List<Condition> conditions) {}

    /**
     * One thing that a policy allows.
     *
     * @param actions what, in IAM's spelling
     * @param resources on what: ARNs, in which {@code *} stands for anything
     * @param conditions only if all of these hold
     */
    public record Statement(SortedSet<String> actions, SortedSet<String> resources, List<Condition> conditions) {

        /**
         * Checks and orders what is given.
         *
         * @throws InvalidInputException if there is no action or no resource
         */
        public Statement {
            Problem.refuseUnless(!actions.isEmpty(), "actions", "", "at least one action, such as ssm:SendCommand");
            Problem.refuseUnless(!resources.isEmpty(), "resources", "", "at least one ARN, or *");
            actions = Collections.unmodifiableSortedSet(new TreeSet<>(actions));
            resources = Collections.unmodifiableSortedSet(new TreeSet<>(resources));
            conditions = conditions.stream()
                    .sorted(Comparator.comparing(Condition::operator).thenComparing(Condition::key))
                    .toList();
        }

        /**
         * Allows actions.
         *
         * @param resources on what
         * @param actions what
         * @return the statement, which holds always
         */
        public static Statement allow(Collection<String> resources, String... actions) {
            return new Statement(new TreeSet<>(List.of(actions)), new TreeSet<>(resources), List.of());
        }

        /**
         * The same, only under a condition more.
         *
         * @param operator how values are compared, such as {@code StringLike}
         * @param key what is compared, such as {@code aws:RequestTag/Team}
         * @param values with what; one of them has to fit
         * @return the statement
         */
        public Statement when(String operator, String key, String... values) {
            List<Condition> more = new ArrayList<>(conditions);
            more.add(new Condition(operator, key, new TreeSet<>(List.of(values))));
            return new Statement(actions, resources, more);
        }

        private Map<String, Object> tree() {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("Effect", "Allow");
            tree.put("Action", oneOrAll(actions));
            tree.put("Resource", oneOrAll(resources));
            if (!conditions.isEmpty()) {
                SortedMap<String, Map<String, Object>> byOperator = new TreeMap<>();
                conditions.forEach(condition -> byOperator
                        .computeIfAbsent(condition.operator(), operator -> new LinkedHashMap<>())
                        .put(condition.key(), oneOrAll(condition.values())));
                tree.put("Condition", byOperator);
            }
            return tree;
        }

        private static Object oneOrAll(SortedSet<String> texts) {
            return texts.size() == 1 ? texts.first() : List.copyOf(texts);
        }
    }

    /**
     * What has to be so for a statement to hold.
     *
     * @param operator how values are compared, such as {@code StringLike}
     * @param key what is compared, such as {@code aws:RequestTag/Team}
     * @param values with what; one of them has to fit
     */
    public record Condition(String operator, String key, SortedSet<String> values) {

        /** Keeps the values as they are. */
        public Condition {
            values = Collections.unmodifiableSortedSet(new TreeSet<>(values));
        }
    }
}
