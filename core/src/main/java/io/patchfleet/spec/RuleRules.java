package io.patchfleet.spec;

import io.patchfleet.internal.spec.Problems;
import java.util.List;
import java.util.SortedMap;

/** What AWS allows an approval rule, whatever the operating system. */
final class RuleRules {

    private static final int MOST_FILTERS = 4;
    private static final int MOST_VALUES = 20;
    static final int LONGEST_VALUE = 64;
    private static final int MOST_DAYS = 360;

    private RuleRules() {}

    static void check(ApprovalRule rule, Problems problems) {
        filters(rule.filters(), problems.at("filters"));
        rule.afterDays()
                .ifPresent(days -> problems.at("afterDays")
                        .unless(days >= 0 && days <= MOST_DAYS, days, "0 to " + MOST_DAYS + " days"));
        problems.at("until")
                .unless(
                        rule.afterDays().isEmpty() || rule.until().isEmpty(),
                        rule.until().map(Object::toString).orElse(""),
                        "either afterDays or until, not both");
    }

    static void filters(SortedMap<String, List<String>> filters, Problems problems) {
        problems.unless(
                filters.size() <= MOST_FILTERS, filters.size() + " filters", "at most " + MOST_FILTERS + " filters");
        filters.forEach((key, values) -> {
            Problems place = problems.at(key);
            place.unless(
                    !values.isEmpty() && values.size() <= MOST_VALUES,
                    values.size() + " values",
                    "1 to " + MOST_VALUES + " values");
            values.forEach(value ->
                    place.unless(!value.isEmpty() && value.length() <= LONGEST_VALUE, value, "1 to 64 characters"));
        });
    }
}
