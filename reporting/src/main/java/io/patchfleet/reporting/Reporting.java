package io.patchfleet.reporting;

import io.patchfleet.compliance.FleetCompliance;
import io.patchfleet.model.Problem;
import io.patchfleet.reporting.internal.FleetReport;
import io.patchfleet.reporting.report.ComplianceReport;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The door to reports. It owns nothing, needs no closing, and may be kept and shared.
 *
 * <pre>{@code
 * Reporting.with(r -> r.title("Meridian Hospital Group").zone(ZoneId.of("Asia/Tokyo")).groupBy("Team"))
 *         .report(fleet.compliance().collect())
 *         .write(Formats.html(), Path.of("patch-report.html"));
 * }</pre>
 */
public final class Reporting {

    private final Settings settings;

    private Reporting(Settings settings) {
        this.settings = settings;
    }

    /** Reports with the default title, times in UTC, and no tags to group by. */
    public static Reporting standard() {
        return with(settings -> {});
    }

    /**
     * Reports with one's own settings.
     *
     * @param settings is called once, at once
     * @return the door
     * @throws io.patchfleet.model.InvalidInputException what a setting refuses
     */
    public static Reporting with(Consumer<Settings> settings) {
        Settings chosen = new Settings();
        settings.accept(chosen);
        return new Reporting(new Settings(chosen));
    }

    /**
     * Makes a report of what was collected. It calls nobody.
     *
     * @param compliance what is true of the fleet
     * @return the report
     */
    public ComplianceReport report(FleetCompliance compliance) {
        Objects.requireNonNull(compliance, "compliance");
        return new FleetReport(
                compliance, settings.title, settings.zone, List.copyOf(settings.groupBy), settings.compliantRowsAtMost);
    }

    /** How reports look; a later call replaces an earlier one. */
    public static final class Settings {

        private static final int LISTED_COMFORTABLY = 2_000;

        private String title = "Patch compliance";
        private ZoneId zone = ZoneOffset.UTC;
        private Set<String> groupBy = Set.of();
        private int compliantRowsAtMost = LISTED_COMFORTABLY;

        private Settings() {}

        private Settings(Settings that) {
            title = that.title;
            zone = that.zone;
            groupBy = that.groupBy;
            compliantRowsAtMost = that.compliantRowsAtMost;
        }

        /**
         * Whose report it is.
         *
         * @param title such as {@code Meridian Hospital Group}; {@code Patch compliance} unless said otherwise
         * @return these settings
         * @throws io.patchfleet.model.InvalidInputException if it is blank
         */
        public Settings title(String title) {
            Problem.refuseUnless(!title.isBlank(), "title", title, "some text");
            this.title = title;
            return this;
        }

        /**
         * In which zone readers are told times.
         *
         * @param zone UTC unless said otherwise
         * @return these settings
         */
        public Settings zone(ZoneId zone) {
            this.zone = Objects.requireNonNull(zone, "zone");
            return this;
        }

        /**
         * By which tags to group nodes, beside account, Region, environment and operating system.
         *
         * @param tags keys, in the order of the report; a repeated one counts once; none unless said otherwise
         * @return these settings
         * @throws io.patchfleet.model.InvalidInputException if one is blank
         */
        public Settings groupBy(String... tags) {
            Set<String> keys = new LinkedHashSet<>();
            for (String tag : tags) {
                Problem.refuseUnless(!tag.isBlank(), "groupBy", tag, "a tag's key");
                keys.add(tag);
            }
            this.groupBy = keys;
            return this;
        }

        /**
         * How many compliant nodes a document for people lists at most.
         *
         * @param nodes 2000 unless said otherwise; zero lists none
         * @return these settings
         * @throws io.patchfleet.model.InvalidInputException if it is negative
         */
        public Settings compliantRowsAtMost(int nodes) {
            Problem.refuseUnless(nodes >= 0, "compliantRowsAtMost", nodes, "0 or more");
            this.compliantRowsAtMost = nodes;
            return this;
        }
    }
}
