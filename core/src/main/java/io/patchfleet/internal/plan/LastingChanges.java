package io.patchfleet.internal.plan;

import io.patchfleet.model.Scope;
import io.patchfleet.plan.Change;
import io.patchfleet.plan.Change.Action;
import io.patchfleet.plan.Change.Field;
import io.patchfleet.plan.FleetPlan;
import io.patchfleet.spec.FleetSpec;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What two plans of one spec can be compared by: what passes with time, with nobody changing anything, is left out.
 * Notices come and go, and a freeze that has begun or ended meanwhile shuts and opens windows.
 */
final class LastingChanges {

    private final Kinds kinds;
    private final FleetSpec spec;
    private final Instant from;
    private final Instant to;
    private final Map<Scope, Map<String, Boolean>> turned = new HashMap<>();

    LastingChanges(Kinds kinds, FleetSpec spec, Instant from, Instant to) {
        this.kinds = kinds;
        this.spec = spec;
        this.from = from;
        this.to = to;
    }

    /** Each change that lasts, by what is compared of it. */
    Map<Change, Change> of(FleetPlan plan) {
        Map<Change, Change> lasting = new LinkedHashMap<>();
        for (Change change : plan.changes()) {
            Change compared = isTurned(change) ? withoutTurning(change) : change;
            if (compared.isNeeded()
                    && !kinds.hangsOnTime(change)
                    && (compared.action() != Action.UPDATE || !compared.fields().isEmpty())) {
                lasting.put(compared, change);
            }
        }
        return lasting;
    }

    private boolean isTurned(Change change) {
        return change.kind().equals(WindowSteps.WINDOW)
                && turned.computeIfAbsent(change.scope(), this::turned).getOrDefault(change.name(), false);
    }

    /** By window, whether a freeze of it has begun or ended. */
    private Map<String, Boolean> turned(Scope scope) {
        Map<String, Boolean> before = open(scope, from);
        Map<String, Boolean> windows = open(scope, to);
        windows.replaceAll((window, open) -> !open.equals(before.get(window)));
        return windows;
    }

    private Map<String, Boolean> open(Scope scope, Instant at) {
        Map<String, Boolean> open = new HashMap<>();
        DeclaredWindow.of(spec.in(scope), scope, new Ownership(spec.name(), scope), at)
                .forEach(declared ->
                        open.put(declared.window().name(), declared.window().enabled()));
        return open;
    }

    /** Whether it was somebody is not compared either: that, too, is judged by whether the window is open. */
    private static Change withoutTurning(Change change) {
        List<Field> fields = change.fields().stream()
                .filter(field -> !field.path().equals(WindowSteps.ENABLED))
                .toList();
        return new Change(change.scope(), change.kind(), change.name(), change.action(), fields, "", false);
    }
}
