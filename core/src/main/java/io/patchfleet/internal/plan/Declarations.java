package io.patchfleet.internal.plan;

import io.patchfleet.apply.ApplyOutcome;
import io.patchfleet.internal.fleet.FleetWork;
import io.patchfleet.internal.plan.FleetPlanner.Planned;
import io.patchfleet.model.Gap;
import io.patchfleet.model.Printable;
import io.patchfleet.model.RefusedException;
import io.patchfleet.plan.Change;
import io.patchfleet.plan.FleetPlan;
import io.patchfleet.plan.FleetPlan.Purpose;
import io.patchfleet.spec.FleetSpec;
import io.patchfleet.spec.SpecCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Plans what is declared, and carries plans out. */
public final class Declarations {

    private final FleetWork work;
    private final Kinds kinds;
    private final FleetPlanner planner;

    public Declarations(FleetWork work, Kinds kinds) {
        this.work = work;
        this.kinds = kinds;
        this.planner = new FleetPlanner(work, kinds);
    }

    public FleetPlan plan(FleetSpec spec, Purpose purpose) {
        try (FleetWork.Running running = work.begin(Optional.empty())) {
            return planner.plan(spec, purpose, running.errand()).plan();
        }
    }

    public SpecCheck check(FleetSpec spec, Duration maxAge, int toleratedFailures) {
        kinds.refuseUnlessKnown(spec);
        try (FleetWork.Running running = work.begin(Optional.empty())) {
            SpecCheck offline =
                    spec.check(maxAge, toleratedFailures, work.time().now());
            return new FleetCheck(work, spec, running.errand()).over(offline);
        }
    }

    /**
     * Carries a plan out. What cannot be read any more is left out and is in the outcome as not attempted: it hinders
     * nothing else.
     *
     * @throws RefusedException if the fleet is not as the plan saw it
     */
    public ApplyOutcome apply(FleetPlan plan) {
        try (FleetWork.Running lasting = work.beginLingering();
                FleetWork.Running running = work.begin(Optional.empty())) {
            Planned now = planner.plan(plan.spec(), plan.purpose(), running.errand());
            Map<Change, Gap> leftOut = leftOut(plan, now.unread());
            refuseUnlessSame(plan, now.plan(), leftOut.keySet());
            return new Applying(work, running.errand(), lasting.errand()).carryOut(now, leftOut);
        }
    }

    /** What was to be done where nobody can look now, and why not. */
    private static Map<Change, Gap> leftOut(FleetPlan plan, List<Unread> unread) {
        Map<Change, Gap> leftOut = new LinkedHashMap<>();
        for (Change change : plan.changes()) {
            if (change.isNeeded()) {
                unread.stream()
                        .filter(part -> part.hides(change))
                        .findFirst()
                        .ifPresent(part -> leftOut.put(change, part.gap()));
            }
        }
        return leftOut;
    }

    private void refuseUnlessSame(FleetPlan seen, FleetPlan now, Set<Change> leftOut) {
        LastingChanges lasting = new LastingChanges(kinds, seen.spec(), seen.at(), now.at());
        Map<Change, Change> before = lasting.of(seen);
        Map<Change, Change> after = lasting.of(now);
        List<String> details = new ArrayList<>();
        before.forEach((key, change) -> {
            if (!after.containsKey(key) && !leftOut.contains(change)) {
                details.add("in the plan, not needed so any more: " + told(change));
            }
        });
        after.forEach((key, change) -> {
            if (!before.containsKey(key)) {
                details.add("needed now, not so in the plan: " + told(change));
            }
        });
        if (!details.isEmpty()) {
            throw new RefusedException(RefusedException.Reason.PLAN_OUTDATED, details);
        }
    }

    private static String told(Change change) {
        String fields = change.fields().stream()
                .map(field -> field.path() + ": " + field.before().orElse("(nothing)") + " -> "
                        + field.after().orElse("(nothing)"))
                .collect(Collectors.joining("; "));
        return change + (fields.isEmpty() ? "" : " (" + Printable.of(fields) + ")");
    }
}
