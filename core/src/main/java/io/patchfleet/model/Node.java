package io.patchfleet.model;

import java.util.Optional;
import java.util.SortedMap;
import org.immutables.value.Value;

/**
 * A machine of the fleet as EC2 and Systems Manager describe it. Names and tags are strangers' text: they come as AWS
 * gave them and are not fit for a page, a log or a file name as they are.
 */
@Value.Immutable
@SuppressWarnings("exports") // the annotation is gone when users compile
public interface Node {

    /** Which node, and where. */
    NodeId id();

    /** Its {@code Name} tag, or for a hybrid node the name it was registered under; empty if it has neither. */
    Optional<String> name();

    /** What it runs; empty if nobody said so, or if Patch Manager does not know it. */
    Optional<OperatingSystem> operatingSystem();

    /** What it runs in the agent's own words, such as {@code Ubuntu 22.04}; empty if no agent ever reported. */
    Optional<String> platform();

    /** The value of the environment tag ({@code Environment}, unless the fleet was built with another). */
    Optional<String> environment();

    /** The value of the tag {@code Patch Group} or {@code PatchGroup}. */
    Optional<String> patchGroup();

    /** The availability zone; empty for a hybrid node. */
    Optional<String> zone();

    /** Whether it runs. */
    Power power();

    /** Its tags, by key; none where they are not known. */
    @Value.NaturalOrder
    SortedMap<String, String> tags();

    /** Whether its tags were read. If not, its environment and patch group are not known either. */
    @Value.Default
    default boolean tagsKnown() {
        return true;
    }

    /**
     * Begins a node.
     *
     * @return a builder; id and power are required
     */
    static Builder builder() {
        return new Builder();
    }

    /** Whether a node runs. */
    enum Power {
        /** Running, or a hybrid node, of which AWS does not know. */
        RUNNING,
        /** Starting, stopping or stopped: it counts beside the fleet, not in it. */
        STOPPED
    }

    /** Builds a {@link Node}. */
    final class Builder extends ImmutableNode.Builder {
        Builder() {}
    }
}
