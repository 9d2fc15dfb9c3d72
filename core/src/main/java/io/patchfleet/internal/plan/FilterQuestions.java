package io.patchfleet.internal.plan;

import io.patchfleet.internal.aws.PatchWords;
import io.patchfleet.internal.call.CallFailedException;
import io.patchfleet.internal.call.Errand;
import io.patchfleet.internal.call.Place;
import io.patchfleet.internal.fleet.FleetWork;
import io.patchfleet.model.Gap;
import io.patchfleet.model.OperatingSystem;
import io.patchfleet.model.Problem;
import io.patchfleet.spec.SpecCheck.UnlistedValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Asks AWS for the filter values that its pages do not list. One scope is asked: the words are the same everywhere. */
final class FilterQuestions {

    private static final int MOST_PRINTED = 12;

    private final FleetWork work;
    private final Place place;
    private final Errand errand;
    private final Map<Question, CompletableFuture<Set<String>>> asked = new HashMap<>();

    FilterQuestions(FleetWork work, Place place, Errand errand) {
        this.work = work;
        this.place = place;
        this.errand = errand;
    }

    /** Never fails: what could not be asked is a gap, and its problem stays. */
    CompletableFuture<Answers> ask(List<UnlistedValue> values) {
        List<UnlistedValue> open = values.stream()
                .filter(value -> PatchWords.canBeAsked(value.key()))
                .toList();
        open.forEach(value -> asked.computeIfAbsent(
                Question.about(value),
                question -> PatchWords.of(work.caller(), place, errand, question.system(), question.key())));
        return CompletableFuture.allOf(asked.values().toArray(CompletableFuture[]::new))
                .thenApply(done -> {
                    Answers answers = new Answers(new ArrayList<>(), new ArrayList<>(), List.of());
                    for (UnlistedValue value : open) {
                        answers.settled().add(value.problem());
                        answer(value).ifPresent(answers.wrong()::add);
                    }
                    return answers;
                })
                .exceptionally(thrown -> new Answers(List.of(), List.of(), List.of(unknown(thrown))));
    }

    private Gap unknown(Throwable thrown) {
        return Gap.in(
                place.scope(),
                "AWS could not be asked for the values of filters",
                Optional.of(CallFailedException.of(thrown).failure()));
    }

    /** What is wrong about a value after all. */
    private Optional<Problem> answer(UnlistedValue value) {
        Set<String> words = Optional.ofNullable(asked.get(Question.about(value)))
                .map(CompletableFuture::join)
                .orElse(Set.of());
        return words.contains(value.value())
                ? Optional.empty()
                : Optional.of(new Problem(
                        value.problem().path(),
                        value.value(),
                        "one of those that AWS lists in " + place.scope() + ": " + some(words)));
    }

    private static String some(Set<String> words) {
        String first = words.stream().limit(MOST_PRINTED).collect(Collectors.joining(", "));
        return words.isEmpty()
                ? "none"
                : first + (words.size() > MOST_PRINTED ? " and " + (words.size() - MOST_PRINTED) + " more" : "");
    }

    private record Question(OperatingSystem system, String key) {

        static Question about(UnlistedValue value) {
            return new Question(value.operatingSystem(), value.key());
        }
    }

    /**
     * What AWS said.
     *
     * @param settled problems that were questions
     * @param wrong values that AWS does not know
     */
    record Answers(List<Problem> settled, List<Problem> wrong, List<Gap> gaps) {

        static final Answers NONE = new Answers(List.of(), List.of(), List.of());
    }
}
