package io.patchfleet.examples;

import io.patchfleet.compliance.ComplianceSummary;
import io.patchfleet.run.NodeOutcome;
import io.patchfleet.run.NodeOutcome.Result;
import io.patchfleet.run.RunOutcome;
import java.nio.file.Path;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The bank's story as the one object that a script reads: the same facts. */
final class BankJson {

    private BankJson() {}

    static String of(BankTale tale) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        result.set("before", fleet(tale.before()).put("report", text(tale.beforeReport())));
        result.set("declared", declared(tale));
        ArrayNode weeks = result.putArray("weeks");
        tale.weeks().forEach(week -> weeks.add(week(week)));
        result.set("install", tale.first().map(BankJson::run).orElse(null));
        result.set("followed", tale.followed().map(BankJson::node).orElse(null));
        result.set("installAgain", tale.second().map(BankJson::run).orElse(null));
        result.set("after", fleet(tale.after()).put("report", text(tale.afterReport())));
        ArrayNode answers = result.putArray("answers");
        tale.answers()
                .forEach(answer ->
                        answers.addObject().put("asked", answer.asked()).put("shown", answer.shown()));
        return JsonResult.write(result);
    }

    private static ObjectNode fleet(ComplianceSummary fleet) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("scopes", fleet.scopes().size())
                .put("nodes", fleet.counts().total())
                .put("compliant", fleet.compliant().part())
                .put("missingPatches", fleet.missingPatches())
                .put("complete", fleet.isComplete());
    }

    private static ObjectNode declared(BankTale tale) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("spec", text(tale.spec()))
                .put("applied", tale.applied().applied().size())
                .put("failed", tale.applied().failed().size())
                .put("upToDate", tale.again().isUpToDate());
    }

    private static ObjectNode week(BankTale.Week week) {
        ObjectNode result = JsonNodeFactory.instance
                .objectNode()
                .put("openings", week.windows().runs().size());
        for (Result each : Result.values()) {
            result.put(RunJson.camelCase(each), week.count(each));
        }
        return result.setAll(fleet(week.end()));
    }

    private static ObjectNode run(RunOutcome run) {
        ObjectNode result = JsonNodeFactory.instance.objectNode().put("intended", run.intended());
        for (Result each : Result.values()) {
            result.put(RunJson.camelCase(each), run.count(each));
        }
        return result.put("attempts", run.attempts())
                .put("commandsSent", run.commandsSent())
                .put("maxInFlight", run.maxInFlight());
    }

    private static ObjectNode node(NodeOutcome node) {
        ObjectNode result = RunJson.node(node);
        node.exitCode().ifPresentOrElse(code -> result.put("exitCode", code), () -> result.putNull("exitCode"));
        return result.put("command", node.commandId().orElse(null))
                .put("log", node.output().orElse(null))
                .put("said", node.detail().orElse(null));
    }

    private static String text(Path file) {
        return file.toString();
    }
}
