package io.patchfleet.internal.aws;

import io.patchfleet.model.Node;
import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.services.ssm.model.Target;

/**
 * Which nodes a window or an association of Systems Manager reaches: those that meet every term.
 *
 * @param terms at least one, or it reaches none
 */
public record Reach(List<Term> terms) {

    private static final String TAG = "tag:";

    /** Copies the terms. */
    public Reach {
        terms = List.copyOf(terms);
    }

    static Reach of(List<Target> targets) {
        return new Reach(targets.stream()
                .map(target -> new Term(Objects.requireNonNullElse(target.key(), ""), target.values()))
                .toList());
    }

    /** Whether it is known to reach this node. */
    public boolean includes(Node node) {
        return !terms.isEmpty() && terms.stream().allMatch(term -> term.includes(node));
    }

    /** Whether it names nodes in a way that cannot be told from here, such as by a resource group. */
    public boolean isVague() {
        return terms.stream().anyMatch(term -> !term.isTold());
    }

    /**
     * One of its terms.
     *
     * @param key such as {@code tag:PatchGroup} or {@code InstanceIds}
     * @param values any of these; for ids {@code *} is all
     */
    public record Term(String key, List<String> values) {

        private boolean isTold() {
            return key.equals("InstanceIds") || key.startsWith(TAG) || key.equals("tag-key");
        }

        private boolean includes(Node node) {
            if (key.equals("InstanceIds")) {
                return values.contains("*") || values.contains(node.id().id());
            }
            if (key.equals("tag-key")) {
                return values.stream().anyMatch(tag -> node.tags().containsKey(tag));
            }
            return key.startsWith(TAG) && values.contains(node.tags().get(key.substring(TAG.length())));
        }
    }
}
