package io.patchfleet.internal.run;

import io.patchfleet.internal.call.Place;
import io.patchfleet.internal.run.Orders.Operation;
import io.patchfleet.model.Node;
import io.patchfleet.model.NodeId;
import io.patchfleet.run.FailureCause;
import io.patchfleet.run.NodeOutcome;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** One node of a run, and how far it is. Guarded by the run's lock. */
final class NodeTask {

    /** Where a node stands. */
    enum State {
        /** It is to be begun, not before a moment. */
        READY,
        /** It is its turn, and it is looked whether somebody else is at work on it. */
        CHOSEN,
        /** A command for it is on its way to AWS. */
        SENDING,
        /** A command is at work on it. */
        RUNNING,
        /** What its scan found is being read. */
        JUDGED,
        /** It is known how it ended. */
        ENDED
    }

    private final Place place;
    private final Node node;
    /** What the run is about. */
    private final Operation ordered;
    /** In which order nodes are begun that may begin at the same moment. */
    private final int order;

    private @Nullable String comment;
    private boolean unanswered;

    private final Map<FailureCause, Integer> failures = new EnumMap<>(FailureCause.class);
    private final Map<FailureCause, Integer> failuresOfScans = new EnumMap<>(FailureCause.class);
    private State state = State.READY;
    private Operation next;
    private Instant due;
    private int attempts;
    private boolean inFlight;
    private boolean failing;
    private int failedLooks;
    private @Nullable FailureCause toldCause;
    private @Nullable Failure suspicion;
    private @Nullable Failure last;
    private @Nullable Instant sent;
    private @Nullable String command;
    private @Nullable String attempt;
    private @Nullable String output;
    private @Nullable NodeOutcome outcome;

    NodeTask(Place place, Node node, int order, Operation ordered, Instant due) {
        this.place = place;
        this.node = node;
        this.order = order;
        this.ordered = ordered;
        this.next = ordered;
        this.due = due;
    }

    Place place() {
        return place;
    }

    NodeId node() {
        return node.id();
    }

    /** The node as it was when the run began. */
    Node member() {
        return node;
    }

    int order() {
        return order;
    }

    State state() {
        return state;
    }

    Operation next() {
        return next;
    }

    /** Whether what comes next is the scan that proves its install. */
    boolean isToBeProven() {
        return next != ordered;
    }

    /** Whether a command for it is being prepared or sent. */
    boolean isOnItsWay() {
        return state == State.CHOSEN || state == State.SENDING;
    }

    Instant due() {
        return due;
    }

    int attempts() {
        return attempts;
    }

    /** Whether it is being worked on; a node that waits for another attempt is not. */
    boolean isInFlight() {
        return inFlight;
    }

    /** Whether its last attempt failed and no later one went well. */
    boolean isFailing() {
        return failing;
    }

    Optional<Failure> last() {
        return Optional.ofNullable(last);
    }

    Optional<Instant> sent() {
        return Optional.ofNullable(sent);
    }

    Optional<String> command() {
        return Optional.ofNullable(command);
    }

    Optional<NodeOutcome> outcome() {
        return Optional.ofNullable(outcome);
    }

    void waitFor(Operation operation, Instant notBefore) {
        state = State.READY;
        next = operation;
        due = notBefore;
    }

    void leaveFlight() {
        inFlight = false;
    }

    void chosen() {
        state = State.CHOSEN;
        inFlight = true;
    }

    void sending(String newComment) {
        state = State.SENDING;
        comment = newComment;
    }

    /** By which a command can be found that is on its way. */
    Optional<String> comment() {
        return Optional.ofNullable(comment).filter(there -> state == State.SENDING);
    }

    void running(String newCommand, boolean isAttempt, Optional<String> newOutput, Instant now) {
        state = State.RUNNING;
        command = newCommand;
        sent = now;
        failedLooks = 0;
        unanswered = false;
        toldCause = null;
        if (isAttempt) {
            attempts++;
            suspicion = null;
            attempt = newCommand;
            output = newOutput.orElse(null);
        }
    }

    void judged() {
        state = State.JUDGED;
    }

    /** Remembers how the attempt failed that a scan may still turn out to have gone well. */
    void suspect(Failure failure) {
        suspicion = failure;
    }

    Optional<Failure> suspicion() {
        return Optional.ofNullable(suspicion);
    }

    void wentWell() {
        last = null;
        failing = false;
    }

    void failing() {
        failing = true;
    }

    /**
     * Counts a failure; gives how often it has failed for that cause. That another attempt could not be begun does not
     * make the last one undone.
     */
    int fail(Failure failure) {
        remember(failure);
        return failures.merge(failure.cause(), 1, Integer::sum);
    }

    /** Remembers why it is not tried now, which is no failure of its own. */
    void remember(Failure failure) {
        boolean beganBefore = last != null && last.result() != NodeOutcome.Result.NOT_REACHED;
        last = beganBefore && failure.result() == NodeOutcome.Result.NOT_REACHED ? last : failure;
    }

    /** Says how it ends, whatever was known before. */
    void conclude(Failure failure) {
        last = failure;
    }

    /** Counts a proving scan that failed; gives how often one has failed for that cause. */
    int failScan(FailureCause cause) {
        return failuresOfScans.merge(cause, 1, Integer::sum);
    }

    int failuresOfScans() {
        return failuresOfScans.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Remembers that sending got no answer; gives whether it is the second time in a row. */
    boolean isUnansweredAgain() {
        boolean again = unanswered;
        unanswered = !again;
        return again;
    }

    /** Counts a look that failed before anything was sent. */
    int failLook() {
        return ++failedLooks;
    }

    /** Whether it waits for another cause than before, so that it is worth telling. */
    boolean waitsFor(FailureCause cause) {
        boolean isNews = cause != toldCause;
        toldCause = cause;
        return isNews;
    }

    /** How often it has failed for causes of its own. */
    int failures(Retries retries) {
        return failures.entrySet().stream()
                .filter(entry -> !retries.isTurn(entry.getKey()))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    /** Begins how it ended; what is known of its last attempt is in it. */
    NodeOutcome.Builder outcome(NodeOutcome.Result result) {
        return NodeOutcome.builder()
                .node(node.id())
                .result(result)
                .attempts(attempts)
                .commandId(Optional.ofNullable(attempt))
                .output(Optional.ofNullable(output));
    }

    NodeOutcome.Builder failed() {
        Failure failure = last;
        if (failure == null) {
            return outcome(NodeOutcome.Result.FAILED);
        }
        return outcome(failure.result())
                .cause(failure.cause())
                .detail(failure.detail())
                .exitCode(failure.exitCode())
                .stillMissing(failure.stillMissing());
    }

    void end(NodeOutcome ended) {
        state = State.ENDED;
        inFlight = false;
        outcome = ended;
    }

    /**
     * How an attempt failed.
     *
     * @param result how the node ends if there is no other attempt
     */
    record Failure(
            FailureCause cause,
            NodeOutcome.Result result,
            Optional<String> detail,
            OptionalInt exitCode,
            OptionalInt stillMissing) {

        static Failure of(FailureCause cause, NodeOutcome.Result result, Optional<String> detail) {
            return new Failure(cause, result, detail, OptionalInt.empty(), OptionalInt.empty());
        }
    }
}
