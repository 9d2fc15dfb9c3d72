package io.patchfleet.simulator.internal.world;

import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Publishes what becomes of commands to the topics that they name, in the form of the documents' examples. */
final class CommandNotifier implements CommandWatcher {

    private final Agenda agenda;
    private final Chance ids;
    private final Function<String, @Nullable Topics> home;

    /**
     * Publishes to topics.
     *
     * @param home finds the topics among which one of that ARN would be
     */
    CommandNotifier(Agenda agenda, Chance ids, Function<String, @Nullable Topics> home) {
        this.agenda = agenda;
        this.ids = ids;
        this.home = home;
    }

    @Override
    public void commandChanged(Command command) {
        Command.Notification wish = command.request().notification();
        String status = command.status().status();
        if (wish == null || wish.perNode() || !wish.wants(status)) {
            return;
        }
        ObjectNode text = begin(command);
        ArrayNode nodes = text.putArray("instanceIds");
        command.request().instanceIds().forEach(nodes::add);
        text.put("requestedDateTime", command.requested().toString());
        text.put("expiresAfter", command.expires().toString());
        text.put("outputS3BucketName", command.request().output().bucket());
        text.put("outputS3KeyPrefix", command.request().output().prefix());
        publish(wish, text, status);
    }

    @Override
    public void invocationChanged(Invocation invocation) {
        Command command = invocation.command();
        Command.Notification wish = command.request().notification();
        String status = invocation.status().status();
        if (wish == null || !wish.perNode() || !wish.wants(status)) {
            return;
        }
        ObjectNode text = begin(command);
        text.put("instanceId", invocation.node().id());
        text.put("requestedDateTime", command.requested().toString());
        publish(wish, text, status);
    }

    private static ObjectNode begin(Command command) {
        ObjectNode text = JsonNodeFactory.instance.objectNode();
        text.put("commandId", command.id());
        text.put("documentName", command.request().document());
        return text;
    }

    /** Nobody is told where the topic is gone. */
    private void publish(Command.Notification wish, ObjectNode text, String status) {
        Instant now = agenda.now();
        text.put("status", status);
        text.put("eventTime", now.toString());
        Topics topics = home.apply(wish.topicArn());
        if (topics != null && topics.find(wish.topicArn()) != null) {
            topics.publish(new Topics.Message(ids.uuid(), wish.topicArn(), null, text.toString(), Map.of(), now));
        }
    }
}
