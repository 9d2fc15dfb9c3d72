package io.patchfleet.internal.run;

import io.patchfleet.internal.call.Place;
import io.patchfleet.model.AwsFailure;
import io.patchfleet.model.Gap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What a run could not read or do, each of it once. For any thread. */
final class Gaps {

    private final Map<String, Gap> noted = new ConcurrentHashMap<>();

    void add(Gap gap) {
        noted.putIfAbsent(gap.toString(), gap);
    }

    /** Notes only the first of several failures that differ in their words alone. */
    void note(Place place, String what, AwsFailure failure) {
        noted.putIfAbsent(
                place.scope() + what + failure.operation() + failure.code(),
                Gap.in(place.scope(), what, Optional.of(failure)));
    }

    List<Gap> all() {
        return noted.values().stream().distinct().sorted().toList();
    }
}
