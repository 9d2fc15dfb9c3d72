package io.patchfleet.simulator.internal.world;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The topics of SNS in one account and Region, and everything that was published to them. */
public final class Topics {

    /** Something that was published. */
    public record Message(
            String id,
            String topicArn,
            @Nullable String subject,
            String text,
            Map<String, String> attributes,
            Instant published) {

        public Message {
            attributes = Map.copyOf(attributes);
        }
    }

    private final Map<String, Topic> byArn = new LinkedHashMap<>();
    private final List<Message> messages = new ArrayList<>();

    public void add(Topic topic) {
        byArn.put(topic.arn(), topic);
    }

    public void remove(String arn) {
        byArn.remove(arn);
    }

    public Collection<Topic> all() {
        return Collections.unmodifiableCollection(byArn.values());
    }

    public @Nullable Topic find(String arn) {
        return byArn.get(arn);
    }

    public void publish(Message message) {
        messages.add(message);
    }

    /** Oldest first; those of topics that are gone are among them. */
    public List<Message> messages() {
        return Collections.unmodifiableList(messages);
    }
}
