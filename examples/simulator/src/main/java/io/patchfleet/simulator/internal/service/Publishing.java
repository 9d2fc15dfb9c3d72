package io.patchfleet.simulator.internal.service;

import io.patchfleet.simulator.internal.world.AwsState;
import io.patchfleet.simulator.internal.world.Scope;
import io.patchfleet.simulator.internal.world.Topic;
import io.patchfleet.simulator.internal.world.Topics;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Publishes to topics, for callers and for other services. */
final class Publishing {

    private Publishing() {}

    /**
     * Publishes to a topic, wherever it is.
     *
     * @param publisher the scope that the message comes from
     * @return the message's id
     * @throws AwsRefusal if there is no such topic
     */
    static String publish(
            AwsState state,
            Scope publisher,
            String topicArn,
            @Nullable String subject,
            String text,
            Map<String, String> attributes) {
        Scope home = home(state, topicArn);
        topic(home, topicArn);
        String id = publisher.newUuid();
        home.topics().publish(new Topics.Message(id, topicArn, subject, text, attributes, state.now()));
        return id;
    }

    /** The topic of that ARN in the scope; refuses if there is none. */
    static Topic topic(@Nullable Scope scope, String arn) {
        Topic topic = scope == null ? null : scope.topics().find(arn);
        if (topic == null) {
            throw new AwsRefusal("NotFound", "Topic does not exist", 404);
        }
        return topic;
    }

    private static Scope home(AwsState state, String arn) {
        List<String> parts = List.of(arn.split(":", -1));
        Scope scope = parts.size() == 6 ? state.scope(parts.get(4), parts.get(3)) : null;
        if (scope == null) {
            throw new AwsRefusal("NotFound", "Topic does not exist", 404);
        }
        return scope;
    }
}
