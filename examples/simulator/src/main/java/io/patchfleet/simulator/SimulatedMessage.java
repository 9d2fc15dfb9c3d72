package io.patchfleet.simulator;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Something that was published to a topic.
 *
 * @param account whose topic it is
 * @param topic its ARN
 * @param attributes those of the message, as text
 */
public record SimulatedMessage(
        String account,
        String region,
        String topic,
        String id,
        Optional<String> subject,
        String text,
        Map<String, String> attributes,
        Instant published) {

    public SimulatedMessage {
        attributes = Map.copyOf(attributes);
    }
}
