package io.patchfleet.apply;

import io.patchfleet.event.FleetEvent;
import io.patchfleet.model.AwsFailure;
import io.patchfleet.model.Gap;
import io.patchfleet.plan.Change;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.immutables.value.Value;

/** What became of a plan, change by change. */
@Value.Immutable
@SuppressWarnings("exports")
public abstract class ApplyOutcome {

    ApplyOutcome() {}

    /** A result for each change that was needed, scope by scope. */
    public abstract List<Result> results();

    /** How many resources were as declared and were not touched. */
    public abstract int unchanged();

    /** What could not be read, as in the plan, and what could not be read any more when it was to be carried out. */
    public abstract List<Gap> gaps();

    /** What was changed. */
    public List<Result> applied() {
        return with(Status.APPLIED);
    }

    /** What AWS refused, or of which nobody knows whether it was done. */
    public List<Result> failed() {
        return with(Status.FAILED);
    }

    /**
     * What was not tried: because what it needs is not there, because nobody could look at what is there any more, or
     * because the work was ended.
     */
    public List<Result> notAttempted() {
        return with(Status.NOT_ATTEMPTED);
    }

    /** Whether the fleet is now as declared, everywhere. */
    public boolean isComplete() {
        return gaps().isEmpty() && results().stream().allMatch(result -> result.status() == Status.APPLIED);
    }

    /** How many changes came to what, and each that was not carried out, for a terminal. */
    @Override
    public final String toString() {
        String numbers = applied().size() + " applied, " + failed().size() + " failed, "
                + notAttempted().size() + " not attempted, " + unchanged() + " unchanged";
        return Stream.of(
                        Stream.of(numbers),
                        results().stream()
                                .filter(result -> result.status() != Status.APPLIED)
                                .map(Result::toString),
                        gaps().stream().map(Gap::toString))
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n"));
    }

    private List<Result> with(Status status) {
        return results().stream().filter(result -> result.status() == status).toList();
    }

    /**
     * Begins an outcome. Outcomes come from {@link io.patchfleet.PatchFleet#apply}.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** What became of a change. */
    public enum Status {
        /** It was carried out. */
        APPLIED,
        /** AWS refused it, or nobody knows whether it was done. */
        FAILED,
        /** It was not tried. */
        NOT_ATTEMPTED
    }

    /**
     * What became of a change.
     *
     * @param change the change
     * @param status what became of it
     * @param failure why not; empty if it was applied
     */
    public record Result(Change change, Status status, Optional<AwsFailure> failure) {

        /** Such as {@code 123456789012/eu-central-1: create patchBaseline x: failed: ssm:CreatePatchBaseline …}. */
        @Override
        public String toString() {
            String what = status == Status.APPLIED ? "applied" : status == Status.FAILED ? "failed" : "not attempted";
            return change + ": " + what + failure.map(f -> ": " + f).orElse("");
        }
    }

    /**
     * A change was carried out, or was not.
     *
     * @param at when
     * @param result what became of it
     */
    public record ChangeFinished(Instant at, Result result) implements FleetEvent {}

    /** Builds an {@link ApplyOutcome}. */
    public static final class Builder extends ImmutableApplyOutcome.Builder {
        Builder() {}
    }
}
