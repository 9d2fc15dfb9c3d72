package io.patchfleet.examples.readme;

import static io.patchfleet.model.OperatingSystem.AMAZON_LINUX_2023;
import static io.patchfleet.model.OperatingSystem.WINDOWS;
import static io.patchfleet.model.Schedule.weekly;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;

import io.patchfleet.PatchFleet;
import io.patchfleet.apply.ApplyOutcome;
import io.patchfleet.model.ContentHash;
import io.patchfleet.model.Share;
import io.patchfleet.plan.FleetPlan;
import io.patchfleet.spec.FleetSpec;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class Declared {

    private static final Logger log = LoggerFactory.getLogger(Declared.class);
    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

    // README
    static FleetSpec bank() {
        return FleetSpec.builder("bank-servers")
                .baseline(
                        "bank-linux",
                        AMAZON_LINUX_2023,
                        b -> b.approve(r -> r.classification("Security")
                                .severity("Critical", "Important")
                                .afterDays(2)))
                .baseline(
                        "bank-windows",
                        WINDOWS,
                        b -> b.approve(r -> r.classification("SecurityUpdates")
                                .msrcSeverity("Critical", "Important")
                                .afterDays(2)))
                .environment(
                        "Production",
                        e -> e.installWindow(
                                        weekly(SATURDAY, LocalTime.of(1, 0), TOKYO),
                                        ofHours(5),
                                        w -> w.pace(Share.percent(10)))
                                .noticeBefore(ofHours(24), "patching", "PatchFleetScheduler"))
                .build(); // throws with every problem at once
    }

    void onPullRequest(PatchFleet fleet) {
        log.info("{}", bank().check(ofDays(20), Instant.now())); // can a patch grow older than 20 days?
        FleetPlan plan = fleet.plan(bank()); // changes nothing
        log.info("{}\n{}", plan.hash(), plan.toMarkdown(60_000));
    }

    void onMerge(PatchFleet fleet, String planAsJson, String reviewed) {
        FleetPlan plan = FleetPlan.fromJson(planAsJson);
        if (plan.hash().equals(ContentHash.parse(reviewed))) {
            ApplyOutcome outcome = fleet.apply(plan); // refused whole if the fleet has changed since
            outcome.failed().forEach(change -> log.error("{}", change));
        }
    }
    // end
}
