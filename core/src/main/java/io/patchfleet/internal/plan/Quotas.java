package io.patchfleet.internal.plan;

import io.patchfleet.internal.aws.OwnBaselines.Identity;
import io.patchfleet.model.Problem;
import io.patchfleet.model.Scope;
import io.patchfleet.spec.Environment;
import io.patchfleet.spec.FleetSpec;
import io.patchfleet.spec.PatchBaseline;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How many of its resources AWS lets an account have in a Region, together with those that are there already. AWS
 * raises these numbers on request and tells nobody here; where more are there already it has.
 *
 * @see <a href="https://docs.aws.amazon.com/general/latest/gr/ssm.html">Systems Manager endpoints and quotas</a>
 */
record Quotas(FleetSpec declared, Scope scope) {

    private static final int WINDOWS = 50;
    private static final int BASELINES = 50;

    /**
     * Looks at each of them.
     *
     * @param refused gets what AWS refuses, as far as can be told
     * @param raised gets what it can be seen to have raised the quota for, though not to what
     */
    void check(OtherWindows.Found windows, List<Identity> baselines, List<Problem> refused, List<Problem> raised) {
        long moreWindows = declared.environments().stream()
                .flatMap(this::windows)
                .filter(name -> !windows.names().contains(name))
                .count();
        of("environments", "maintenance windows", WINDOWS, windows.count(), moreWindows)
                .ifPresent((windows.count() > WINDOWS ? raised : refused)::add);
        Set<String> there = baselines.stream()
                .filter(baseline -> !baseline.isOfAws())
                .map(Identity::name)
                .collect(Collectors.toSet());
        long moreBaselines = declared.baselines().stream()
                .map(PatchBaseline::name)
                .filter(name -> !there.contains(name))
                .count();
        long count = baselines.stream().filter(baseline -> !baseline.isOfAws()).count();
        of("baselines", "patch baselines", BASELINES, count, moreBaselines)
                .ifPresent((count > BASELINES ? raised : refused)::add);
    }

    private Stream<String> windows(Environment environment) {
        return Stream.concat(
                environment.installWindow().map(w -> WindowNames.install(declared, environment)).stream(),
                environment.scanWindow().map(w -> WindowNames.scan(declared, environment)).stream());
    }

    private Optional<Problem> of(String path, String what, int most, long there, long more) {
        return more == 0 || there + more <= most
                ? Optional.empty()
                : Optional.of(new Problem(
                        path,
                        more + " " + what + " more in " + scope,
                        "at most " + most + " of them, unless AWS raised the quota: " + there + " are there already"));
    }
}
