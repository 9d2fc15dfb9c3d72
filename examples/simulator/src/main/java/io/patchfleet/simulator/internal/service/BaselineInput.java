package io.patchfleet.simulator.internal.service;

import io.patchfleet.simulator.internal.world.ApprovalRule;
import io.patchfleet.simulator.internal.world.BaselineContent;
import io.patchfleet.simulator.internal.world.ComplianceLevel;
import io.patchfleet.simulator.internal.world.OperatingSystem;
import io.patchfleet.simulator.internal.world.PatchFilter;
import io.patchfleet.simulator.internal.world.PatchProperties;
import io.patchfleet.simulator.internal.world.PatchSource;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what a patch baseline is to say, and refuses what AWS refuses. */
final class BaselineInput {

    /** The members that make up a baseline's content, in creating and in updating. */
    static final Set<String> CONTENT = Set.of(
            "Name",
            "Description",
            "GlobalFilters",
            "ApprovalRules",
            "ApprovedPatches",
            "ApprovedPatchesComplianceLevel",
            "ApprovedPatchesEnableNonSecurity",
            "RejectedPatches",
            "RejectedPatchesAction",
            "AvailableSecurityUpdatesComplianceStatus",
            "Sources");

    private final Input input;
    private final OperatingSystem operatingSystem;
    private final @Nullable BaselineContent before;

    private BaselineInput(Input input, OperatingSystem operatingSystem, @Nullable BaselineContent before) {
        this.input = input;
        this.operatingSystem = operatingSystem;
        this.before = before;
    }

    /** All that the request says; what it does not say has its default. */
    static BaselineContent whole(Input input, OperatingSystem operatingSystem) {
        return new BaselineInput(input, operatingSystem, null).content();
    }

    /** What was there before, changed where the request says something. */
    static BaselineContent changed(Input input, OperatingSystem operatingSystem, BaselineContent before) {
        return new BaselineInput(input, operatingSystem, before).content();
    }

    private BaselineContent content() {
        return new BaselineContent(
                given("Name", input::required, BaselineContent::name, ""),
                input.text("Description").orElse(before == null ? null : before.description()),
                given("GlobalFilters", this::filters, BaselineContent::globalFilters, List.of()),
                given("ApprovalRules", this::rules, BaselineContent::rules, List.of()),
                given("ApprovedPatches", input::texts, BaselineContent::approved, List.of()),
                given(
                        "ApprovedPatchesComplianceLevel",
                        member -> level(input, member),
                        BaselineContent::approvedLevel,
                        ComplianceLevel.UNSPECIFIED),
                given("ApprovedPatchesEnableNonSecurity", input::flag, BaselineContent::approvedNonSecurity, false),
                given("RejectedPatches", input::texts, BaselineContent::rejected, List.of()),
                given(
                        "RejectedPatchesAction",
                        member -> input.required(member).equals("BLOCK"),
                        BaselineContent::blocksRejected,
                        false),
                given(
                        "AvailableSecurityUpdatesComplianceStatus",
                        this::complies,
                        BaselineContent::availableSecurityUpdatesComply,
                        true),
                given("Sources", this::sources, BaselineContent::sources, List.of()));
    }

    private <T> T given(String member, Function<String, T> read, Function<BaselineContent, T> kept, T otherwise) {
        if (input.has(member)) {
            return read.apply(member);
        }
        return before == null ? otherwise : kept.apply(before);
    }

    private boolean complies(String member) {
        String status = input.required(member);
        if (!status.equals("COMPLIANT") && !status.equals("NON_COMPLIANT")) {
            // The artifact's model is older than this member, so the wire has not looked at its values.
            throw SsmRefusals.invalid("1 validation error detected: Value '" + status
                    + "' at 'availableSecurityUpdatesComplianceStatus' failed to satisfy constraint: Member must"
                    + " satisfy enum value set: [COMPLIANT, NON_COMPLIANT]");
        }
        return status.equals("COMPLIANT");
    }

    private List<PatchSource> sources(String member) {
        List<PatchSource> sources = new ArrayList<>();
        for (Input source : input.items(member)) {
            sources.add(new PatchSource(
                    source.required("Name"), source.texts("Products"), source.required("Configuration")));
        }
        return sources;
    }

    private List<ApprovalRule> rules(String member) {
        List<ApprovalRule> rules = new ArrayList<>();
        for (Input rule : input.object(member).items("PatchRules")) {
            rules.add(new ApprovalRule(
                    filters(rule.object("PatchFilterGroup")),
                    rule.has("ComplianceLevel") ? level(rule, "ComplianceLevel") : ComplianceLevel.UNSPECIFIED,
                    rule.has("ApproveAfterDays") ? (Integer) rule.number("ApproveAfterDays", 0) : null,
                    approveUntil(rule),
                    rule.flag("EnableNonSecurity")));
        }
        return rules;
    }

    /**
     * Days or a date; the documents want one of them everywhere but on the Debian family, which supports neither. AWS
     * takes them there nevertheless, as public configurations show, and makes nothing of them.
     */
    private @Nullable LocalDate approveUntil(Input rule) {
        String date = rule.text("ApproveUntilDate").orElse(null);
        boolean days = rule.has("ApproveAfterDays");
        // That it is refused is documented, the words are not.
        if (date != null && days) {
            throw SsmRefusals.invalid("ApproveAfterDays and ApproveUntilDate can't be specified together.");
        }
        if (date == null && !days && operatingSystem.family() != OperatingSystem.Family.DEBIAN) {
            throw SsmRefusals.invalid("Either ApproveAfterDays or ApproveUntilDate must be specified.");
        }
        try {
            return date == null ? null : LocalDate.parse(date);
        } catch (DateTimeException e) {
            throw SsmRefusals.invalid("Invalid ApproveUntilDate: " + date + ", the format is YYYY-MM-DD");
        }
    }

    private List<PatchFilter> filters(String member) {
        return filters(input.object(member));
    }

    private List<PatchFilter> filters(Input group) {
        List<PatchFilter> filters = new ArrayList<>();
        for (Input filter : group.items("PatchFilters")) {
            filters.add(new PatchFilter(filter.required("Key"), filter.texts("Values")));
        }
        String patchSet = filters.stream().anyMatch(BaselineInput::picksApplications) ? "APPLICATION" : "OS";
        filters.forEach(filter -> check(filter, patchSet));
        return filters;
    }

    private static boolean picksApplications(PatchFilter filter) {
        return filter.key().equals(PatchProperties.PATCH_SET) && filter.values().contains("APPLICATION");
    }

    private void check(PatchFilter filter, String patchSet) {
        Set<String> keys = PatchProperties.keys(operatingSystem);
        if (!keys.contains(filter.key())) {
            // Worded after the refusal of a value; AWS's own words for a key are not documented.
            throw SsmRefusals.invalid("Invalid Filter Key: " + filter.key() + " for OperatingSystem: " + operatingSystem
                    + ", valid keys are: " + String.join(", ", keys));
        }
        if (PatchProperties.open(filter.key())) {
            return;
        }
        List<String> values = PatchProperties.values(operatingSystem, filter.key(), patchSet);
        for (String value : filter.values()) {
            if (!value.equals(PatchProperties.ANY) && !values.contains(value)) {
                // AWS's words: hashicorp/terraform-provider-aws issue 18359.
                throw SsmRefusals.invalid("Invalid Filter Value: " + value + " for Key: " + filter.key()
                        + ", valid values are: " + String.join(", ", values));
            }
        }
    }

    private static ComplianceLevel level(Input input, String member) {
        return ComplianceLevel.valueOf(input.required(member));
    }
}
