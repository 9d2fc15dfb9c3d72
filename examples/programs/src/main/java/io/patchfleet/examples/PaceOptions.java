package io.patchfleet.examples;

import io.patchfleet.model.InvalidInputException;
import io.patchfleet.model.Share;
import io.patchfleet.run.RunRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** How fast a run goes, how long it may take, and what becomes of failures. */
final class PaceOptions {

    @Option(
            names = "--pace",
            paramLabel = "10%",
            converter = Some.class,
            description = "How many nodes are worked on at a time, over all accounts and Regions: a number, or per cent"
                    + " of all nodes that are meant. Default: all at once.")
    private Optional<Share> pace = Optional.empty();

    @Option(
            names = "--stop-after",
            paramLabel = "N",
            converter = Any.class,
            description = "After how many failed nodes no other is begun: a number, or per cent. Default: never.")
    private Optional<Share> stopAfter = Optional.empty();

    @Option(
            names = "--retry",
            paramLabel = "N",
            converter = Times.class,
            description = "How often an attempt is repeated that failed for a reason that may pass. Default: 2 for an"
                    + " install, 0 for a scan.")
    private Optional<Integer> retry = Optional.empty();

    @Option(
            names = "--within",
            paramLabel = "PT4H",
            converter = Values.Length.class,
            description = "How long all of it may take. Default: PT8H for an install, PT3H for a scan.")
    private Optional<Duration> within = Optional.empty();

    @Option(
            names = "--calendar",
            paramLabel = "NAME",
            description =
                    "A Change Calendar of Systems Manager: no node is begun unless it is open. A name means that of"
                            + " each account and Region, an ARN one for all. May be said several times.")
    private List<String> calendars = List.of();

    /** The request with all of that. */
    <R extends RunRequest<R>> R on(R request) {
        R with = pace.map(request::pace).orElse(request);
        with = stopAfter.isPresent() ? with.stopAfterFailures(stopAfter.get()) : with;
        with = retry.isPresent() ? with.retries(retry.get()) : with;
        with = within.isPresent() ? with.within(within.get()) : with;
        for (String calendar : calendars) {
            with = with.calendar(calendar);
        }
        return with;
    }

    /** Reads a share, which may be none. */
    static final class Any implements ITypeConverter<Share> {
        @Override
        public Share convert(String value) {
            return share(value, "a number of nodes, such as 3, or per cent, such as 10%");
        }
    }

    /** Reads a share that is not none. */
    static final class Some implements ITypeConverter<Share> {
        private static final String ALLOWED = "a number of nodes, such as 25, or per cent, such as 10%, more than none";

        @Override
        public Share convert(String value) {
            Share share = share(value, ALLOWED);
            if (share.isNone()) {
                throw Values.wrong(value, ALLOWED);
            }
            return share;
        }
    }

    private static Share share(String value, String allowed) {
        try {
            return Share.parse(value);
        } catch (InvalidInputException e) {
            throw Values.wrong(value, allowed);
        }
    }

    /** Reads how often something is repeated. */
    static final class Times extends Values.WholeNumber {
        Times() {
            super(0, 10);
        }
    }
}
