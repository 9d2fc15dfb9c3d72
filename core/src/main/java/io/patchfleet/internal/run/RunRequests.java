package io.patchfleet.internal.run;

import io.patchfleet.internal.aws.ChangeCalendars;
import io.patchfleet.internal.aws.OptionalClients;
import io.patchfleet.internal.fleet.FleetWork;
import io.patchfleet.internal.run.Orders.Operation;
import io.patchfleet.model.LogOutput;
import io.patchfleet.model.OperationInterruptedException;
import io.patchfleet.model.Problem;
import io.patchfleet.model.RebootOption;
import io.patchfleet.model.Schedule;
import io.patchfleet.model.Share;
import io.patchfleet.run.FailureCause;
import io.patchfleet.run.InstallRequest;
import io.patchfleet.run.PatchRun;
import io.patchfleet.run.RunOutcome;
import io.patchfleet.run.RunRequest;
import io.patchfleet.run.ScanRequest;
import io.patchfleet.target.Target;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** Requests for runs: each fluent call gives one with other orders. */
public final class RunRequests {

    private static final int RETRIES_OF_INSTALLS = 2;
    private static final Duration LONGEST_SCAN = Duration.ofHours(3);
    private static final Duration LONGEST_INSTALL = Duration.ofHours(8);

    private RunRequests() {}

    public static ScanRequest scan(FleetWork work, Target target) {
        OptionalClients.demand(target);
        return new Scan(ImmutableOrders.builder()
                .work(work)
                .target(target)
                .operation(Operation.SCAN)
                .retries(Retries.of(0))
                .limit(LONGEST_SCAN)
                .build());
    }

    public static InstallRequest install(FleetWork work, Target target) {
        OptionalClients.demand(target);
        return new Install(ImmutableOrders.builder()
                .work(work)
                .target(target)
                .operation(Operation.INSTALL)
                .retries(Retries.of(RETRIES_OF_INSTALLS))
                .limit(LONGEST_INSTALL)
                .build());
    }

    /** What both have in common. */
    private abstract static class Request<R extends RunRequest<R>> implements RunRequest<R> {

        private static final Duration SHORTEST_DELIVERY = Duration.ofSeconds(30);
        private static final Duration LONGEST_DELIVERY = Duration.ofDays(30);

        private final Orders orders;

        private Request(Orders orders) {
            this.orders = orders;
        }

        abstract R with(Orders newOrders);

        Orders orders() {
            return orders;
        }

        @Override
        public R pace(Share share) {
            Problem.refuseUnless(!share.isNone(), "pace", share, "at least one node, or one per cent");
            return with(orders.withPace(share));
        }

        @Override
        public R stopAfterFailures(Share share) {
            return with(orders.withStopAfterFailures(share));
        }

        @Override
        public R retries(int times) {
            return with(orders.withRetries(orders.retries().times(times)));
        }

        @Override
        public R retries(FailureCause cause, int times) {
            Objects.requireNonNull(cause, "cause");
            return with(orders.withRetries(orders.retries().times(cause, times)));
        }

        @Override
        public R deliveryTimeout(Duration limit) {
            Problem.refuseUnless(
                    limit.compareTo(SHORTEST_DELIVERY) >= 0 && limit.compareTo(LONGEST_DELIVERY) <= 0,
                    "deliveryTimeout",
                    limit,
                    "PT30S to P30D");
            return with(orders.withDelivery(limit));
        }

        @Override
        public R executionTimeout(Duration limit) {
            refuseUnlessPositive("executionTimeout", limit);
            return with(orders.withExecution(limit));
        }

        @Override
        public R within(Duration limit) {
            refuseUnlessPositive("within", limit);
            return with(orders.withLimit(limit));
        }

        private static void refuseUnlessPositive(String field, Duration limit) {
            Problem.refuseUnless(
                    !limit.isNegative() && !limit.isZero(), field, limit, "more than nothing, such as PT3H");
        }

        @Override
        public R allowedHours(Schedule opens, Duration length) {
            return with(orders.withHours(orders.hours().plus(opens, length)));
        }

        @Override
        public R freeze(LocalDate from, LocalDate to, ZoneId zone) {
            return with(orders.withHours(orders.hours().without(from, to, zone)));
        }

        @Override
        public R calendar(String nameOrArn) {
            List<String> calendars = new ArrayList<>(orders.calendars());
            calendars.add(ChangeCalendars.checked("calendar", nameOrArn));
            return with(orders.withCalendars(calendars.stream().distinct().toList()));
        }

        @Override
        public PatchRun.Preview preview() {
            return Preview.of(orders);
        }

        @Override
        public PatchRun start() {
            return GoingRun.start(orders);
        }

        @Override
        public RunOutcome run() {
            PatchRun run = start();
            try {
                return run.await();
            } catch (OperationInterruptedException interrupted) {
                // It may have acted, so the caller gets the outcome; its thread stays interrupted.
                run.cancel(String.valueOf(interrupted.getMessage()));
                return run.toFuture().join();
            }
        }

        @Override
        public String toString() {
            return orders.operation().wireName() + " on " + orders.target();
        }
    }

    private static final class Scan extends Request<ScanRequest> implements ScanRequest {

        private Scan(Orders orders) {
            super(orders);
        }

        @Override
        Scan with(Orders newOrders) {
            return new Scan(newOrders);
        }
    }

    private static final class Install extends Request<InstallRequest> implements InstallRequest {

        /** As the document's own pattern has it. */
        private static final Pattern LIST = Pattern.compile("(https://|s3://)[^\\s`'\"$]+");

        private Install(Orders orders) {
            super(orders);
        }

        @Override
        Install with(Orders newOrders) {
            return new Install(newOrders);
        }

        @Override
        public InstallRequest reboot(RebootOption option) {
            return with(orders().withReboot(option));
        }

        @Override
        public InstallRequest overrideList(URI list) {
            Problem.refuseUnless(
                    LIST.matcher(list.toString()).matches(),
                    "overrideList",
                    list,
                    "https://… or s3://bucket/key, without quotes, backticks and dollar signs");
            return with(orders().withOverrideList(list));
        }

        @Override
        public InstallRequest logsTo(LogOutput output) {
            return with(orders().withLogs(output));
        }
    }
}
