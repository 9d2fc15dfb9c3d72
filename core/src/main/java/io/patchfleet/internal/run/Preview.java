package io.patchfleet.internal.run;

import io.patchfleet.internal.aws.Commands;
import io.patchfleet.internal.call.Await;
import io.patchfleet.internal.fleet.FleetWork;
import io.patchfleet.run.FailureCause;
import io.patchfleet.run.PatchRun;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Says what a run would be about, without one. */
final class Preview {

    private Preview() {}

    static PatchRun.Preview of(Orders orders) {
        FleetWork work = orders.work();
        try (FleetWork.Running running = work.begin(Optional.of(orders.limit()))) {
            return of(
                    orders,
                    Await.on(
                            Rollcall.call(orders, work.reach(running.errand()), running.errand()),
                            "looking whom a run would be about"));
        }
    }

    private static PatchRun.Preview of(Orders orders, Rollcall rollcall) {
        Map<FailureCause, Integer> outOfReach = new EnumMap<>(FailureCause.class);
        int intended = 0;
        int commands = 0;
        for (Muster muster : rollcall.musters()) {
            List<FailureCause> why = muster.outOfReach();
            why.forEach(cause -> outOfReach.merge(cause, 1, Integer::sum));
            int reached = muster.meant().size() - why.size();
            commands += (reached + Commands.BATCH - 1) / Commands.BATCH;
            intended += muster.meant().size();
        }
        return new PatchRun.Preview(
                intended,
                Collections.unmodifiableSortedMap(new TreeMap<>(outOfReach)),
                intended == 0 ? 0 : orders.pace().of(intended),
                commands,
                rollcall.gaps().stream().distinct().sorted().toList());
    }
}
