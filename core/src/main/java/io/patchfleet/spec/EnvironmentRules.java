package io.patchfleet.spec;

import io.patchfleet.internal.spec.AwsNames;
import io.patchfleet.internal.spec.Problems;
import io.patchfleet.spec.Environment.Freeze;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** What an environment may be, looked at alone. */
final class EnvironmentRules {

    /** How far ahead the openings are known to EventBridge Scheduler, which sends the notices. */
    private static final Duration FARTHEST_NOTICE = Duration.ofDays(35);

    private static final long LONGEST_FREEZE_DAYS = 366;

    private EnvironmentRules() {}

    static void check(Environment environment, Problems problems) {
        AwsNames.ENVIRONMENT.check(environment.name(), problems);
        AwsNames.PATCH_GROUP.check(environment.patchGroup(), problems.at("patchGroup"));
        environment.installWindow().ifPresent(window -> Windows.check(window, problems.at("installWindow")));
        environment.scanWindow().ifPresent(window -> Windows.check(window, problems.at("scanWindow")));
        hooks(environment, problems);
        environment.notification().ifPresent(notification -> {
            Problems place = problems.at("notification");
            AwsNames.TOPIC.check(notification.topic(), place.at("topic"));
            AwsNames.ROLE.check(notification.role(), place.at("role"));
            place.at("events")
                    .unless(!notification.events().isEmpty(), "none", "at least one event, or nobody hears anything");
        });
        environment.notice().ifPresent(notice -> notice(notice, problems.at("notice")));
        environment.notice().ifPresent(notice -> {
            environment.installWindow().ifPresent(window -> foreseen(window, problems.at("installWindow")));
            environment.scanWindow().ifPresent(window -> foreseen(window, problems.at("scanWindow")));
        });
        freezes(environment.freezes(), problems.at("freezes"));
        environment.serviceRole().ifPresent(role -> AwsNames.ROLE.check(role, problems.at("serviceRole")));
    }

    /** Nobody can be told ahead of an opening that nobody knows ahead. */
    private static void foreseen(MaintenanceWindow window, Problems problems) {
        problems.at("schedule")
                .unless(
                        window.schedule().openingsAreKnown(),
                        window.schedule(),
                        "a rate with a start, because a notice is declared: AWS alone knows from when it counts one"
                                + " without");
    }

    private static void hooks(Environment environment, Problems problems) {
        Hooks.of(environment).forEach((field, document) -> {
            AwsNames.DOCUMENT.check(document, problems.at(field));
            problems.at(field)
                    .unless(
                            environment.installWindow().isPresent(),
                            document,
                            "an installWindow beside it: hooks run around an install, and there is none");
        });
    }

    private static void notice(Environment.Notice notice, Problems problems) {
        Duration before = notice.before();
        problems.at("before")
                .unless(
                        before.compareTo(Duration.ZERO) > 0 && before.compareTo(FARTHEST_NOTICE) <= 0,
                        before,
                        "longer than none and at most 35 days (P35D), because openings are announced that far ahead");
        AwsNames.TOPIC.check(notice.topic(), problems.at("topic"));
        AwsNames.ROLE.check(notice.role(), problems.at("role"));
    }

    private static void freezes(List<Freeze> freezes, Problems problems) {
        for (int i = 0; i < freezes.size(); i++) {
            Freeze freeze = freezes.get(i);
            Problems place = problems.at(i);
            place.at("to").unless(!freeze.to().isBefore(freeze.from()), freeze.to(), "on or after " + freeze.from());
            place.at("to")
                    .unless(
                            freeze.to().isBefore(freeze.from().plusDays(LONGEST_FREEZE_DAYS)),
                            freeze.to(),
                            "at most a year after " + freeze.from()
                                    + "; where nothing is to open for longer, declare no window");
            AwsNames.ROLE.check(freeze.role(), place.at("role"));
        }
        List<Freeze> inOrder =
                freezes.stream().sorted(Comparator.comparing(Freeze::from)).toList();
        for (int i = 1; i < inOrder.size(); i++) {
            Freeze earlier = inOrder.get(i - 1);
            Freeze later = inOrder.get(i);
            problems.at(freezes.indexOf(later))
                    .at("from")
                    .unless(
                            later.from().isAfter(earlier.to().plusDays(1)),
                            later.from(),
                            "later than " + earlier.to().plusDays(1)
                                    + ": the end of the freeze from " + earlier.from() + " to " + earlier.to()
                                    + " would open the windows; make one freeze of both");
        }
    }
}
