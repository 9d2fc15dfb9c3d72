package io.patchfleet.internal.call;

/**
 * Finds out how often one operation may be called in one scope, which AWS does not tell.
 *
 * <p>AWS counts with a bucket: each call takes a token, tokens come back at a steady rate, and a call that finds none
 * is throttled. So at a throttle the bucket is known to be empty, and what was accepted of the calls between two
 * throttles is what came back meanwhile: accepted calls divided by time is the rate. The pace therefore grows quickly
 * until the first throttle, waits a moment for tokens to measure with, measures at the next, and from then on stays
 * just beneath what it measured, climbing a per cent a second, and faster the longer nothing was throttled, so that it
 * notices when AWS allows more.
 *
 * <p>All is reckoned by when calls went out, not by when they were answered: answers may be late and in any order.
 * Growth follows answers: where they stay away, the pace stays what it is. All times are in nanoseconds. Pure but for
 * its state, and not thread-safe: {@link Pacer} guards it.
 */
final class AdaptiveRate {

    private static final double FIRST_RATE = 15;
    private static final double LEAST_RATE = 0.5;
    private static final double GREATEST_RATE = 500;
    private static final double FIRST_BURST = 10;
    /** Once AWS has throttled, its bucket may be nearly empty: no bursts any more. */
    private static final double LATER_BURST = 2;
    /** What the pace is multiplied by in a second of good answers before the first throttle. */
    private static final double QUICK_GROWTH = 1.6;
    /** By what share the pace grows in a second of good answers after it: first, and at most. */
    private static final double SLOW_GROWTH = 0.01;

    private static final double FASTEST_SLOW_GROWTH = 0.3;
    private static final double SECONDS_TO_DOUBLE_GROWTH = 10;
    private static final double QUICK_CUT = 0.5;
    private static final double BLIND_CUT = 0.7;
    private static final double BENEATH_MEASURED = 0.95;
    private static final int LEAST_TO_MEASURE = 5;
    /** Long enough for a slow bucket to gain tokens to measure with. */
    private static final long FIRST_PAUSE = 600_000_000L;

    private static final double PAUSE_IN_CALLS = 2;
    /** A longer gap between two calls says that there was nothing to do, and the bucket filled unseen. */
    private static final double IDLE_IN_CALLS = 3;

    private static final double SECOND = 1e9;

    private double rate = FIRST_RATE;
    private double burst = FIRST_BURST;
    private double tokens = FIRST_BURST;
    private long counted;
    private long heldUntil;
    private long lastSent;
    private long sent;
    private boolean quick = true;
    /** When the pace was last cut; calls that went out before it know nothing of it. */
    private long cutAt;
    /** The call whose throttle cut the pace, and what came of those after it. */
    private Turn emptied;

    private long throttledSince;
    private boolean busySince = true;

    AdaptiveRate(long now) {
        this.counted = now;
        this.heldUntil = now;
        this.lastSent = now;
        this.cutAt = now;
        this.emptied = new Turn(0, now, false);
    }

    /** Calls a second, as of now. */
    double perSecond() {
        return rate;
    }

    /** How long the next call has to wait; zero: not at all. */
    long nanosToWait(long now) {
        refill(now);
        long held = Math.max(0, heldUntil - now);
        return held + (tokens >= 1 ? 0 : (long) Math.ceil((1 - tokens) / rate * SECOND));
    }

    /** A call goes out; {@code pressed}: others are waiting for their turn behind it. */
    Turn send(long now, boolean pressed) {
        refill(now);
        tokens -= 1;
        if (now - Math.max(lastSent, heldUntil) > IDLE_IN_CALLS / rate * SECOND) {
            busySince = false;
        }
        lastSent = now;
        sent++;
        return new Turn(sent, now, pressed);
    }

    /** A call was accepted. */
    void accepted(Turn turn, long now) {
        if (turn.pressed()) {
            double growth = quick ? Math.pow(QUICK_GROWTH, 1 / rate) : 1 + slowGrowth(now) / rate;
            rate = Math.min(GREATEST_RATE, rate * growth);
        }
    }

    private double slowGrowth(long now) {
        double quietSeconds = (now - cutAt) / SECOND;
        return Math.min(FASTEST_SLOW_GROWTH, SLOW_GROWTH * Math.pow(2, quietSeconds / SECONDS_TO_DOUBLE_GROWTH));
    }

    /** A call was throttled. */
    void throttled(Turn turn, long now) {
        throttledSince++;
        boolean oldNews = !quick && turn.sentAt() < cutAt;
        if (oldNews) {
            return;
        }
        refill(now);
        long accepted = turn.number() - emptied.number() - throttledSince;
        if (!quick && busySince && accepted >= LEAST_TO_MEASURE) {
            rate = accepted / ((turn.sentAt() - emptied.sentAt()) / SECOND) * BENEATH_MEASURED;
        } else {
            rate *= quick ? QUICK_CUT : BLIND_CUT;
        }
        rate = Math.max(LEAST_RATE, rate);
        heldUntil = now + (quick ? FIRST_PAUSE : (long) (PAUSE_IN_CALLS / rate * SECOND));
        quick = false;
        burst = LATER_BURST;
        tokens = Math.min(tokens, 0);
        cutAt = now;
        emptied = turn;
        throttledSince = 0;
        busySince = true;
    }

    private void refill(long now) {
        if (now < counted) { // a clock that was set back
            counted = now;
            heldUntil = Math.min(heldUntil, now);
        }
        long from = Math.max(counted, heldUntil);
        if (now > from) {
            tokens = Math.min(burst, tokens + (now - from) / SECOND * rate);
        }
        counted = Math.max(counted, now);
    }

    /**
     * A call that went out.
     *
     * @param number the how-manieth
     * @param pressed whether others were waiting behind it
     */
    record Turn(long number, long sentAt, boolean pressed) {}
}
