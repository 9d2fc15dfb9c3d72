package io.patchfleet.spec;

import io.patchfleet.internal.spec.Problems;
import io.patchfleet.model.LogOutput;
import io.patchfleet.model.RebootOption;
import io.patchfleet.model.Schedule;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.immutables.value.Value;

/**
 * Nodes that are patched together: Production, Development, Testing or any other. Its nodes are those of its patch
 * group.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_RegisterPatchBaselineForPatchGroup.html">
 *     RegisterPatchBaselineForPatchGroup</a>, by which its baselines judge it
 * @see <a
 *     href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_RegisterTaskWithMaintenanceWindow.html">
 *     RegisterTaskWithMaintenanceWindow</a>, by which its windows patch and scan it
 */
@Value.Immutable
@SuppressWarnings("exports")
public interface Environment {

    /** Its name, unique within a spec: 1 to 50 letters, digits, {@code _}, {@code -} and {@code .}. */
    String name();

    /** The value of its nodes' tag {@code Patch Group} or {@code PatchGroup}; its name, unless said otherwise. */
    @Value.Default
    default String patchGroup() {
        return name();
    }

    /**
     * Whether its patch group may be moved to this spec's baselines where it holds baselines of others. It is not moved
     * back: when the spec is destroyed the group holds none, and the default baselines judge its nodes.
     */
    @Value.Default
    default boolean adoptsPatchGroup() {
        return false;
    }

    /** Which of the spec's baselines judge its nodes, by name, one for each operating system; empty: all of them. */
    Set<String> baselines();

    /** When its nodes are patched; empty: never by a window. */
    Optional<MaintenanceWindow> installWindow();

    /** When its nodes are looked at without being changed; empty: never by a window. */
    Optional<MaintenanceWindow> scanWindow();

    /** Whether a node that was patched reboots. */
    @Value.Default
    default RebootOption reboot() {
        return RebootOption.IF_NEEDED;
    }

    /**
     * The command document that runs before an install; with any hook {@code AWS-RunPatchBaselineWithHooks} installs.
     */
    Optional<String> beforeInstall();

    /** The command document that runs after an install. */
    Optional<String> afterInstall();

    /** The command document that runs at the very end, after the reboot. */
    Optional<String> onExit();

    /** Where the output of its windows' commands goes. */
    Optional<LogOutput> logs();

    /** Who hears how its windows' commands go. */
    Optional<Notification> notification();

    /** Who hears of a window before it opens. */
    Optional<Notice> notice();

    /** When its windows stay shut. */
    List<Freeze> freezes();

    /** The role with which its windows run their tasks: a name, or an ARN; empty: AWS's service-linked role. */
    Optional<String> serviceRole();

    /**
     * Begins an environment.
     *
     * @param name its name
     * @return a builder
     */
    static Builder builder(String name) {
        return new Builder().name(name);
    }

    /**
     * Who hears how commands go, through SNS.
     *
     * @param topic the topic's name, which is then that of each account and Region, or its ARN
     * @param role the role with which Systems Manager publishes: a name, or an ARN
     * @param events of what
     */
    record Notification(String topic, String role, Set<Event> events) {

        /** Copies the events. */
        public Notification {
            events = Set.copyOf(events);
        }

        /**
         * Of what SNS hears.
         *
         * @see <a href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_NotificationConfig.html">
         *     NotificationConfig</a>
         */
        public enum Event {
            /** Everything. */
            ALL,
            /** A node began. */
            IN_PROGRESS,
            /** It went well. */
            SUCCESS,
            /** It took too long. */
            TIMED_OUT,
            /** It was cancelled. */
            CANCELLED,
            /** It failed. */
            FAILED
        }
    }

    /**
     * Who hears of a window before it opens: one entry of EventBridge Scheduler for each opening of the next 35 days.
     *
     * @param before how long before
     * @param topic the topic's name, which is then that of each account and Region, or its ARN
     * @param role the role with which EventBridge Scheduler publishes: a name, or an ARN
     */
    record Notice(Duration before, String topic, String role) {}

    /**
     * Days on which no window opens, in the zone of its schedule.
     *
     * @param from the first day
     * @param to the last day
     * @param role the role with which EventBridge Scheduler shuts and opens the windows: a name, or an ARN
     */
    record Freeze(LocalDate from, LocalDate to, String role) {}

    /** Builds an {@link Environment}. */
    final class Builder extends ImmutableEnvironment.Builder {

        private Optional<Environment> standing = Optional.empty();

        Builder() {}

        /**
         * Builds the environment.
         *
         * @return the environment
         * @throws io.patchfleet.model.InvalidInputException with all problems at once, each with the path of its field
         *     as a spec's JSON form would have it
         */
        @Override
        public Environment build() {
            Environment environment = unchecked();
            Problems problems = Problems.none();
            EnvironmentRules.check(environment, problems.at("environments").at(environment.name()));
            problems.throwIfAny();
            return environment;
        }

        /** For a spec, which checks all of its parts together. */
        Environment unchecked() {
            return super.build();
        }

        /** For an override: begins with what stands. */
        void standing(Environment environment) {
            standing = Optional.of(environment);
            from(environment);
        }

        /**
         * Lets its patch group be moved to this spec's baselines where it holds baselines of others. It is not moved
         * back: when the spec is destroyed the group holds none, and the default baselines judge its nodes.
         *
         * @return this builder
         */
        public Builder adoptPatchGroup() {
            return adoptsPatchGroup(true);
        }

        /**
         * Which baselines judge its nodes.
         *
         * @param names the names of baselines that the spec declares, one for each operating system
         * @return this builder
         */
        public Builder baselines(String... names) {
            return baselines(List.of(names));
        }

        /**
         * When its nodes are patched. In an override, pace and limits of the window that stands are kept.
         *
         * @param schedule when the window opens
         * @param duration how long it stays open
         * @return this builder
         */
        public Builder installWindow(Schedule schedule, Duration duration) {
            return installWindow(schedule, duration, window -> {});
        }

        /**
         * When its nodes are patched. In an override, pace and limits of the window that stands are kept.
         *
         * @param schedule when the window opens
         * @param duration how long it stays open
         * @param more says what else there is to it
         * @return this builder
         */
        public Builder installWindow(Schedule schedule, Duration duration, Consumer<MaintenanceWindow.Builder> more) {
            return installWindow(window(schedule, duration, more, standing.flatMap(Environment::installWindow)));
        }

        /**
         * When its nodes are looked at. In an override, pace and limits of the window that stands are kept.
         *
         * @param schedule when the window opens
         * @param duration how long it stays open
         * @return this builder
         */
        public Builder scanWindow(Schedule schedule, Duration duration) {
            return scanWindow(schedule, duration, window -> {});
        }

        /**
         * When its nodes are looked at. In an override, pace and limits of the window that stands are kept.
         *
         * @param schedule when the window opens
         * @param duration how long it stays open
         * @param more says what else there is to it
         * @return this builder
         */
        public Builder scanWindow(Schedule schedule, Duration duration, Consumer<MaintenanceWindow.Builder> more) {
            return scanWindow(window(schedule, duration, more, standing.flatMap(Environment::scanWindow)));
        }

        /**
         * Where the output of its windows' commands goes.
         *
         * @param output the place
         * @return this builder
         */
        public Builder logsTo(LogOutput output) {
            return logs(output);
        }

        /**
         * Says through SNS how its windows' commands go.
         *
         * @param topic the topic's name or ARN
         * @param role the role's name or ARN with which Systems Manager publishes
         * @param events of what, at least one
         * @return this builder
         */
        public Builder notifyOn(String topic, String role, Notification.Event... events) {
            return notification(new Notification(topic, role, Set.of(events)));
        }

        /**
         * Says through SNS that a window is about to open.
         *
         * @param before how long before
         * @param topic the topic's name or ARN
         * @param role the role's name or ARN with which EventBridge Scheduler publishes
         * @return this builder
         */
        public Builder noticeBefore(Duration before, String topic, String role) {
            return notice(new Notice(before, topic, role));
        }

        /**
         * Keeps the windows shut.
         *
         * @param from the first day
         * @param to the last day
         * @param role the role's name or ARN with which EventBridge Scheduler shuts and opens them
         * @return this builder
         */
        public Builder freeze(LocalDate from, LocalDate to, String role) {
            return addFreeze(new Freeze(from, to, role));
        }

        private static MaintenanceWindow window(
                Schedule schedule,
                Duration duration,
                Consumer<MaintenanceWindow.Builder> more,
                Optional<MaintenanceWindow> standing) {
            MaintenanceWindow.Builder window = MaintenanceWindow.builder(schedule, duration);
            standing.ifPresent(window::like);
            more.accept(window);
            return window.unchecked();
        }
    }
}
