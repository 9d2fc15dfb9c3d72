package io.patchfleet.internal.aws;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** One object of JSON of a Resource Data Sync, by the names of its attributes in small letters; all values are texts. */
record SyncRow(Map<String, String> values) {

    /** A row that could not be read. */
    static final SyncRow ILLEGIBLE = new SyncRow(Map.of());

    SyncRow {
        Map<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(values);
        values = anyCase;
    }

    /** Empty where nothing is said. */
    String text(String attribute) {
        return values.getOrDefault(attribute, "").trim();
    }

    Optional<String> given(String attribute) {
        return Optional.of(text(attribute)).filter(text -> !text.isEmpty());
    }

    /** Empty where nothing is said, or no number. */
    OptionalInt number(String attribute) {
        try {
            return OptionalInt.of(Integer.parseInt(text(attribute)));
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }

    /** Empty where nothing is said, or no instant; AWS's documents show {@code 2021-11-02T04:17:28Z}. */
    Optional<Instant> instant(String attribute) {
        try {
            return given(attribute).map(Instant::parse);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
