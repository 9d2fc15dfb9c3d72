package io.patchfleet.internal.aws;

import io.patchfleet.internal.call.AwsCall;
import io.patchfleet.internal.call.Caller;
import io.patchfleet.internal.call.Errand;
import io.patchfleet.internal.call.Pages;
import io.patchfleet.internal.call.Place;
import io.patchfleet.model.ContentHash;
import io.patchfleet.model.OperatingSystem;
import io.patchfleet.spec.ApprovalRule;
import io.patchfleet.spec.PatchBaseline;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.CreatePatchBaselineRequest;
import software.amazon.awssdk.services.ssm.model.DescribePatchBaselinesResponse;
import software.amazon.awssdk.services.ssm.model.DescribePatchGroupsResponse;
import software.amazon.awssdk.services.ssm.model.GetPatchBaselineResponse;
import software.amazon.awssdk.services.ssm.model.PatchBaselineIdentity;
import software.amazon.awssdk.services.ssm.model.PatchFilter;
import software.amazon.awssdk.services.ssm.model.PatchFilterGroup;
import software.amazon.awssdk.services.ssm.model.PatchGroupPatchBaselineMapping;
import software.amazon.awssdk.services.ssm.model.PatchRule;
import software.amazon.awssdk.services.ssm.model.PatchRuleGroup;
import software.amazon.awssdk.services.ssm.model.PatchSource;
import software.amazon.awssdk.services.ssm.model.ResourceTypeForTagging;

/** Patch baselines as they are declared: read whole, made, changed, registered and taken away. */
public final class OwnBaselines {

    /** The largest page that Systems Manager gives of either. */
    private static final int PAGE = 100;

    private static final Pages<SsmClient, DescribePatchBaselinesResponse> ALL = new Pages<>(
            token -> AwsCall.reading(
                    SsmClient.class,
                    "ssm:DescribePatchBaselines",
                    ssm -> ssm.describePatchBaselines(r -> r.maxResults(PAGE).nextToken(token))),
            DescribePatchBaselinesResponse::nextToken);

    private static final Pages<SsmClient, DescribePatchGroupsResponse> GROUPS = new Pages<>(
            token -> AwsCall.reading(
                    SsmClient.class,
                    "ssm:DescribePatchGroups",
                    ssm -> ssm.describePatchGroups(r -> r.maxResults(PAGE).nextToken(token))),
            DescribePatchGroupsResponse::nextToken);

    private OwnBaselines() {}

    /** All baselines that there are, AWS's own included. */
    public static CompletableFuture<List<Identity>> list(Caller caller, Place place, Errand errand) {
        List<Identity> found = new ArrayList<>();
        return ALL.read(
                        caller,
                        place,
                        errand,
                        page -> page.baselineIdentities()
                                .forEach(baseline -> Identity.of(baseline).ifPresent(found::add)))
                .thenApply(done -> found);
    }

    /** Which patch group holds which baseline. */
    public static CompletableFuture<List<Registration>> registrations(Caller caller, Place place, Errand errand) {
        List<Registration> found = new ArrayList<>();
        return GROUPS.read(
                        caller,
                        place,
                        errand,
                        page -> page.mappings()
                                .forEach(mapping -> Registration.of(mapping).ifPresent(found::add)))
                .thenApply(done -> found);
    }

    /** What a baseline says, as flat text. */
    public static CompletableFuture<SortedMap<String, String>> content(
            Caller caller, Place place, Errand errand, String id) {
        return caller.call(
                place,
                AwsCall.reading(
                        SsmClient.class,
                        "ssm:GetPatchBaseline",
                        ssm -> fields(ssm.getPatchBaseline(r -> r.baselineId(id)))),
                errand);
    }

    /** What a declared baseline says, in the same form. */
    public static SortedMap<String, String> content(PatchBaseline baseline) {
        return fields(request(baseline).build());
    }

    /** Makes one; gives its id. The token lets AWS know a repeated call. */
    public static AwsCall<SsmClient, String> create(PatchBaseline baseline, Map<String, String> tags, String token) {
        CreatePatchBaselineRequest request =
                request(baseline).tags(SsmTags.of(tags)).clientToken(token).build();
        return AwsCall.repeatable(
                SsmClient.class,
                "ssm:CreatePatchBaseline",
                "patch baseline " + baseline.name(),
                ssm -> ssm.createPatchBaseline(request).baselineId());
    }

    /** Gives one the declared content, whole: what is not declared is taken away. */
    public static AwsCall<SsmClient, ?> update(String id, PatchBaseline baseline) {
        CreatePatchBaselineRequest content = request(baseline).build();
        return AwsCall.repeatable(
                SsmClient.class,
                "ssm:UpdatePatchBaseline",
                "patch baseline " + baseline.name() + " (" + id + ")",
                ssm -> ssm.updatePatchBaseline(r -> r.baselineId(id)
                        .replace(true)
                        .name(content.name())
                        .description(content.description())
                        .globalFilters(content.globalFilters())
                        .approvalRules(content.approvalRules())
                        .approvedPatches(content.approvedPatches())
                        .approvedPatchesComplianceLevel(content.approvedPatchesComplianceLevel())
                        .approvedPatchesEnableNonSecurity(content.approvedPatchesEnableNonSecurity())
                        .rejectedPatches(content.rejectedPatches())
                        .rejectedPatchesAction(content.rejectedPatchesAction())
                        .sources(content.sources())
                        .availableSecurityUpdatesComplianceStatus(content.availableSecurityUpdatesComplianceStatus())));
    }

    public static AwsCall<SsmClient, ?> delete(String id, String name) {
        return AwsCall.repeatable(
                SsmClient.class,
                "ssm:DeletePatchBaseline",
                "patch baseline " + name + " (" + id + ")",
                ssm -> ssm.deletePatchBaseline(r -> r.baselineId(id)));
    }

    public static AwsCall<SsmClient, ?> register(String group, String id) {
        return AwsCall.repeatable(
                SsmClient.class,
                "ssm:RegisterPatchBaselineForPatchGroup",
                "patch group " + group + " with baseline " + id,
                ssm -> ssm.registerPatchBaselineForPatchGroup(
                        r -> r.patchGroup(group).baselineId(id)));
    }

    public static AwsCall<SsmClient, ?> deregister(String group, String id) {
        return AwsCall.repeatable(
                SsmClient.class,
                "ssm:DeregisterPatchBaselineForPatchGroup",
                "patch group " + group + " from baseline " + id,
                ssm -> ssm.deregisterPatchBaselineForPatchGroup(
                        r -> r.patchGroup(group).baselineId(id)));
    }

    public static AwsCall<SsmClient, ?> registerDefault(String id) {
        return AwsCall.repeatable(
                SsmClient.class,
                "ssm:RegisterDefaultPatchBaseline",
                "default baseline " + id,
                ssm -> ssm.registerDefaultPatchBaseline(r -> r.baselineId(id)));
    }

    public static CompletableFuture<SortedMap<String, String>> tags(
            Caller caller, Place place, Errand errand, String id) {
        return caller.call(place, SsmTags.list(ResourceTypeForTagging.PATCH_BASELINE, id), errand);
    }

    public static AwsCall<SsmClient, ?> untag(String id, Collection<String> keys) {
        return SsmTags.remove(ResourceTypeForTagging.PATCH_BASELINE, id, keys);
    }

    public static AwsCall<SsmClient, ?> tag(String id, Map<String, String> tags) {
        return SsmTags.add(ResourceTypeForTagging.PATCH_BASELINE, id, tags);
    }

    private static CreatePatchBaselineRequest.Builder request(PatchBaseline baseline) {
        CreatePatchBaselineRequest.Builder request = CreatePatchBaselineRequest.builder()
                .name(baseline.name())
                .operatingSystem(baseline.operatingSystem().name())
                .description(baseline.description().orElse(null))
                .approvalRules(
                        PatchRuleGroup.builder().patchRules(rules(baseline)).build())
                .approvedPatches(baseline.approvedPatches())
                .approvedPatchesComplianceLevel(baseline.approvedPatchesLevel().name())
                .rejectedPatches(baseline.rejectedPatches())
                .rejectedPatchesAction(baseline.rejectedAction().name())
                .availableSecurityUpdatesComplianceStatus(
                        baseline.availableSecurityUpdates().map(Enum::name).orElse(null))
                .sources(baseline.sources().stream()
                        .map(source -> PatchSource.builder()
                                .name(source.name())
                                .products(source.products())
                                .configuration(source.configuration())
                                .build())
                        .toList());
        if (!baseline.globalFilters().isEmpty()) {
            request.globalFilters(filters(baseline.globalFilters()));
        }
        if (baseline.approvedPatchesNonSecurity()) {
            request.approvedPatchesEnableNonSecurity(true);
        }
        return request;
    }

    private static List<PatchRule> rules(PatchBaseline baseline) {
        return baseline.rules().stream().map(OwnBaselines::rule).toList();
    }

    private static PatchRule rule(ApprovalRule rule) {
        PatchRule.Builder made = PatchRule.builder()
                .patchFilterGroup(filters(rule.filters()))
                .complianceLevel(rule.complianceLevel().name())
                .approveUntilDate(rule.until().map(LocalDate::toString).orElse(null));
        rule.afterDays().ifPresent(made::approveAfterDays);
        if (rule.nonSecurity()) {
            made.enableNonSecurity(true);
        }
        return made.build();
    }

    private static PatchFilterGroup filters(Map<String, List<String>> filters) {
        return PatchFilterGroup.builder()
                .patchFilters(filters.entrySet().stream()
                        .map(filter -> PatchFilter.builder()
                                .key(filter.getKey())
                                .values(filter.getValue())
                                .build())
                        .toList())
                .build();
    }

    private static SortedMap<String, String> fields(CreatePatchBaselineRequest baseline) {
        return new Fields()
                .put("description", baseline.description())
                .putAll("globalFilters.", of(baseline.globalFilters()))
                .putAll("", ofRules(baseline.approvalRules()))
                .putSet("approvedPatches", baseline.approvedPatches())
                .putUnless("UNSPECIFIED", "approvedPatchesLevel", baseline.approvedPatchesComplianceLevelAsString())
                .putUnless("false", "approvedPatchesNonSecurity", baseline.approvedPatchesEnableNonSecurity())
                .putSet("rejectedPatches", baseline.rejectedPatches())
                .putUnless("ALLOW_AS_DEPENDENCY", "rejectedAction", baseline.rejectedPatchesActionAsString())
                .put("availableSecurityUpdates", baseline.availableSecurityUpdatesComplianceStatusAsString())
                .putAll("", ofSources(baseline.sources()))
                .values();
    }

    private static SortedMap<String, String> fields(GetPatchBaselineResponse baseline) {
        return new Fields()
                .put("description", baseline.description())
                .putAll("globalFilters.", of(baseline.globalFilters()))
                .putAll("", ofRules(baseline.approvalRules()))
                .putSet("approvedPatches", baseline.approvedPatches())
                .putUnless("UNSPECIFIED", "approvedPatchesLevel", baseline.approvedPatchesComplianceLevelAsString())
                .putUnless("false", "approvedPatchesNonSecurity", baseline.approvedPatchesEnableNonSecurity())
                .putSet("rejectedPatches", baseline.rejectedPatches())
                .putUnless("ALLOW_AS_DEPENDENCY", "rejectedAction", baseline.rejectedPatchesActionAsString())
                .put("availableSecurityUpdates", baseline.availableSecurityUpdatesComplianceStatusAsString())
                .putAll("", ofSources(baseline.sources()))
                .values();
    }

    private static SortedMap<String, String> ofRules(@Nullable PatchRuleGroup group) {
        List<PatchRule> rules = group == null ? List.of() : group.patchRules();
        Fields fields = new Fields();
        for (int i = 0; i < rules.size(); i++) {
            PatchRule rule = rules.get(i);
            String path = "rules[" + i + "].";
            fields.putAll(path + "filters.", of(rule.patchFilterGroup()))
                    .put(path + "afterDays", rule.approveAfterDays())
                    .put(path + "until", rule.approveUntilDate())
                    .putUnless("false", path + "nonSecurity", rule.enableNonSecurity())
                    // Also a rule without a filter leaves this trace.
                    .put(path + "complianceLevel", orUnspecified(rule.complianceLevelAsString()));
        }
        return fields.values();
    }

    private static String orUnspecified(@Nullable String level) {
        return level == null ? "UNSPECIFIED" : level;
    }

    private static SortedMap<String, String> of(@Nullable PatchFilterGroup group) {
        Fields fields = new Fields();
        if (group != null) {
            group.patchFilters()
                    .forEach(filter ->
                            fields.putSet(Objects.requireNonNullElse(filter.keyAsString(), ""), filter.values()));
        }
        return fields.values();
    }

    private static SortedMap<String, String> ofSources(Collection<PatchSource> sources) {
        Fields fields = new Fields();
        for (PatchSource source : sources) {
            fields.putSet("sources." + source.name() + ".products", source.products())
                    .put("sources." + source.name() + ".configuration", hidden(source.configuration()));
        }
        return fields.values();
    }

    /** AWS holds it to be a secret, because repositories' passwords stand in it. */
    private static @Nullable String hidden(@Nullable String configuration) {
        return configuration == null ? null : "(not shown) " + ContentHash.of(configuration);
    }

    /**
     * A baseline that there is.
     *
     * @param id without the ARN that AWS's own come with
     * @param reference as AWS gave it: calls about AWS's own baselines want the ARN
     * @param isDefault whether it judges the nodes that are in no patch group
     */
    public record Identity(
            String id, String reference, String name, OperatingSystem operatingSystem, boolean isDefault) {

        /** Whether AWS made it. */
        public boolean isOfAws() {
            return name.startsWith("AWS-");
        }

        private static Optional<Identity> of(PatchBaselineIdentity baseline) {
            return Optional.ofNullable(baseline.operatingSystemAsString())
                    .flatMap(OperatingSystem::named)
                    .filter(system -> baseline.baselineId() != null)
                    .map(system -> new Identity(
                            Baselines.idOf(baseline.baselineId()),
                            baseline.baselineId(),
                            Objects.requireNonNullElse(baseline.baselineName(), ""),
                            system,
                            Boolean.TRUE.equals(baseline.defaultBaseline())));
        }
    }

    /** A patch group and the baseline that judges its nodes of one operating system. */
    public record Registration(String group, Identity baseline) {

        private static Optional<Registration> of(PatchGroupPatchBaselineMapping mapping) {
            return Optional.ofNullable(mapping.baselineIdentity())
                    .flatMap(Identity::of)
                    .filter(baseline -> mapping.patchGroup() != null)
                    .map(baseline -> new Registration(mapping.patchGroup(), baseline));
        }
    }
}
