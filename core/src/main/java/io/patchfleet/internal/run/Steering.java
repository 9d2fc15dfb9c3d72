package io.patchfleet.internal.run;

import io.patchfleet.internal.call.Errand;
import io.patchfleet.internal.call.Place;
import io.patchfleet.internal.fleet.FleetWork;
import io.patchfleet.model.AwsFailure;
import io.patchfleet.model.Gap;
import io.patchfleet.model.NodeId;
import io.patchfleet.model.Scope;
import io.patchfleet.run.FailureCause;
import io.patchfleet.run.NodeOutcome;
import io.patchfleet.run.PatchRun;
import io.patchfleet.run.RunEvent;
import io.patchfleet.run.RunOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the roster decide and the desks of the scopes do, until every node has ended or nothing more may be done. Its
 * monitor is the run's lock: it guards the fields below and all that the roster holds. Under it things are decided;
 * desks are called, and with them AWS, when it is free again.
 */
final class Steering {

    private static final Logger LOG = LoggerFactory.getLogger(Steering.class);
    /** How long it is waited at the end for the answers to commands that have left. */
    private static final Duration LAST_ANSWERS = Duration.ofMinutes(5);

    private final String id;
    private final Orders orders;
    private final FleetWork work;
    private final Errand errand;
    private final Errand sends;
    private final Gaps gaps;
    private final Consumer<RunOutcome> whenDone;
    private final Consumer<Throwable> whenBroken;
    private final Instant deadline;
    private final Roster roster;
    private final Alarm alarm;
    private final Map<Place, ScopeDesk> desks = new HashMap<>();
    private boolean ready;
    private boolean finished;
    private boolean stops;
    /** How many commands are on their way, or are being stopped. */
    private int openSends;

    private boolean steering;
    private boolean steerAgain;
    private Optional<String> cancelled = Optional.empty();
    private @Nullable Instant overSince;

    /**
     * Begins nothing yet.
     *
     * @param sends for commands on their way, which the end of the run does not abandon: their ids would be lost
     * @param whenDone is told once how the run ended
     * @param whenBroken is told instead if it cannot go on, because of an error in this library
     */
    Steering(
            String id,
            Orders orders,
            Errand errand,
            Errand sends,
            Gaps gaps,
            Consumer<RunOutcome> whenDone,
            Consumer<Throwable> whenBroken) {
        this.id = id;
        this.orders = orders;
        this.work = orders.work();
        this.errand = errand;
        this.sends = sends;
        this.gaps = gaps;
        this.whenDone = whenDone;
        this.whenBroken = whenBroken;
        this.deadline = work.time().now().plus(orders.limit());
        this.roster = new Roster(orders);
        this.alarm = new Alarm(work.time(), this::wake);
    }

    void begin(List<Muster> musters, Calendars calendars) {
        synchronized (this) {
            Instant now = work.time().now();
            Muster.enlist(musters, roster, now);
            musters.forEach(muster ->
                    desks.put(muster.place(), new ScopeDesk(this, orders, calendars, muster.place(), errand)));
            ready = true;
            work.tell(new RunEvent.Started(now, id, roster.progress().intended()));
        }
        errand.open().whenComplete((nothing, over) -> steer());
        steer();
    }

    /**
     * From here on nothing is begun any more. The first reason stands.
     *
     * @param stop whether commands at work are stopped, those included that are on their way; whoever asks for that says
     *     {@link #sendEnded} when AWS has been asked, and until then the run does not end
     * @return the commands that are to be stopped
     */
    synchronized Map<String, Place> cancel(String reason, boolean stop) {
        cancelled = cancelled.or(() -> Optional.of(reason));
        stops |= stop;
        openSends += stop ? 1 : 0;
        return stop ? roster.commandsAtWork() : Map.of();
    }

    /** Whether commands that AWS takes are to be stopped at once. */
    synchronized boolean stops() {
        return stops;
    }

    synchronized PatchRun.Progress progress() {
        return roster.progress();
    }

    synchronized Map<String, Scope> commandsAtWork() {
        Map<String, Scope> commands = new LinkedHashMap<>();
        roster.commandsAtWork().forEach((command, place) -> commands.put(command, place.scope()));
        return commands;
    }

    String id() {
        return id;
    }

    /** For commands on their way. */
    Errand sends() {
        return sends;
    }

    /** Remembers once what could not be done. */
    void note(Place place, String what, AwsFailure failure) {
        gaps.note(place, what, failure);
    }

    /** Tells the roster what has happened, and does what follows from it. */
    void tell(Consumer<Roster> news) {
        synchronized (this) {
            if (finished) {
                return;
            }
            news.accept(roster);
        }
        steer();
    }

    /**
     * The nodes of a batch for which a command may leave now; none once nothing more is to be begun.
     *
     * @param comment of the command
     * @param isFirst whether it is about to leave for the first time; a call that AWS throttled leaves again
     */
    List<NodeTask> sending(Batch batch, String comment, boolean isFirst) {
        List<NodeTask> allowed;
        synchronized (this) {
            if (finished || isOver()) {
                return List.of();
            }
            allowed = roster.sending(batch, comment, work.time().now());
            openSends += allowed.isEmpty() || !isFirst ? 0 : 1;
        }
        if (allowed.size() < batch.tasks().size()) {
            steer();
        }
        return allowed;
    }

    /** AWS took a command. */
    void sent(Batch batch, String command, Function<NodeId, Optional<String>> output) {
        synchronized (this) {
            if (finished) {
                LOG.warn("run {} had ended when AWS took its command {} to {}", id, command, batch.ids());
            }
        }
        tell(told -> {
            Instant now = work.time().now();
            told.sent(batch, command, output, now);
            work.tell(new RunEvent.CommandSent(
                    now, id, batch.place().scope(), command, batch.tasks().size()));
        });
    }

    /** A command that had left was answered, or will not be. */
    void sendEnded() {
        synchronized (this) {
            openSends--;
        }
        steer();
    }

    /** Those of a batch that the run still waits to hear of. */
    synchronized List<NodeTask> awaiting(Batch batch, String command) {
        return batch.tasks().stream()
                .filter(task -> roster.awaits(task, command))
                .toList();
    }

    /** Does something about nodes; what should not happen ends these nodes and no others, and is not kept silent. */
    void mind(Batch batch, Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | Error bug) {
            LOG.error("run {} cannot go on with {} nodes", id, batch.tasks().size(), bug);
            NodeTask.Failure failure = NodeTask.Failure.of(
                    FailureCause.OTHER,
                    NodeOutcome.Result.UNKNOWN,
                    Optional.of("an error of PatchFleet itself: " + bug));
            tell(told -> batch.tasks().forEach(task -> told.broken(task, failure)));
        }
    }

    /** Lets the desks do what is due. One thread at a time does so; what it causes is done in its next round. */
    void steer() {
        synchronized (this) {
            if (steering) {
                steerAgain = true;
                return;
            }
            steering = true;
        }
        boolean again = true;
        while (again) {
            try {
                step();
            } catch (RuntimeException | Error bug) {
                breakOff(bug);
            }
            synchronized (this) {
                again = steerAgain;
                steerAgain = false;
                steering = again;
            }
        }
    }

    private void wake() {
        synchronized (this) {
            alarm.wentOff();
        }
        steer();
    }

    private void step() {
        List<Runnable> due;
        Optional<RunOutcome> outcome;
        synchronized (this) {
            if (!ready || finished) {
                return;
            }
            Instant now = work.time().now();
            due = isOver() ? endWhatIsLeft(now) : next(now);
            roster.takeNews(now, id).forEach(work::tell);
            finished = roster.isDone();
            outcome = finished ? Optional.of(end()) : Optional.empty();
        }
        due.forEach(Runnable::run);
        outcome.ifPresent(whenDone);
    }

    /** Whoever waits for the run must not wait for ever, and learns what is known of each node. */
    private void breakOff(Throwable bug) {
        LOG.error("run {} cannot go on", id, bug);
        Optional<RunOutcome> outcome = Optional.empty();
        synchronized (this) {
            if (!finished) {
                finished = true;
                String why = "an error of PatchFleet itself: " + bug;
                gaps.add(new Gap(
                        Optional.empty(), Optional.empty(), "the run could not go on, " + why, Optional.empty()));
                try {
                    roster.over(true, why);
                    outcome = Optional.of(end());
                } catch (RuntimeException | Error second) {
                    bug.addSuppressed(second);
                }
            }
        }
        try {
            outcome.ifPresentOrElse(whenDone, () -> whenBroken.accept(bug));
        } catch (RuntimeException | Error third) {
            bug.addSuppressed(third);
            whenBroken.accept(bug);
        }
    }

    private boolean isOver() {
        return cancelled.isPresent() || errand.isOver() || isTimeUp();
    }

    /** By either clock: one may have been set. */
    private boolean isTimeUp() {
        return errand.isTimeUp() || !work.time().now().isBefore(deadline);
    }

    private List<Runnable> next(Instant now) {
        List<Runnable> due = new ArrayList<>();
        roster.expire(now).forEach((command, place) -> due.add(() -> desk(place).leave(command)));
        roster.leaveWhatIsTooLate(now, deadline);
        roster.due(now).forEach(batch -> due.add(performing(batch)));
        alarm.set(roster.next(now).filter(deadline::isAfter).orElse(deadline), now);
        return due;
    }

    /** Commands that have left are waited for a while: AWS may have them, and then their ids are worth knowing. */
    private List<Runnable> endWhatIsLeft(Instant now) {
        Instant since = overSince == null ? now : overSince;
        overSince = since;
        Instant end = since.plus(LAST_ANSWERS);
        if (openSends > 0 && now.isBefore(end) && !sends.isOver()) {
            alarm.set(end, now);
        } else {
            boolean isTimeUp = cancelled.isEmpty() && isTimeUp();
            roster.over(!isTimeUp, isTimeUp ? "the run had no time left" : cancelled.orElse("the fleet was closed"));
        }
        return List.of();
    }

    private Runnable performing(Batch batch) {
        ScopeDesk desk = desk(batch.place());
        return () -> mind(batch, () -> desk.perform(batch));
    }

    private ScopeDesk desk(Place place) {
        return Optional.ofNullable(desks.get(place)).orElseThrow();
    }

    private RunOutcome end() {
        alarm.off();
        return roster.outcome(id, gaps.all());
    }
}
