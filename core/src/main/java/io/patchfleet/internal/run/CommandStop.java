package io.patchfleet.internal.run;

import io.patchfleet.internal.aws.Commands;
import io.patchfleet.internal.call.CallFailedException;
import io.patchfleet.internal.call.Place;
import io.patchfleet.internal.fleet.FleetWork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Asks AWS to stop commands that are at work, whatever their nodes are doing. */
final class CommandStop {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private CommandStop() {}

    /**
     * Returns when AWS has been asked for all of them.
     *
     * @param gaps learn which could not be stopped
     */
    static void ask(FleetWork work, Map<String, Place> commands, Gaps gaps) {
        if (commands.isEmpty()) {
            return;
        }
        try (FleetWork.Running stopping = work.begin(Optional.of(LIMIT))) {
            List<CompletableFuture<?>> calls = new ArrayList<>();
            commands.forEach((command, place) ->
                    calls.add(Commands.cancel(work.caller(), place, stopping.errand(), command)
                            .handle((done, thrown) -> {
                                if (thrown != null) {
                                    gaps.note(
                                            place,
                                            "a command could not be stopped",
                                            CallFailedException.of(thrown).failure());
                                }
                                return null;
                            })));
            CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new)).join();
        }
    }
}
