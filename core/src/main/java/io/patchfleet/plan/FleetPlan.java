package io.patchfleet.plan;

import io.patchfleet.model.Actor;
import io.patchfleet.model.ContentHash;
import io.patchfleet.model.Gap;
import io.patchfleet.spec.FleetSpec;
import java.time.Instant;
import java.util.List;
import org.immutables.value.Value;

/**
 * What would have to change so that a fleet is what a spec declares. Printing it is the review; acting on it is
 * {@link io.patchfleet.PatchFleet#apply}.
 */
@Value.Immutable
@SuppressWarnings("exports")
public abstract class FleetPlan {

    FleetPlan() {}

    /** What is declared. */
    public abstract FleetSpec spec();

    /** What the plan is for. */
    public abstract Purpose purpose();

    /** When the fleet was looked at. */
    public abstract Instant at();

    /** Who asked. */
    public abstract Actor actor();

    /** Every resource of the spec, scope by scope, in the order in which it would be dealt with. */
    public abstract List<Change> changes();

    /** What could not be read, and what cannot be done without more being said in the spec. */
    public abstract List<Gap> gaps();

    /**
     * What the plan is known by: what was reviewed is what is applied if the hashes are equal. Covers spec, purpose,
     * changes and gaps, not who planned and when.
     */
    public final ContentHash hash() {
        return PlanForm.hash(this);
    }

    /**
     * Writes the plan, so that another process can act on it. The spec is in it whole, with the {@code configuration}
     * of a baseline's sources in clear, which nothing else shows: where a password stands there, the JSON is as secret
     * as that.
     *
     * @return the JSON, from which {@link #fromJson} makes a plan with the same hash; of failures in its gaps only the
     *     operation and the code are kept
     */
    public final String toJson() {
        return PlanForm.write(this);
    }

    /**
     * Reads what {@link #toJson()} writes.
     *
     * @param json the plan in the format {@code patchfleet.plan/1}
     * @return the plan
     * @throws io.patchfleet.model.InvalidInputException if it cannot be read, or was altered after it was made
     */
    public static FleetPlan fromJson(String json) {
        return PlanForm.read(json);
    }

    /** Whether the fleet is proven to be as declared: nothing to do, and nothing that could not be read. */
    public boolean isUpToDate() {
        return gaps().isEmpty() && changes().stream().noneMatch(Change::isNeeded);
    }

    /**
     * The plan as Markdown, for a comment on a pull request.
     *
     * @param limit how many characters it may have, at least 500; what does not fit is cut, saying how much
     * @return the text, in which strangers' text is escaped
     */
    public String toMarkdown(int limit) {
        return PlanText.markdown(this, limit);
    }

    /** The plan as its review, for a terminal: what would be done where, and what is not known. */
    @Override
    public final String toString() {
        return PlanText.of(this);
    }

    /**
     * Begins a plan. Plans come from {@link io.patchfleet.PatchFleet#plan}.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** What a plan is for. */
    public enum Purpose {
        /** To make a fleet what is declared. */
        APPLY,
        /** To take everything away that was made for a spec. */
        DESTROY
    }

    /** Builds a {@link FleetPlan}. */
    public static final class Builder extends ImmutableFleetPlan.Builder {
        Builder() {}
    }
}
