package io.patchfleet.internal.plan;

import io.patchfleet.internal.spec.AwsNames;
import io.patchfleet.internal.spec.Problems;
import io.patchfleet.model.InvalidInputException;
import io.patchfleet.model.Problem;
import io.patchfleet.plan.Change;
import io.patchfleet.spec.FleetSpec;
import io.patchfleet.spec.FleetSpec.Declared;
import io.patchfleet.spi.ResourceKind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** All kinds of resources that a fleet can be declared to have. */
public final class Kinds {

    /** In the order in which resources need each other. */
    private static final List<Family> CORE = List.of(new BaselineFamily(), new WindowFamily(), new NoticeFamily());

    private final List<ResourceKind> contributed;
    private final List<Family> families;

    /**
     * Kinds beside those of core.
     *
     * @throws InvalidInputException if the name of one is not written as a kind's, or taken
     */
    public Kinds(List<ResourceKind> contributed) {
        this.contributed = List.copyOf(contributed);
        this.families = new ArrayList<>(CORE);
        contributed.forEach(this::add);
    }

    private void add(ResourceKind kind) {
        Problems problems = Problems.none();
        AwsNames.KIND.check(kind.name(), problems.at("kind"));
        problems.at("kind")
                .unless(
                        families.stream().noneMatch(other -> other.kinds().contains(kind.name())),
                        kind.name(),
                        "a name that no other kind has");
        problems.throwIfAny();
        families.add(new KindFamily(kind));
    }

    List<Family> families() {
        return families;
    }

    boolean hangsOnTime(Change change) {
        return families.stream().anyMatch(family -> family.hangsOnTime(change.kind()));
    }

    /**
     * Holds what a spec declares, wherever, against the kinds.
     *
     * @throws InvalidInputException if a kind is not known, or finds something wrong
     */
    void refuseUnlessKnown(FleetSpec spec) {
        Set<Problem> problems = new LinkedHashSet<>();
        spec.variations().stream()
                .flatMap(variation -> variation.resources().stream())
                .distinct()
                .forEach(declared -> problems.addAll(problems(declared)));
        if (!problems.isEmpty()) {
            throw new InvalidInputException(List.copyOf(problems));
        }
    }

    private List<Problem> problems(Declared declared) {
        String path = "resources." + declared.kind();
        Optional<ResourceKind> kind = contributed.stream()
                .filter(one -> one.name().equals(declared.kind()))
                .findFirst();
        return kind.map(known -> known.check(declared).stream()
                        .map(problem -> new Problem(
                                path + "." + declared.name() + "." + problem.path(),
                                problem.value(),
                                problem.allowed()))
                        .toList())
                .orElseGet(() -> List.of(new Problem(
                        path,
                        declared.kind(),
                        "a kind that the fleet was given with PatchFleet.builder().kind(…): "
                                + contributed.stream().map(ResourceKind::name).collect(Collectors.joining(", ")))));
    }
}
