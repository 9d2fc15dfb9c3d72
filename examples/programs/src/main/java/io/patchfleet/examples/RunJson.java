package io.patchfleet.examples;

import io.patchfleet.model.Scope;
import io.patchfleet.run.NodeOutcome;
import io.patchfleet.run.NodeOutcome.Result;
import io.patchfleet.run.RunOutcome;
import java.util.Locale;
import java.util.OptionalInt;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How a run ended, as the one object that a script reads. */
final class RunJson {

    private RunJson() {}

    static String of(RunOutcome outcome) {
        ObjectNode result =
                JsonNodeFactory.instance.objectNode().put("run", outcome.id()).put("intended", outcome.intended());
        for (Result each : new Result[] {
            Result.PATCHED, Result.FAILED, Result.STILL_MISSING, Result.NOT_REACHED, Result.CANCELLED, Result.UNKNOWN
        }) {
            result.put(camelCase(each), outcome.count(each));
        }
        result.put("attempts", outcome.attempts())
                .put("commandsSent", outcome.commandsSent())
                .put("maxInFlight", outcome.maxInFlight())
                .put("stoppedEarly", outcome.stoppedEarly());
        ArrayNode nodes = result.putArray("nodes");
        outcome.nodes().forEach(node -> nodes.add(inFull(node)));
        ArrayNode gaps = result.putArray("gaps");
        outcome.gaps().forEach(gap -> gaps.add(gap.toString()));
        return JsonResult.write(result);
    }

    /** How it ended for a node, and why. */
    static ObjectNode node(NodeOutcome node) {
        Scope scope = node.node().scope();
        return JsonNodeFactory.instance
                .objectNode()
                .put("account", scope.account())
                .put("region", scope.region())
                .put("id", node.node().id())
                .put("outcome", camelCase(node.result()))
                .put("cause", node.cause().map(RunJson::camelCase).orElse(null))
                .put("attempts", node.attempts());
    }

    /** All that is known of a node; a person sees no more than a few nodes of each kind. */
    private static ObjectNode inFull(NodeOutcome node) {
        ObjectNode full = node(node).put("commandId", node.commandId().orElse(null));
        putNumber(full, "exitCode", node.exitCode());
        full.put("detail", node.detail().orElse(null));
        putNumber(full, "stillMissing", node.stillMissing());
        return full.put("output", node.output().orElse(null));
    }

    private static void putNumber(ObjectNode object, String name, OptionalInt number) {
        number.ifPresentOrElse(given -> object.put(name, given), () -> object.putNull(name));
    }

    /** {@code STILL_MISSING} as {@code stillMissing}. */
    static String camelCase(Enum<?> constant) {
        StringBuilder text = new StringBuilder();
        for (String word : constant.name().toLowerCase(Locale.ROOT).split("_", -1)) {
            text.append(text.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return text.toString();
    }
}
