package io.patchfleet.reporting.internal.json;

import io.patchfleet.compliance.ComplianceSummary.Asked;
import io.patchfleet.compliance.FleetCompliance;
import io.patchfleet.compliance.NodeCompliance;
import io.patchfleet.compliance.PatchStatus;
import io.patchfleet.compliance.ScopeCompliance;
import io.patchfleet.compliance.StateCounts;
import io.patchfleet.model.AwsFailure;
import io.patchfleet.model.Gap;
import io.patchfleet.model.Node;
import io.patchfleet.reporting.internal.view.Generator;
import io.patchfleet.reporting.internal.view.ShownState;
import io.patchfleet.reporting.internal.view.Verdict;
import io.patchfleet.reporting.internal.view.Words;
import io.patchfleet.reporting.report.ComplianceReport;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/**
 * The format {@code patchfleet.compliance/1}. Names are never left out: what is not known is {@code null}. A later
 * version of the format may add names; what is here keeps its meaning.
 */
final class JsonReport {

    private static final String VERSION = "patchfleet.compliance/1";

    private final JsonGenerator json;

    JsonReport(JsonGenerator json) {
        this.json = json;
    }

    void write(ComplianceReport report) {
        FleetCompliance fleet = report.compliance();
        json.writeStartObject();
        json.writeStringProperty("format", VERSION);
        json.writeStringProperty("generator", ("PatchFleet " + Generator.VERSION).strip());
        json.writeStringProperty("title", report.title());
        json.writeStringProperty("zone", report.zone().getId());
        strings("groupedBy", report.groupedBy());
        asked(fleet.asked());
        json.writeStringProperty("began", fleet.began().toString());
        json.writeStringProperty("ended", fleet.ended().toString());
        json.writeStringProperty("verdict", Words.machine(Verdict.of(fleet)));
        json.writeBooleanProperty("complete", fleet.isComplete());
        json.writeName("counts");
        counts(fleet.counts());
        percent(fleet);
        json.writeNumberProperty("missingPatches", fleet.missingPatches());
        gaps(fleet.gaps());
        json.writeObjectPropertyStart("apiCalls");
        fleet.apiCalls().forEach(json::writeNumberProperty);
        json.writeEndObject();
        json.writeNumberProperty("throttled", fleet.throttled());
        json.writeArrayPropertyStart("scopes");
        fleet.scopes().forEach(this::scope);
        json.writeEndArray();
        nodes(fleet);
        json.writeEndObject();
        json.writeRaw('\n');
    }

    private void asked(Asked asked) {
        json.writeObjectPropertyStart("asked");
        json.writeStringProperty("actor", asked.actor().name());
        json.writeStringProperty("target", asked.target());
        text("excluding", asked.excluding());
        json.writeStringProperty("maxScanAge", asked.maxScanAge().toString());
        json.writeBooleanProperty("withPatches", asked.withPatches());
        json.writeStringProperty("environmentTag", asked.environmentTag());
        asked.sync().ifPresent(sync -> json.writeStringProperty("sync", sync));
        json.writeEndObject();
    }

    private void percent(FleetCompliance fleet) {
        json.writeName("compliantPercent");
        if (fleet.compliant().percent().isPresent()) {
            json.writeNumber(fleet.compliant().percent().getAsDouble());
        } else {
            json.writeNull();
        }
    }

    private void counts(StateCounts counts) {
        json.writeStartObject();
        json.writeNumberProperty("total", counts.total());
        for (ShownState state : ShownState.values()) {
            json.writeNumberProperty(state.key(), counts.in(state.state()));
        }
        json.writeNumberProperty("stopped", counts.stopped());
        json.writeNumberProperty("excluded", counts.excluded());
        json.writeEndObject();
    }

    private void gaps(List<Gap> gaps) {
        json.writeArrayPropertyStart("gaps");
        for (Gap gap : gaps) {
            json.writeStartObject();
            text("account", gap.account());
            text("region", gap.region());
            json.writeStringProperty("reason", gap.reason());
            if (gap.failure().isPresent()) {
                failure(gap.failure().get());
            } else {
                json.writeNullProperty("failure");
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void failure(AwsFailure failure) {
        json.writeObjectPropertyStart("failure");
        json.writeStringProperty("operation", failure.operation());
        json.writeStringProperty("code", failure.code());
        json.writeStringProperty("message", failure.message());
        text("requestId", failure.requestId());
        json.writeEndObject();
    }

    private void scope(ScopeCompliance scope) {
        newLine();
        json.writeStartObject();
        json.writeStringProperty("account", scope.scope().account());
        text("accountName", scope.accountName());
        json.writeStringProperty("region", scope.scope().region());
        json.writeStringProperty("status", Words.machine(scope.status()));
        json.writeName("counts");
        if (scope.counts().isPresent()) {
            counts(scope.counts().get());
        } else {
            json.writeNull();
        }
        gaps(scope.gaps());
        json.writeEndObject();
    }

    private void nodes(FleetCompliance fleet) {
        json.writeArrayPropertyStart("nodes");
        for (Iterator<NodeCompliance> nodes = fleet.nodes().iterator(); nodes.hasNext(); ) {
            newLine();
            node(nodes.next());
        }
        json.writeEndArray();
    }

    /** So that two reports can be compared line by line. */
    private void newLine() {
        json.writeRaw('\n');
    }

    private void tags(Node node) {
        json.writeName("tags");
        if (node.tagsKnown()) {
            json.writeStartObject();
            node.tags().forEach(json::writeStringProperty);
            json.writeEndObject();
        } else {
            json.writeNull();
        }
    }

    private void node(NodeCompliance compliance) {
        Node node = compliance.node();
        json.writeStartObject();
        json.writeStringProperty("account", node.id().scope().account());
        json.writeStringProperty("region", node.id().scope().region());
        json.writeStringProperty("id", node.id().id());
        text("name", node.name());
        json.writeStringProperty("state", ShownState.of(compliance.state()).key());
        text("reason", compliance.reason());
        strings("facts", compliance.facts().stream().map(Words::machine).toList());
        text("environment", node.environment());
        text("patchGroup", node.patchGroup());
        text("operatingSystem", node.operatingSystem().map(Enum::name));
        text("platform", node.platform());
        text("zone", node.zone());
        tags(node);
        json.writeName("patchCounts");
        if (compliance.counts().isPresent()) {
            patchCounts(compliance.counts().get());
        } else {
            json.writeNull();
        }
        instant("lastScan", compliance.lastScan());
        instant("lastInstall", compliance.lastInstall());
        instant("rebootPendingSince", compliance.rebootPendingSince());
        text("baseline", compliance.baseline());
        if (compliance.patches().isPresent()) {
            patches(compliance.patches().get());
        } else {
            json.writeNullProperty("patches");
        }
        json.writeEndObject();
    }

    private void patchCounts(NodeCompliance.Counts counts) {
        json.writeStartObject();
        json.writeNumberProperty("installed", counts.installed());
        json.writeNumberProperty("installedOther", counts.installedOther());
        json.writeNumberProperty("pendingReboot", counts.pendingReboot());
        json.writeNumberProperty("rejected", counts.rejected());
        json.writeNumberProperty("missing", counts.missing());
        json.writeNumberProperty("failed", counts.failed());
        json.writeNumberProperty("availableSecurityUpdates", counts.availableSecurityUpdates());
        json.writeNumberProperty("criticalNonCompliant", counts.criticalNonCompliant());
        json.writeNumberProperty("securityNonCompliant", counts.securityNonCompliant());
        json.writeNumberProperty("otherNonCompliant", counts.otherNonCompliant());
        json.writeEndObject();
    }

    private void patches(List<PatchStatus> patches) {
        json.writeArrayPropertyStart("patches");
        for (PatchStatus patch : patches) {
            json.writeStartObject();
            json.writeStringProperty("title", patch.title());
            json.writeStringProperty("kb", patch.kb());
            text("classification", patch.classification());
            json.writeStringProperty("severity", Words.machine(patch.severity()));
            json.writeStringProperty("state", Words.machine(patch.state()));
            instant("installedAt", patch.installedAt());
            strings("cves", patch.cves());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void text(String name, Optional<String> value) {
        if (value.isPresent()) {
            json.writeStringProperty(name, value.get());
        } else {
            json.writeNullProperty(name);
        }
    }

    private void instant(String name, Optional<Instant> instant) {
        text(name, instant.map(Instant::toString));
    }

    private void strings(String name, List<String> values) {
        json.writeArrayPropertyStart(name);
        values.forEach(json::writeString);
        json.writeEndArray();
    }
}
