package io.patchfleet.examples.readme;

import static io.patchfleet.model.LogOutput.cloudWatch;
import static io.patchfleet.model.RebootOption.IF_NEEDED;
import static io.patchfleet.model.Share.nodes;
import static io.patchfleet.model.Share.percent;
import static io.patchfleet.run.FailureCause.DISK_FULL;
import static io.patchfleet.run.NodeOutcome.Result.PATCHED;
import static io.patchfleet.target.Target.environment;
import static io.patchfleet.target.Target.tag;
import static java.time.Duration.ofHours;

import io.patchfleet.PatchFleet;
import io.patchfleet.run.InstallRequest;
import io.patchfleet.run.PatchRun;
import io.patchfleet.run.RunEvent;
import io.patchfleet.run.RunOutcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class Patched {

    private static final Logger log = LoggerFactory.getLogger(Patched.class);

    // README
    PatchFleet fleet() {
        return PatchFleet.builder()
                .enabledRegions()
                .onEvent(
                        RunEvent.NodeFinished.class,
                        ended -> log.info(
                                "{} {}", ended.outcome().node(), ended.outcome().result()))
                .build();
    }

    boolean patch(PatchFleet fleet) {
        InstallRequest careful = fleet.install(environment("Development").except(tag("Role", "build-agent")))
                .pace(percent(10)) // of all nodes that are meant, over all accounts and Regions
                .stopAfterFailures(nodes(3)) // over the whole run, whatever the reason
                .reboot(IF_NEEDED)
                .retries(2)
                .retries(DISK_FULL, 0)
                .within(ofHours(4))
                .logsTo(cloudWatch("/patching/direct"));

        System.out.println(careful.preview()); // whom it would be about, who is out of reach and why; sends nothing
        PatchRun run = careful.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> run.cancel("shutdown"))); // what has begun may finish
        RunOutcome outcome = run.await();
        outcome.nodes()
                .filter(node -> node.result() != PATCHED)
                .forEach(node -> log.warn("{} {} {}", node.node(), node.cause(), node.output()));
        return outcome.isPatched(); // every node that was meant was seen clean
    }

    void monday(PatchFleet fleet) {
        fleet.windowRuns().named("bank-servers-Production-install").collect().runs().stream()
                .filter(run -> !run.isPatched())
                .forEach(run -> log.warn("{} {} {}", run.window(), run.status(), run.nodes()));
    }
    // end
}
