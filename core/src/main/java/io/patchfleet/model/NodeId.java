package io.patchfleet.model;

import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * A node and where it is: an id alone does not say where to act.
 *
 * @param scope the account and the Region that hold the node
 * @param id an EC2 instance's id ({@code i-…}) or a hybrid node's ({@code mi-…})
 */
public record NodeId(Scope scope, String id) implements Comparable<NodeId> {

    private static final Pattern ID = Pattern.compile("(i|mi)-[0-9a-zA-Z]{1,64}");
    private static final Comparator<NodeId> ORDER =
            Comparator.comparing(NodeId::scope).thenComparing(NodeId::id);

    /**
     * Checks the id.
     *
     * @throws InvalidInputException if it is not an id that Systems Manager would accept
     */
    public NodeId {
        Problem.refuseUnless(ID.matcher(id).matches(), "node id", id, "i-… or mi-… as AWS gives them");
    }

    /**
     * Reads what {@link #toString()} writes.
     *
     * @param text such as {@code 123456789012/eu-central-1/i-0123456789abcdef0}
     * @return the node's id
     * @throws InvalidInputException if the text is not one
     */
    public static NodeId parse(String text) {
        int cut = text.lastIndexOf('/');
        Problem.refuseUnless(cut > 0, "node", text, "account, Region and id: 123456789012/eu-central-1/i-…");
        return new NodeId(Scope.parse(text.substring(0, cut)), text.substring(cut + 1));
    }

    /** Whether this is a machine outside EC2, registered by a hybrid activation. */
    public boolean isHybrid() {
        return id.startsWith("mi-");
    }

    /** By scope, then by id. */
    @Override
    public int compareTo(NodeId other) {
        return ORDER.compare(this, other);
    }

    /** Such as {@code 123456789012/eu-central-1/i-0123456789abcdef0}. */
    @Override
    public String toString() {
        return scope + "/" + id;
    }
}
