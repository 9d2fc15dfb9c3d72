package io.patchfleet.simulator.internal.service;

import io.patchfleet.simulator.internal.world.ApprovalRule;
import io.patchfleet.simulator.internal.world.BaselineContent;
import io.patchfleet.simulator.internal.world.Baselines;
import io.patchfleet.simulator.internal.world.PatchBaseline;
import io.patchfleet.simulator.internal.world.PatchFilter;
import io.patchfleet.simulator.internal.world.PatchSource;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How answers show a patch baseline. */
final class BaselineReport {

    private BaselineReport() {}

    /** As lists show it. */
    static ObjectNode identity(Baselines baselines, PatchBaseline baseline) {
        ObjectNode identity = Answer.object();
        identity.put("BaselineId", baseline.reference());
        identity.put("BaselineName", baseline.content().name());
        identity.put("OperatingSystem", baseline.operatingSystem().name());
        if (baseline.content().description() != null) {
            identity.put("BaselineDescription", baseline.content().description());
        }
        identity.put("DefaultBaseline", baselines.isDefault(baseline));
        return identity;
    }

    /** All of it but the patch groups. */
    static ObjectNode whole(PatchBaseline baseline) {
        BaselineContent content = baseline.content();
        ObjectNode answer = Answer.object();
        answer.put("BaselineId", baseline.reference());
        answer.put("Name", content.name());
        answer.put("OperatingSystem", baseline.operatingSystem().name());
        answer.putObject("GlobalFilters").set("PatchFilters", filters(content.globalFilters()));
        ArrayNode rules = answer.putObject("ApprovalRules").putArray("PatchRules");
        content.rules().forEach(rule -> rules.add(rule(rule)));
        answer.set("ApprovedPatches", Answer.texts(content.approved()));
        answer.put("ApprovedPatchesComplianceLevel", content.approvedLevel().name());
        answer.put("ApprovedPatchesEnableNonSecurity", content.approvedNonSecurity());
        answer.set("RejectedPatches", Answer.texts(content.rejected()));
        answer.put("RejectedPatchesAction", content.blocksRejected() ? "BLOCK" : "ALLOW_AS_DEPENDENCY");
        Answer.putInstant(answer, "CreatedDate", baseline.created());
        Answer.putInstant(answer, "ModifiedDate", baseline.modified());
        if (content.description() != null) {
            answer.put("Description", content.description());
        }
        ArrayNode sources = answer.putArray("Sources");
        content.sources().forEach(source -> sources.add(source(source)));
        if (baseline.operatingSystem().isWindows()) {
            answer.put(
                    "AvailableSecurityUpdatesComplianceStatus",
                    content.availableSecurityUpdatesComply() ? "COMPLIANT" : "NON_COMPLIANT");
        }
        return answer;
    }

    private static ObjectNode rule(ApprovalRule rule) {
        ObjectNode answer = Answer.object();
        answer.putObject("PatchFilterGroup").set("PatchFilters", filters(rule.filters()));
        answer.put("ComplianceLevel", rule.complianceLevel().name());
        if (rule.approveAfterDays() != null) {
            answer.put("ApproveAfterDays", rule.approveAfterDays());
        }
        if (rule.approveUntil() != null) {
            answer.put("ApproveUntilDate", rule.approveUntil().toString());
        }
        answer.put("EnableNonSecurity", rule.enableNonSecurity());
        return answer;
    }

    private static ArrayNode filters(List<PatchFilter> filters) {
        ArrayNode answer = Answer.array();
        for (PatchFilter filter : filters) {
            answer.addObject().put("Key", filter.key()).set("Values", Answer.texts(filter.values()));
        }
        return answer;
    }

    private static ObjectNode source(PatchSource source) {
        ObjectNode answer = Answer.object();
        answer.put("Name", source.name());
        answer.set("Products", Answer.texts(source.products()));
        answer.put("Configuration", source.configuration());
        return answer;
    }
}
