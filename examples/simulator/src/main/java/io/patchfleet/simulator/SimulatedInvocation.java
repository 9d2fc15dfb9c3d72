package io.patchfleet.simulator;

import java.time.Instant;
import java.util.Optional;

/**
 * EventBridge Scheduler invoked the target of a schedule.
 *
 * @param schedule its ARN
 * @param target the target's ARN
 * @param failure why the target did not take it, if it did not
 */
public record SimulatedInvocation(
        String account, String region, String schedule, String target, Instant invoked, Optional<String> failure) {}
