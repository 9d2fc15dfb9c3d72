package io.patchfleet.simulator.internal.service;

import io.patchfleet.simulator.DeclaredResource;
import io.patchfleet.simulator.internal.world.AwsState;
import io.patchfleet.simulator.internal.world.Command;
import io.patchfleet.simulator.internal.world.Invocation;
import io.patchfleet.simulator.internal.world.Node;
import io.patchfleet.simulator.internal.world.PatchSnapshot;
import io.patchfleet.simulator.internal.world.PatchState;
import io.patchfleet.simulator.internal.world.Power;
import io.patchfleet.simulator.internal.world.Scope;
import io.patchfleet.simulator.internal.world.Topics;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The truth, as the control endpoints print it, whatever the calls show. */
final class Truth {

    private Truth() {}

    static ObjectNode world(AwsState state) {
        ObjectNode world = Answer.object();
        ArrayNode nodes = world.putArray("nodes");
        for (Scope scope : state.scopes()) {
            for (Node node : scope.nodes()) {
                if (node.power() != Power.TERMINATED) {
                    nodes.add(node(node, state.now()));
                }
            }
        }
        world.putArray("images");
        return world;
    }

    static ObjectNode commands(AwsState state) {
        ObjectNode answer = Answer.object();
        ArrayNode commands = answer.putArray("commands");
        for (Scope scope : state.scopes()) {
            scope.commands().forEach(command -> commands.add(command(scope, command)));
        }
        return answer;
    }

    static ObjectNode declared(AwsState state) {
        ObjectNode answer = Answer.object();
        ArrayNode declared = answer.putArray("declared");
        for (DeclaredResource resource : Declarations.of(state)) {
            ObjectNode item = declared.addObject();
            item.put("account", resource.account());
            item.put("region", resource.region());
            item.put("kind", resource.kind().name());
            item.put("id", resource.id());
            item.put("name", resource.name());
            ObjectNode tags = item.putObject("tags");
            resource.tags().forEach(tags::put);
            item.set("says", JsonMapper.shared().readTree(resource.says()));
        }
        return answer;
    }

    static ObjectNode messages(AwsState state) {
        ObjectNode answer = Answer.object();
        ArrayNode messages = answer.putArray("messages");
        for (Scope scope : state.scopes()) {
            for (Topics.Message message : scope.topics().messages()) {
                ObjectNode item = messages.addObject();
                item.put("account", scope.account());
                item.put("region", scope.region());
                item.put("topic", message.topicArn());
                item.put("id", message.id());
                item.put("subject", message.subject());
                item.put("text", message.text());
                ObjectNode attributes = item.putObject("attributes");
                message.attributes().forEach(attributes::put);
                putInstant(item, "published", message.published());
            }
        }
        return answer;
    }

    /** Account by account and Region by Region, each in the order of arrival. */
    static ObjectNode events(AwsState state) {
        ObjectNode answer = Answer.object();
        ArrayNode events = answer.putArray("events");
        for (Scope scope : state.scopes()) {
            scope.bus().events().forEach(event -> events.add(event.envelope(scope)));
        }
        return answer;
    }

    private static ObjectNode node(Node node, Instant now) {
        PatchSnapshot last = node.snapshot();
        PatchSnapshot truth = node.scan(now);
        ObjectNode item = Answer.object();
        item.put("account", node.scope().account());
        item.put("region", node.scope().region());
        item.put("id", node.id());
        item.put("name", node.name());
        item.put("platform", node.product().operatingSystem().name());
        item.put("environment", node.tag("Environment"));
        item.put("patchGroup", node.patchGroup().isEmpty() ? null : node.patchGroup());
        item.put("power", node.power().wire());
        item.put("agent", agent(node));
        putInstant(item, "lastScan", last == null ? null : last.run().ended());
        item.put("missing", truth.count(PatchState.MISSING));
        item.put("failed", last == null ? 0 : last.count(PatchState.FAILED));
        item.put("pendingReboot", truth.count(PatchState.INSTALLED_PENDING_REBOOT));
        item.put("installs", node.installs());
        return item;
    }

    private static String agent(Node node) {
        if (!node.managed()) {
            return "none";
        }
        return node.agent().online() ? "online" : "lost";
    }

    private static ObjectNode command(Scope scope, Command command) {
        ObjectNode item = Answer.object();
        item.put("id", command.id());
        item.put("account", scope.account());
        item.put("region", scope.region());
        item.put("document", command.request().document());
        item.put("operation", command.operation().wire());
        item.put("comment", command.request().comment());
        putInstant(item, "requested", command.requested());
        ArrayNode nodes = item.putArray("nodes");
        for (Invocation invocation : command.invocations()) {
            ObjectNode node = nodes.addObject();
            node.put("id", invocation.node().id());
            node.put("status", invocation.status().details());
            putInstant(node, "began", invocation.began());
            putInstant(node, "ended", invocation.left());
        }
        return item;
    }

    private static void putInstant(ObjectNode object, String name, @Nullable Instant instant) {
        object.put(name, instant == null ? null : instant.toString());
    }
}
