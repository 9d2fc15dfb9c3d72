package io.patchfleet.compliance;

import io.patchfleet.model.Gap;
import io.patchfleet.model.Scope;
import java.util.List;
import java.util.Optional;
import org.immutables.value.Value;

/** What is true of one account in one Region. */
@Value.Immutable
@SuppressWarnings("exports")
public interface ScopeCompliance {

    /** Which. */
    Scope scope();

    /** What the account's owner calls it, if anybody said so. */
    Optional<String> accountName();

    /** How far it could be read. */
    Status status();

    /** Its nodes; empty if it failed, because then nobody knows how many there are. */
    Optional<StateCounts> counts();

    /** What could not be read, and why; empty exactly if the status is {@link Status#READ}. */
    List<Gap> gaps();

    /**
     * Begins a scope's compliance.
     *
     * @return a builder; scope and status are required
     */
    static Builder builder() {
        return new Builder();
    }

    /** Builds a {@link ScopeCompliance}. */
    final class Builder extends ImmutableScopeCompliance.Builder {
        Builder() {}
    }

    /** How far a scope could be read. */
    enum Status {
        /** All of it. */
        READ,
        /** Some of it: what was seen counts, what was not is unreadable or unknown. */
        PARTIAL,
        /** Nothing: it has no number. */
        FAILED
    }
}
