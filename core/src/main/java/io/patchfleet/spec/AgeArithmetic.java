package io.patchfleet.spec;

import io.patchfleet.internal.spec.FilterTable;
import io.patchfleet.spec.Environment.Freeze;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How old a patch can grow in one environment under one baseline. Worst comes to worst when a patch is approved just
 * after an opening, as many openings come to nothing as may, and the one that succeeds needs its whole window.
 */
final class AgeArithmetic {

    /** Every baseline of AWS's own waits so long, but for Debian's family. */
    private static final int DAYS_OF_AWS = 7;
    /** How many installs are looked at for the scan that follows them. */
    private static final int INSTALLS = 110;

    private final Environment environment;
    private final Duration limit;
    private final int failures;
    private final Instant now;

    AgeArithmetic(Environment environment, Duration limit, int failures, Instant now) {
        this.environment = environment;
        this.limit = limit;
        this.failures = failures;
        this.now = now;
    }

    Environment environment() {
        return environment;
    }

    Duration limit() {
        return limit;
    }

    int failures() {
        return failures;
    }

    /** What AWS's own baseline makes of it. */
    SpecCheck.AgeBudget ofAws() {
        return budget(Optional.empty(), Optional.of(Duration.ofDays(DAYS_OF_AWS)))
                .addRemarks("no baseline of this spec judges it; AWS's own wait " + DAYS_OF_AWS + " days, but for"
                        + " Debian's family")
                .build();
    }

    /** What a baseline makes of it; if that is too old, with what would have to be otherwise. */
    SpecCheck.AgeBudget of(PatchBaseline baseline) {
        ImmutableAgeBudget.Builder budget = budget(Optional.of(baseline.name()), delay(baseline));
        if (!FilterTable.delaySupported(baseline.operatingSystem())) {
            budget.addRemarks(baseline.operatingSystem() + " packages have no release dates: approved at once");
        }
        SpecCheck.AgeBudget worst = budget.build();
        if (worst.isKept()) {
            return worst;
        }
        AgeRemedies remedies = new AgeRemedies(this, baseline, worst);
        return budget.addAllRemarks(remedies.remarks())
                .addAllChanges(remedies.changes())
                .build();
    }

    /** The longest wait for an opening that succeeds; empty: there is none some day. */
    Optional<Duration> opening(int comingToNothing, List<Freeze> freezes) {
        return environment
                .installWindow()
                .flatMap(install -> new OpeningTimes(install.schedule(), freezes).longestWait(now, comingToNothing));
    }

    /** The longest of its rules; empty: what no rule approves, or none after some day, stays out for ever. */
    private static Optional<Duration> delay(PatchBaseline baseline) {
        boolean isBounded =
                baseline.rules().stream().allMatch(rule -> rule.until().isEmpty());
        OptionalInt days = baseline.rules().stream()
                .mapToInt(rule -> rule.afterDays().orElse(0))
                .max();
        return isBounded && days.isPresent() ? Optional.of(Duration.ofDays(days.getAsInt())) : Optional.empty();
    }

    private ImmutableAgeBudget.Builder budget(Optional<String> baseline, Optional<Duration> delay) {
        return ImmutableAgeBudget.builder()
                .environment(environment.name())
                .baseline(baseline)
                .delay(delay)
                .opening(opening(failures, environment.freezes()))
                .window(environment
                        .installWindow()
                        .map(MaintenanceWindow::duration)
                        .orElse(Duration.ZERO))
                .scan(environment.installWindow().flatMap(this::scan))
                .limit(limit);
    }

    /** From the end of an install to the end of the scan that follows it. */
    private Optional<Duration> scan(MaintenanceWindow install) {
        if (environment.scanWindow().isEmpty()) {
            return Optional.empty();
        }
        MaintenanceWindow scan = environment.scanWindow().get();
        Optional<Duration> wait = times(install).areKnown() && times(scan).areKnown()
                ? longestWaitAfter(install, scan)
                : times(scan).longestWait(now, 0);
        return wait.map(scan.duration()::plus);
    }

    private Optional<Duration> longestWaitAfter(MaintenanceWindow install, MaintenanceWindow scan) {
        Iterator<ZonedDateTime> scans = times(scan).after(now).iterator();
        Instant next = Instant.MIN;
        Duration longest = Duration.ZERO;
        for (ZonedDateTime opening : times(install).after(now).limit(INSTALLS).toList()) {
            Instant done = opening.toInstant().plus(install.duration());
            while (next.isBefore(done)) {
                if (!scans.hasNext()) {
                    return Optional.empty();
                }
                next = scans.next().toInstant();
            }
            Duration wait = Duration.between(done, next);
            longest = wait.compareTo(longest) > 0 ? wait : longest;
        }
        return Optional.of(longest);
    }

    private OpeningTimes times(MaintenanceWindow window) {
        return new OpeningTimes(window.schedule(), environment.freezes());
    }
}
