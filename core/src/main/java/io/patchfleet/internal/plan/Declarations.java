package io.patchfleet.internal.plan;

import io.patchfleet.apply.ApplyOutcome;
import io.patchfleet.internal.fleet.FleetWork;
import io.patchfleet.internal.plan.FleetPlanner.Planned;
import io.patchfleet.model.Printable;
import io.patchfleet.model.RefusedException;
import io.patchfleet.plan.Change;
import io.patchfleet.plan.FleetPlan;
import io.patchfleet.plan.FleetPlan.Purpose;
import io.patchfleet.spec.FleetSpec;
import io.patchfleet.spec.SpecCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
     * Carries a plan out.
     *
     * @throws RefusedException if the fleet is not as the plan saw it
     */
    public ApplyOutcome apply(FleetPlan plan) {
        try (FleetWork.Running running = work.begin(Optional.empty())) {
            Planned now = planner.plan(plan.spec(), plan.purpose(), running.errand());
            refuseUnlessSame(plan, now.plan());
            return new Applying(work, running.errand()).carryOut(now);
        }
    }

    private void refuseUnlessSame(FleetPlan seen, FleetPlan now) {
        LastingChanges lasting = new LastingChanges(kinds, seen.spec(), seen.at(), now.at());
        Map<Change, Change> before = lasting.of(seen);
        Map<Change, Change> after = lasting.of(now);
        List<String> details = new ArrayList<>();
        before.forEach((key, change) -> {
            if (!after.containsKey(key)) {
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
