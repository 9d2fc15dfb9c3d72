package io.patchfleet.simulator.internal.service;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The filters of compliance and inventory, of the form key, values, type: all of them have to fit. The two spell the
 * types differently.
 */
final class Conditions {

    private Conditions() {}

    /** What the {@code Filters} of the call keep; a key that is not among the attributes is refused. */
    static <T> Predicate<T> of(Input input, Map<String, Function<T, String>> attributes) {
        Predicate<T> kept = item -> true;
        for (Input filter : input.items("Filters")) {
            Function<T, String> attribute = attributes.get(filter.text("Key").orElse(""));
            if (attribute == null) {
                throw new AwsRefusal(
                        "InvalidFilter",
                        "The filter name isn't valid. Verify the you entered the correct name and try again.");
            }
            Predicate<String> fits = fits(filter, filter.texts("Values"));
            kept = kept.and(item -> fits.test(attribute.apply(item)));
        }
        return kept;
    }

    static Predicate<String> fits(Input filter, List<String> values) {
        String type = filter.text("Type").orElse("Equal");
        return switch (type) {
            case "EQUAL", "Equal" -> values::contains;
            case "NOT_EQUAL", "NotEqual" -> text -> !values.contains(text);
            case "BEGIN_WITH", "BeginWith" -> text -> values.stream().anyMatch(text::startsWith);
            case "LESS_THAN", "LessThan" -> text -> values.stream().anyMatch(value -> compare(text, value) < 0);
            case "GREATER_THAN", "GreaterThan" -> text -> values.stream().anyMatch(value -> compare(text, value) > 0);
            case "Exists" -> text -> !text.isEmpty();
            default -> throw filter.notPlayed("the filter type " + type);
        };
    }

    /** Counts are compared as numbers, though they travel as text. */
    private static int compare(String text, String value) {
        return text.matches("\\d{1,9}") && value.matches("\\d{1,9}")
                ? Integer.compare(Integer.parseInt(text), Integer.parseInt(value))
                : text.compareTo(value);
    }
}
