package io.patchfleet.internal.run;

import io.patchfleet.internal.call.CallFailedException;
import io.patchfleet.model.Problem;
import io.patchfleet.run.FailureCause;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The answer to each cause of failure: wait and try again, try again so often, or give up. Pure.
 *
 * @param times how often an attempt is repeated
 * @param otherwise how often for single causes
 * @param waitsItsTurn whether a node whose package manager is locked is tried again as long as there is time
 */
record Retries(int times, Map<FailureCause, Integer> otherwise, boolean waitsItsTurn) {

    private static final int MOST = 10;
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    /** What is wrong with the network or a repository seldom passes within a minute. */
    private static final Duration FIRST_LONG_PAUSE = Duration.ofMinutes(5);

    /** For these nothing is tried, so that nothing can be tried again. */
    private static final Set<FailureCause> NEVER_TRIED = EnumSet.of(
            FailureCause.UNMANAGED,
            FailureCause.AGENT_LOST,
            FailureCause.BUSY,
            FailureCause.TIME_UP,
            FailureCause.STOPPED_EARLY);

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(30);

    /** Keeps the exceptions. */
    Retries {
        otherwise = otherwise.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(otherwise));
    }

    static Retries of(int times) {
        return new Retries(times, Map.of(), times > 0);
    }

    Retries times(int newTimes) {
        check(newTimes);
        return new Retries(newTimes, otherwise, newTimes > 0);
    }

    Retries times(FailureCause cause, int newTimes) {
        check(newTimes);
        Problem.refuseUnless(
                !NEVER_TRIED.contains(cause),
                "retries",
                cause,
                "a cause that an attempt fails for; a node that is busy waits as long as the run has time");
        Map<FailureCause, Integer> all = new EnumMap<>(FailureCause.class);
        all.putAll(otherwise);
        all.put(cause, newTimes);
        return new Retries(times, all, waitsItsTurn);
    }

    private static void check(int times) {
        Problem.refuseUnless(times >= 0 && times <= MOST, "retries", times, "0 to " + MOST);
    }

    /**
     * How long to wait before the next attempt; empty if there is none.
     *
     * @param failures how many attempts failed for this cause on the node, this one included
     * @param allFailures how many failed for any cause that costs an attempt
     */
    Optional<Duration> pause(FailureCause cause, int failures, int allFailures) {
        if (isTurn(cause)) {
            return waitsItsTurn ? Optional.of(longer(FIRST_PAUSE, failures)) : Optional.empty();
        }
        Integer own = otherwise.get(cause);
        boolean again = own == null ? mayPass(cause) && allFailures <= times : failures <= own;
        return again ? Optional.of(longer(firstPause(cause), failures)) : Optional.empty();
    }

    /** Whether the node only waits for somebody else, which is no failure of its own. */
    boolean isTurn(FailureCause cause) {
        return cause == FailureCause.BUSY || (cause == FailureCause.PATCH_LOCK && !otherwise.containsKey(cause));
    }

    private static boolean mayPass(FailureCause cause) {
        return switch (cause) {
            case DELIVERY_TIMEOUT,
                    UNDELIVERABLE,
                    EXECUTION_TIMEOUT,
                    REPOSITORY,
                    OUT_OF_MEMORY,
                    PATCH_LOCK,
                    PATCH_FAILED,
                    NO_REPORT,
                    NOT_SENT,
                    OTHER -> true;
            default -> false;
        };
    }

    /** Whether what AWS did not answer now it may answer another time. */
    static boolean mayPass(CallFailedException failed) {
        return switch (failed.kind()) {
            case PASSING, UNSEEN, SCOPE_CLOSED, THROTTLED, EXPIRED, UNREACHED -> true;
            default -> false;
        };
    }

    private static Duration firstPause(FailureCause cause) {
        return switch (cause) {
            case DELIVERY_TIMEOUT, UNDELIVERABLE, REPOSITORY, OUT_OF_MEMORY -> FIRST_LONG_PAUSE;
            default -> FIRST_PAUSE;
        };
    }

    private static Duration longer(Duration first, int failures) {
        Duration pause = first.multipliedBy(1L << Math.min(failures - 1, MOST));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
}
