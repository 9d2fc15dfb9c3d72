package io.patchfleet.spec;

import io.patchfleet.model.Gap;
import io.patchfleet.model.OperatingSystem;
import io.patchfleet.model.Problem;
import io.patchfleet.model.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.immutables.value.Value;

/**
 * What can be said of a spec before anything is created: whether it can keep patches from growing old, when its windows
 * open, and what looks like a mistake although AWS would take it.
 *
 * @see FleetSpec#check(Duration, Instant)
 */
@SuppressWarnings("exports") // the annotations on nested values are gone when users compile
public interface SpecCheck {

    /** The spec's name. */
    String spec();

    /** The moment from which openings are told. */
    Instant at();

    /** How old a patch that AWS has approved by rule may grow before it is installed: its age counts from its release. */
    Duration maxAge();

    /** How many openings in a row may come to nothing. */
    int toleratedFailures();

    /**
     * What is worth a look. Nothing of it is refused: AWS takes it, or it hangs on the calendar, which a spec does not
     * know when it is built.
     */
    List<Problem> problems();

    /**
     * Those of the problems for which the check fails: AWS would refuse what is declared, or it would come to nothing.
     * They show only where the fleet was looked at; none, where it was not.
     */
    List<Problem> errors();

    /** Those of the problems that AWS itself can answer; none once it was asked. */
    List<UnlistedValue> unlistedValues();

    /** The next openings of each window, for each variation of it. */
    List<Openings> openings();

    /** What becomes of the age, for each environment and each baseline that judges it, and for each variation of them. */
    List<AgeBudget> ageBudgets();

    /** What could not be read of the fleet, where it was asked; none, where it was not. */
    List<Gap> gaps();

    /** Whether the age is kept everywhere. Without an environment nothing is installed, and no age is kept. */
    default boolean isKept() {
        return !ageBudgets().isEmpty() && ageBudgets().stream().allMatch(AgeBudget::isKept);
    }

    /**
     * The same, with what was found out about the fleet.
     *
     * @param settled which of the problems are none after all
     * @param wrong for what the check fails, beside what is known already
     * @param more what else is worth a look, beside what is known already
     * @param unread what could not be read
     * @return the check with all of it
     */
    default SpecCheck completed(
            Collection<Problem> settled, List<Problem> wrong, List<Problem> more, List<Gap> unread) {
        List<Problem> left = new ArrayList<>(problems());
        left.removeAll(settled);
        left.addAll(wrong);
        left.addAll(more);
        return ImmutableSpecCheckValue.builder()
                .from(this)
                .problems(left)
                .addAllErrors(wrong)
                .unlistedValues(List.of())
                .addAllGaps(unread)
                .build();
    }

    /**
     * A value of a filter that AWS's pages do not list, while they do not say either that they list all.
     *
     * @param problem how it stands among {@link #problems()}
     * @param operatingSystem of the baseline
     * @param key the filter's key
     * @param value the value
     * @see <a href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribePatchProperties.html">
     *     DescribePatchProperties, which lists them</a>
     */
    record UnlistedValue(Problem problem, OperatingSystem operatingSystem, String key, String value) {

        UnlistedValue with(Problem located) {
            return new UnlistedValue(located, operatingSystem, key, value);
        }
    }

    /** Which of an environment's windows. */
    enum Kind {
        /** The one in which nodes are patched. */
        INSTALL,
        /** The one in which nodes are looked at. */
        SCAN
    }

    /** When a window opens. */
    @Value.Immutable
    interface Openings {

        /** Whose window. */
        String environment();

        /** Which of its windows. */
        Kind kind();

        /** In which accounts and Regions, in words; empty: everywhere else. */
        Optional<String> where();

        /** Its schedule, whose zone the openings are in. */
        Schedule schedule();

        /** The next openings; none if it never opens again, or if AWS chooses from when its rate is counted. */
        List<ZonedDateTime> next();

        /** Those that would lie among them, if they were not shut by a freeze. */
        List<ZonedDateTime> shut();
    }

    /**
     * How old a patch can grow: the days until it is approved, the wait for an opening that installs it, the window in
     * which that happens, and the time until a scan has proved it.
     */
    @Value.Immutable
    interface AgeBudget {

        /** In which environment. */
        String environment();

        /** By which baseline; empty: AWS's own default one, because the spec declares none for the environment. */
        Optional<String> baseline();

        /** In which accounts and Regions, in words; empty: everywhere else. */
        Optional<String> where();

        /** How long after its release a patch is approved; empty: some never are. */
        Optional<Duration> delay();

        /** The longest wait for an opening that does not come to nothing, freezes included; empty: without end. */
        Optional<Duration> opening();

        /** How long the window stays open. */
        Duration window();

        /** How long it takes at most until a scan has followed; empty: none does. Counted as nothing then. */
        Optional<Duration> scan();

        /** How old it may grow. */
        Duration limit();

        /**
         * What would keep the limit, if it is not kept: any one of these, or all of them together where there is no
         * {@link #worstAge}. The path, what stands there, what should.
         */
        List<Problem> changes();

        /** What else there is to say, in sentences. */
        List<String> remarks();

        /** How old it can grow; empty: without end. */
        default Optional<Duration> worstAge() {
            return delay().flatMap(days ->
                    opening().map(wait -> days.plus(wait).plus(window()).plus(scan().orElse(Duration.ZERO))));
        }

        /** Whether it does not grow older than it may. */
        default boolean isKept() {
            return worstAge().filter(age -> age.compareTo(limit()) <= 0).isPresent();
        }
    }
}
