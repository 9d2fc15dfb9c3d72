package io.patchfleet.internal.run;

import io.patchfleet.internal.fleet.FleetWork;
import io.patchfleet.model.LogOutput;
import io.patchfleet.model.RebootOption;
import io.patchfleet.model.Share;
import io.patchfleet.target.Target;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.immutables.value.Value;

/** What a run is to do. */
@Value.Immutable
interface Orders {

    FleetWork work();

    Target target();

    /** What the run is about: nodes that it installs on are scanned afterwards. */
    Operation operation();

    /** How many nodes at a time. */
    @Value.Default
    default Share pace() {
        return Share.percent(100);
    }

    /** After how many failures it stops. */
    Optional<Share> stopAfterFailures();

    Retries retries();

    @Value.Default
    default Duration delivery() {
        return Duration.ofMinutes(10);
    }

    @Value.Default
    default Duration execution() {
        return Duration.ofHours(2);
    }

    Duration limit();

    @Value.Default
    default OpenHours hours() {
        return OpenHours.ALWAYS;
    }

    /** Change Calendars by name, then of each scope, or by ARN: no node is begun unless all are open. */
    List<String> calendars();

    @Value.Default
    default RebootOption reboot() {
        return RebootOption.IF_NEEDED;
    }

    Optional<URI> overrideList();

    Optional<LogOutput> logs();

    Orders withPace(Share pace);

    Orders withStopAfterFailures(Share share);

    Orders withRetries(Retries retries);

    Orders withDelivery(Duration delivery);

    Orders withExecution(Duration execution);

    Orders withLimit(Duration limit);

    Orders withHours(OpenHours hours);

    Orders withCalendars(Iterable<String> calendars);

    Orders withReboot(RebootOption reboot);

    Orders withOverrideList(URI overrideList);

    Orders withLogs(LogOutput logs);

    /** What AWS-RunPatchBaseline does on a node. */
    enum Operation {
        /** Looks what is missing. */
        SCAN("Scan"),
        /** Installs what is missing. */
        INSTALL("Install");

        private final String wireName;

        Operation(String wireName) {
            this.wireName = wireName;
        }

        String wireName() {
            return wireName;
        }
    }
}
