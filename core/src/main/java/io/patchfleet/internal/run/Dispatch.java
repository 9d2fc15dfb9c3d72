package io.patchfleet.internal.run;

import io.patchfleet.internal.aws.Commands;
import io.patchfleet.internal.call.CallFailedException;
import io.patchfleet.internal.call.CallFailedException.Kind;
import io.patchfleet.internal.call.Place;
import io.patchfleet.internal.fleet.FleetWork;
import io.patchfleet.internal.run.NodeTask.Failure;
import io.patchfleet.internal.run.Orders.Operation;
import io.patchfleet.model.AwsFailure;
import io.patchfleet.model.NodeId;
import io.patchfleet.run.FailureCause;
import io.patchfleet.run.NodeOutcome.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the commands of a run in one scope, each once: SendCommand takes no token, so that a command whose answer was
 * lost is looked for by its comment.
 */
final class Dispatch {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);

    /** How often a command is looked for whose sending got no answer: for two minutes. */
    private static final int LOOKS = 24;

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);
    /** How long it is believed who is at work on nodes, while a command waits to be sent. */
    private static final Duration LONGEST_BELIEF = Duration.ofMinutes(1);

    /** With these AWS, or who stands before it, says no to a whole command. */
    private static final Set<Kind> SURELY_NOT_TAKEN = EnumSet.of(Kind.THROTTLED, Kind.EXPIRED, Kind.SCOPE_CLOSED);

    private final Steering run;
    private final FleetWork work;
    private final Place place;
    private final Instructions instructions;
    private final Listener listener;

    Dispatch(Steering run, Orders orders, Place place, Listener listener) {
        this.run = run;
        this.work = orders.work();
        this.place = place;
        this.instructions = new Instructions(run.id(), orders);
        this.listener = listener;
    }

    /** Who hears of it. */
    interface Listener {

        /** AWS has the command. */
        void taken(String command, Batch batch, Function<NodeId, Optional<String>> output);
    }

    /**
     * Never fails: what becomes of the nodes is told to the run.
     *
     * @param looked when it was seen that nobody else is at work on them
     */
    void send(Batch batch, Instant looked) {
        Sending sending = new Sending(batch, looked, instructions.next(batch));
        sendOnce(sending)
                .exceptionallyCompose(thrown -> sending.isOpen() && isPassing(thrown)
                        ? afterLostReply(sending, thrown)
                        : CompletableFuture.failedFuture(thrown))
                .whenComplete((command, thrown) -> {
                    run.mind(batch, () -> answered(sending, command, thrown));
                    stopped(sending).whenComplete((done, failure) -> {
                        if (sending.isOpen()) {
                            run.sendEnded();
                        }
                    });
                });
    }

    private static boolean isPassing(Throwable thrown) {
        return CallFailedException.of(thrown).kind() == Kind.PASSING;
    }

    private CompletableFuture<String> sendOnce(Sending sending) {
        return Commands.send(
                work.caller(), place, run.sends(), sending.operation, () -> leaving(sending), sending::take);
    }

    /** The nodes for which a command may still be sent, asked when it is about to be. */
    private List<String> leaving(Sending sending) {
        Instant now = work.time().now();
        Batch batch = sending.batch();
        if (now.isAfter(sending.looked.plus(LONGEST_BELIEF))) {
            run.tell(roster -> roster.chooseAgain(batch, now));
            return List.of();
        }
        Batch allowed = batch.with(run.sending(batch, sending.operation.comment(), !sending.isOpen()));
        sending.leave(allowed);
        return allowed.ids();
    }

    /**
     * After a lost answer the comment tells whether the command exists. One that is not seen may exist all the same:
     * a scan is sent again, once, which does no harm; an install is another attempt.
     */
    private CompletableFuture<String> afterLostReply(Sending sending, Throwable lost) {
        Instant since = work.time().now().minus(CommandWatch.CLOCK_SKEW);
        return lookFor(sending.operation.comment(), since, LOOKS).thenCompose(found -> {
            if (found.isPresent()) {
                sending.take(found.get());
                return CompletableFuture.completedFuture(found.get());
            }
            return unseen(lost);
        });
    }

    private CompletableFuture<Optional<String>> lookFor(String comment, Instant since, int looks) {
        return Pause.of(work.time(), run.sends(), BETWEEN_LOOKS)
                .thenCompose(passed -> Commands.since(work.caller(), place, run.sends(), since))
                .handle((all, thrown) -> {
                    if (thrown != null && (looks == 1 || !Retries.mayPass(CallFailedException.of(thrown)))) {
                        return Dispatch.<Optional<String>>unseen(thrown);
                    }
                    Optional<String> found = thrown != null ? Optional.empty() : withComment(comment, all);
                    return found.isPresent() || looks == 1
                            ? CompletableFuture.completedFuture(found)
                            : lookFor(comment, since, looks - 1);
                })
                .thenCompose(next -> next);
    }

    private static Optional<String> withComment(String comment, List<Commands.Sent> commands) {
        return commands.stream()
                .filter(command -> command.comment().equals(comment))
                .map(Commands.Sent::id)
                .findFirst();
    }

    private static <T> CompletableFuture<T> unseen(Throwable thrown) {
        AwsFailure failure = CallFailedException.of(thrown).failure();
        return CompletableFuture.failedFuture(new CallFailedException(failure, Kind.UNSEEN, thrown));
    }

    private void answered(Sending sending, @Nullable String answer, @Nullable Throwable thrown) {
        String command = answer != null ? answer : sending.taken();
        Batch batch = sending.batch();
        if (command != null) {
            if (thrown != null) {
                run.note(
                        place,
                        "a command was sent, but",
                        CallFailedException.of(thrown).failure());
            }
            listener.taken(command, batch, node -> sending.operation.output(command, node.id()));
        } else if (thrown != null) {
            failed(sending, CallFailedException.of(thrown));
        }
    }

    /** A command that was on its way when all that had begun was to be stopped. */
    private CompletableFuture<?> stopped(Sending sending) {
        String command = sending.taken();
        if (command == null || !run.stops()) {
            return CompletableFuture.completedFuture(null);
        }
        return Commands.cancel(work.caller(), place, run.sends(), command).whenComplete((done, failure) -> {
            if (failure != null) {
                run.note(
                        place,
                        "a command could not be stopped",
                        CallFailedException.of(failure).failure());
            }
        });
    }

    private void failed(Sending sending, CallFailedException failed) {
        Batch batch = sending.batch();
        boolean badId = failed.failure().code().equals("InvalidInstanceId");
        if (failed.kind() == Kind.OVER) {
            LOG.debug("a command was not sent: {}", failed.failure());
        } else if (badId && batch.tasks().size() > 1) {
            sendHalves(batch);
        } else if (badId) {
            notSent(batch, FailureCause.UNMANAGED, failed);
        } else if (Retries.mayPass(failed) && (!sending.isOpen() || SURELY_NOT_TAKEN.contains(failed.kind()))) {
            notTaken(batch, failed);
        } else if (failed.kind() == Kind.UNSEEN && batch.operation() == Operation.SCAN) {
            unanswered(batch, failed);
        } else if (isAboutSome(batch, failed)) {
            sendToOthers(batch, failed);
        } else {
            run.note(place, "no command could be sent", failed.failure());
            notSent(batch, FailureCause.NOT_SENT, failed);
        }
    }

    /** One id that AWS does not accept makes it refuse all; halving finds it. */
    private void sendHalves(Batch batch) {
        List<NodeTask> nodes = batch.tasks();
        int half = nodes.size() / 2;
        List.of(nodes.subList(0, half), nodes.subList(half, nodes.size())).forEach(part -> {
            Batch some = batch.with(part);
            run.tell(roster -> roster.chosenAgain(some));
            send(some, work.time().now());
        });
    }

    /** The command never left, or was not taken for sure: this is no attempt, and what a look that failed is. */
    private void notTaken(Batch batch, CallFailedException failed) {
        LOG.info("no command can be sent in {} now: {}", place.scope(), failed.failure());
        Failure failure = Failure.of(
                FailureCause.NOT_SENT,
                Result.NOT_REACHED,
                Optional.of(failed.failure().toString()));
        run.tell(roster -> {
            roster.chosenAgain(batch);
            batch.tasks()
                    .forEach(task -> roster.unseen(task, failure, work.time().now()));
        });
    }

    private void unanswered(Batch batch, CallFailedException failed) {
        Failure failure = Failure.of(
                FailureCause.NOT_SENT,
                Result.UNKNOWN,
                Optional.of(failed.failure().toString()));
        run.tell(roster -> batch.tasks()
                .forEach(task -> roster.unanswered(task, failure, work.time().now())));
    }

    /** A policy that lets commands be sent to some nodes refuses all of them, and names the first that it does not. */
    private static boolean isAboutSome(Batch batch, CallFailedException failed) {
        List<NodeTask> named = named(batch, failed);
        return failed.kind() == Kind.REFUSED
                && !named.isEmpty()
                && named.size() < batch.tasks().size();
    }

    private static List<NodeTask> named(Batch batch, CallFailedException failed) {
        String words = failed.failure().message();
        return batch.tasks().stream()
                .filter(task -> words.contains("instance/" + task.node().id()))
                .toList();
    }

    private void sendToOthers(Batch batch, CallFailedException failed) {
        List<NodeTask> named = named(batch, failed);
        run.note(place, "no command could be sent to some nodes", failed.failure());
        notSent(batch.with(named), FailureCause.NOT_SENT, failed);
        Batch others = batch.with(
                batch.tasks().stream().filter(task -> !named.contains(task)).toList());
        run.tell(roster -> roster.chosenAgain(others));
        send(others, work.time().now());
    }

    private void notSent(Batch batch, FailureCause cause, CallFailedException failed) {
        Result result = failed.kind() == Kind.UNSEEN ? Result.UNKNOWN : Result.NOT_REACHED;
        Failure failure = Failure.of(cause, result, Optional.of(failed.failure().toString()));
        boolean again = cause == FailureCause.NOT_SENT && Retries.mayPass(failed);
        run.tell(roster -> batch.tasks().forEach(task -> {
            if (again) {
                roster.notSent(task, failure, work.time().now());
            } else {
                roster.refused(task, failure);
            }
        }));
    }

    /** A command on its way: who it is for, and what is known of it. Written by one thread at a time, the calls'. */
    private static final class Sending {

        private final Instant looked;
        private final Commands.Operation operation;
        private volatile Batch batch;
        private volatile boolean open;
        private volatile @Nullable String taken;

        Sending(Batch batch, Instant looked, Commands.Operation operation) {
            this.batch = batch;
            this.looked = looked;
            this.operation = operation;
        }

        Batch batch() {
            return batch;
        }

        /** Whether AWS was called, so that it may have the command. */
        boolean isOpen() {
            return open;
        }

        @Nullable
        String taken() {
            return taken;
        }

        void leave(Batch allowed) {
            batch = allowed;
            open = open || !allowed.tasks().isEmpty();
        }

        void take(String command) {
            taken = command;
        }
    }
}
