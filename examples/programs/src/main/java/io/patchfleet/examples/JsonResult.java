package io.patchfleet.examples;

import io.patchfleet.compliance.ComplianceSummary;
import io.patchfleet.compliance.NodeState;
import io.patchfleet.compliance.ScopeCompliance;
import io.patchfleet.compliance.StateCounts;
import io.patchfleet.model.Gap;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A summary as the one object that a script reads. */
final class JsonResult {

    /** Nothing but ASCII, so that no terminal is steered and no character set is needed. */
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private JsonResult() {}

    static String of(ComplianceSummary summary, List<Path> reports) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        result.set("nodes", nodes(summary.counts()));
        summary.compliant()
                .percent()
                .ifPresentOrElse(
                        percent -> result.put("compliantPercent", percent), () -> result.putNull("compliantPercent"));
        result.put("complete", summary.isComplete());
        result.put("missingPatches", summary.missingPatches());
        ArrayNode scopes = result.putArray("scopes");
        summary.scopes().forEach(scope -> scopes.add(scope(scope)));
        ObjectNode calls = result.putObject("apiCalls");
        summary.apiCalls().forEach(calls::put);
        result.put("throttled", summary.throttled());
        ArrayNode files = result.putArray("reports");
        reports.forEach(file -> files.add(file.toString()));
        return write(result);
    }

    /** In one line. */
    static String write(ObjectNode object) {
        return MAPPER.writeValueAsString(object);
    }

    private static ObjectNode nodes(StateCounts counts) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("total", counts.total())
                .put("compliant", counts.in(NodeState.COMPLIANT))
                .put("nonCompliant", counts.in(NodeState.NON_COMPLIANT))
                .put("neverScanned", counts.in(NodeState.NEVER_SCANNED))
                .put("scanOutOfDate", counts.in(NodeState.SCAN_OUT_OF_DATE))
                .put("connectionLost", counts.in(NodeState.CONNECTION_LOST))
                .put("unmanaged", counts.in(NodeState.UNMANAGED))
                .put("unreadable", counts.in(NodeState.UNREADABLE))
                .put("stopped", counts.stopped())
                .put("excluded", counts.excluded());
    }

    private static ObjectNode scope(ScopeCompliance scope) {
        ObjectNode object = JsonNodeFactory.instance
                .objectNode()
                .put("account", scope.scope().account())
                .put("region", scope.scope().region())
                .put("status", scope.status().name().toLowerCase(Locale.ROOT));
        if (scope.gaps().isEmpty()) {
            object.putNull("reason");
        } else {
            object.put("reason", scope.gaps().stream().map(JsonResult::reason).collect(Collectors.joining("; ")));
        }
        scope.counts().ifPresentOrElse(counts -> object.put("nodes", counts.total()), () -> object.putNull("nodes"));
        return object;
    }

    private static String reason(Gap gap) {
        return gap.reason() + gap.failure().map(failure -> ": " + failure).orElse("");
    }
}
