package io.patchfleet.spec;

import io.patchfleet.internal.spec.AwsNames;
import io.patchfleet.internal.spec.FilterTable;
import io.patchfleet.internal.spec.FilterTable.Certainty;
import io.patchfleet.internal.spec.Problems;
import io.patchfleet.model.OperatingSystem;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/** What AWS allows a baseline for its operating system. */
final class BaselineRules {

    private static final String OF_AWS = "AWS-";

    private static final int LONGEST_TEXT = 1024;
    private static final int MOST_RULES = 10;
    private static final int MOST_PATCHES = 50;
    private static final int LONGEST_PATCH = 100;
    private static final int MOST_SOURCES = 20;
    private static final int MOST_PRODUCTS = 20;
    private static final int LONGEST_PRODUCT = 128;

    private final PatchBaseline baseline;
    private final OperatingSystem system;
    private final Problems problems;

    private BaselineRules(PatchBaseline baseline, Problems problems) {
        this.baseline = baseline;
        this.system = baseline.operatingSystem();
        this.problems = problems;
    }

    static void check(PatchBaseline baseline, Problems problems) {
        BaselineRules rules = new BaselineRules(baseline, problems);
        AwsNames.RESOURCE.check(baseline.name(), problems);
        // AWS's pages do not say whether it takes such a name. Its own baselines are known by it.
        problems.unless(
                !baseline.name().startsWith(OF_AWS),
                baseline.name(),
                "a name that does not begin with " + OF_AWS + ", as those of AWS's own baselines do");
        baseline.description().ifPresent(text -> length(text, LONGEST_TEXT, problems.at("description")));
        rules.approvals();
        RuleRules.filters(baseline.globalFilters(), problems.at("globalFilters"));
        rules.filters(baseline.globalFilters(), problems.at("globalFilters"));
        rules.lists();
        rules.sources();
        rules.onlySomeSystems();
    }

    private void approvals() {
        List<ApprovalRule> rules = baseline.rules();
        Problems place = problems.at("rules");
        place.unless(rules.size() <= MOST_RULES, rules.size() + " rules", "at most " + MOST_RULES + " rules");
        for (int i = 0; i < rules.size(); i++) {
            ApprovalRule rule = rules.get(i);
            RuleRules.check(rule, place.at(i));
            filters(rule.filters(), place.at(i).at("filters"));
            delay(rule, place.at(i));
            place.at(i)
                    .at("nonSecurity")
                    .unless(!rule.nonSecurity() || FilterTable.nonSecuritySupported(system), true, onlyLinux());
        }
    }

    private void delay(ApprovalRule rule, Problems place) {
        if (FilterTable.delaySupported(system)) {
            place.at("afterDays")
                    .unless(
                            rule.afterDays().isPresent() || rule.until().isPresent(),
                            "",
                            "0 to 360 days, or until: a rule says when it approves");
        } else {
            String allowed = "nothing for " + system
                    + ", whose packages have no dependable release dates: AWS approves what matches at once";
            rule.afterDays().ifPresent(days -> place.at("afterDays").add(days, allowed));
            rule.until().ifPresent(day -> place.at("until").add(day, allowed));
        }
    }

    private void filters(SortedMap<String, List<String>> filters, Problems place) {
        filters.forEach((key, values) -> {
            FilterTable.Verdict known = FilterTable.key(system, key);
            place.at(key).unless(known.certainty() == Certainty.ALLOWED, key, "for " + system + ": " + known.help());
            if (known.certainty() == Certainty.ALLOWED) {
                values.forEach(value -> value(key, value, place.at(key)));
            }
        });
    }

    /** What AWS may or may not know is for it to say. */
    private void value(String key, String value, Problems place) {
        FilterTable.Verdict known = FilterTable.value(system, key, value);
        boolean hasLength = !value.isEmpty() && value.length() <= RuleRules.LONGEST_VALUE;
        place.unless(
                known.certainty() != Certainty.REFUSED || !hasLength, value, "for " + system + ": " + known.help());
    }

    private void lists() {
        patches(baseline.approvedPatches(), problems.at("approvedPatches"));
        patches(baseline.rejectedPatches(), problems.at("rejectedPatches"));
        Set<String> rejected = new HashSet<>(baseline.rejectedPatches());
        for (int i = 0; i < baseline.approvedPatches().size(); i++) {
            String patch = baseline.approvedPatches().get(i);
            problems.at("approvedPatches")
                    .at(i)
                    .unless(
                            !rejected.contains(patch),
                            patch,
                            "a patch that is not among the rejectedPatches, which AWS lets win");
        }
    }

    private static void patches(List<String> patches, Problems place) {
        place.unless(
                patches.size() <= MOST_PATCHES, patches.size() + " patches", "at most " + MOST_PATCHES + " patches");
        for (int i = 0; i < patches.size(); i++) {
            length(patches.get(i), LONGEST_PATCH, place.at(i));
        }
    }

    private void sources() {
        List<PatchSource> sources = baseline.sources();
        Problems place = problems.at("sources");
        place.unless(sources.size() <= MOST_SOURCES, sources.size() + " sources", "at most " + MOST_SOURCES);
        Set<String> names = new HashSet<>();
        for (int i = 0; i < sources.size(); i++) {
            PatchSource source = sources.get(i);
            AwsNames.SOURCE.check(source.name(), place.at(i).at("name"));
            place.at(i)
                    .at("name")
                    .unless(names.add(source.name()), source.name(), "a name of its own; another source has this one");
            products(source.products(), place.at(i).at("products"));
            // Not shown: passwords may stand in it.
            int length = source.configuration().length();
            place.at(i)
                    .at("configuration")
                    .unless(length >= 1 && length <= LONGEST_TEXT, length + " characters", "1 to 1024 characters");
        }
    }

    private static void products(List<String> products, Problems place) {
        place.unless(
                !products.isEmpty() && products.size() <= MOST_PRODUCTS,
                products.size() + " products",
                "1 to " + MOST_PRODUCTS + " products; * for all");
        for (int i = 0; i < products.size(); i++) {
            length(products.get(i), LONGEST_PRODUCT, place.at(i));
        }
    }

    /** What AWS takes for every operating system and heeds for some. */
    private void onlySomeSystems() {
        problems.at("approvedPatchesNonSecurity")
                .unless(
                        !baseline.approvedPatchesNonSecurity() || FilterTable.nonSecuritySupported(system),
                        true,
                        onlyLinux());
        problems.at("sources")
                .unless(
                        baseline.sources().isEmpty() || FilterTable.sourcesSupported(system),
                        baseline.sources().size() + " sources",
                        onlyLinux());
        baseline.availableSecurityUpdates()
                .filter(status -> !FilterTable.securityUpdatesStatusSupported(system))
                .ifPresent(status -> problems.at("availableSecurityUpdates")
                        .add(status, "nothing for " + system + ": AWS heeds it for WINDOWS alone"));
    }

    private String onlyLinux() {
        return "nothing for " + system + ": AWS heeds it for Linux alone";
    }

    private static void length(String text, int most, Problems place) {
        place.unless(!text.isEmpty() && text.length() <= most, text, "1 to " + most + " characters");
    }
}
