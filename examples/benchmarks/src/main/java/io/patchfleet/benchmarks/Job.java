package io.patchfleet.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What is measured. */
enum Job {
    /** Counts of all nodes. */
    COLLECT(1) {
        @Override
        List<Contender> contenders() {
            return reading(false);
        }

        @Override
        List<Column> columns(Setting setting) {
            return readingColumns(setting, Minimum.counts(setting));
        }
    },
    /** Counts of all nodes, and the patches of those that lack any. */
    DETAILS(1) {
        @Override
        List<Contender> contenders() {
            return reading(true);
        }

        @Override
        List<Column> columns(Setting setting) {
            return readingColumns(setting, Minimum.details(setting));
        }
    },
    /** Whether everything is as declared. */
    PLAN(1) {
        @Override
        List<Contender> contenders() {
            return Stream.concat(
                            Stream.<Contender>of(new PatchFleetPlanning()),
                            PlainSdk.WAYS.stream().map(PlainSdkPlanning::new))
                    .toList();
        }

        @Override
        void prepare(RemoteAws aws) {
            PatchFleetPlanning.apply(aws);
        }

        @Override
        List<Column> columns(Setting setting) {
            return readingColumns(setting, Minimum.plan());
        }
    },
    /** All nodes are patched at once, and followed. */
    INSTALL(20) {
        @Override
        List<Contender> contenders() {
            return List.of(new PatchFleetInstalling(), new PlainSdkInstalling(PlainSdk.WAYS.get(0)));
        }

        @Override
        List<Column> columns(Setting setting) {
            return List.of(
                    NAME,
                    new Column("simulated minutes", m -> Words.tenths(m.simulatedMinutes())),
                    new Column("calls", m -> Words.whole(m.calls().total())),
                    new Column("calls a minute", m -> Words.tenths(m.calls().total() / m.simulatedMinutes())),
                    new Column("`ListCommands` a minute", m -> aMinute(m, "ssm:ListCommands")),
                    new Column("`ListCommandInvocations` a minute", m -> aMinute(m, "ssm:ListCommandInvocations")),
                    THROTTLED,
                    FAILED,
                    HEAP,
                    DONE);
        }
    };

    private static final Column NAME = new Column("", Measurement::contender);
    private static final Column THROTTLED = new Column(
            "throttled",
            m -> Words.percent(m.calls().throttled(), m.calls().total()) + " ("
                    + Words.whole(m.calls().throttled()) + "; " + m.calls().pairs() + " pairs)");
    private static final Column FAILED = new Column("failed", m -> m.failures().isEmpty() ? "none" : m.failures());
    private static final Column HEAP = new Column("peak heap, MiB", m -> Words.tenths(m.peakHeap()));
    private static final Column DONE = new Column("done", Measurement::done);

    private final int speed;

    Job(int speed) {
        this.speed = speed;
    }

    /** PatchFleet's ways first. */
    abstract List<Contender> contenders();

    abstract List<Column> columns(Setting setting);

    /** Makes the world ready, before calls are limited and counted. */
    void prepare(RemoteAws aws) {}

    /** How fast time passes in the simulated AWS, if nothing else is said. */
    int speed() {
        return speed;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static List<Contender> reading(boolean details) {
        return Stream.concat(
                        Stream.<Contender>of(
                                new PatchFleetReading(details, false), new PatchFleetReading(details, true)),
                        PlainSdk.WAYS.stream().map(way -> new PlainSdkReading(way, details)))
                .toList();
    }

    private static List<Column> readingColumns(Setting setting, long minimum) {
        List<Column> columns = new ArrayList<>();
        columns.add(NAME);
        columns.add(new Column("seconds", m -> Words.tenths(m.seconds())));
        columns.add(new Column("bound", m -> Words.tenths(bound(m, setting))));
        columns.add(new Column("times", m -> Words.hundredths(m.seconds() / bound(m, setting))));
        columns.add(new Column("calls", m -> Words.whole(m.calls().total())));
        columns.add(new Column(
                "over " + Words.whole(minimum), m -> Words.percent(m.calls().total() - minimum, minimum)));
        columns.addAll(List.of(THROTTLED, FAILED, HEAP, DONE));
        return columns;
    }

    private static double bound(Measurement measurement, Setting setting) {
        return measurement.calls().bound(setting.perSecond(), setting.latency());
    }

    private static String aMinute(Measurement measurement, String operation) {
        return Words.tenths(measurement.calls().of(operation) / measurement.simulatedMinutes());
    }
}
