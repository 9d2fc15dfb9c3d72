package io.patchfleet.simulator;

import java.time.Instant;

/**
 * An event as it arrived at the default event bus of an account in a Region.
 *
 * @param detailType such as {@code EC2 Command Status-change Notification}
 * @param time when what it tells of happened
 * @param arrived when it arrived, which is later where a fault held it up
 * @param json the whole event, as a target would get it
 */
public record SimulatedEvent(
        String account, String region, String id, String detailType, Instant time, Instant arrived, String json) {}
