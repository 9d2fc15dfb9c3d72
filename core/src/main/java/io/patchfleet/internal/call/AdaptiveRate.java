package io.patchfleet.internal.call;

/**
 * Finds out how often one operation may be called in one scope, which AWS does not tell.
 *
 * <p>AWS counts with a bucket: each call takes a token, tokens come back at a steady rate, and a call that finds none
 * is throttled. So at a throttle the bucket is known to be empty, and what was accepted between two throttles is what
 * came back meanwhile: accepted calls divided by time is the rate, exactly. The pace therefore grows quickly
 * until the first throttle, waits a moment for tokens to measure with, measures at the next, and from then on stays
 * just beneath what it measured, climbing a per cent a second so that it notices when AWS allows more.
 *
 * <p>Growth follows answers, not time: where answers stay away, the pace stays what it is. All times are in
 * nanoseconds. Pure but for its state, and not thread-safe: {@link Pacer} guards it.
 */
final class AdaptiveRate {

    private static final double FIRST_RATE = 15;
    private static final double LEAST_RATE = 0.5;
    private static final double GREATEST_RATE = 500;
    private static final double FIRST_BURST = 10;
    /** Once AWS has throttled, its bucket may be nearly empty: no bursts any more. */
    private static final double LATER_BURST = 2;
    /** What the pace is multiplied by in a second of good answers, before the first throttle and after it. */
    private static final double QUICK_GROWTH = 1.6;

    private static final double SLOW_GROWTH = 1.01;
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
    private boolean quick = true;
    private long lastThrottle;
    private int acceptedSince;
    private boolean busySince = true;

    AdaptiveRate(long now) {
        this.counted = now;
        this.heldUntil = now;
        this.lastSent = now;
        this.lastThrottle = now;
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

    /** A call goes out. */
    void sent(long now) {
        refill(now);
        tokens -= 1;
        if (now - Math.max(lastSent, heldUntil) > IDLE_IN_CALLS / rate * SECOND) {
            busySince = false;
        }
        lastSent = now;
    }

    /** A call that went out then was accepted; {@code pressed}: others were waiting for their turn behind it. */
    void accepted(long sentAt, boolean pressed) {
        if (sentAt >= lastThrottle) {
            acceptedSince++;
        }
        if (pressed) {
            double growth = quick ? Math.pow(QUICK_GROWTH, 1 / rate) : 1 + (SLOW_GROWTH - 1) / rate;
            rate = Math.min(GREATEST_RATE, rate * growth);
        }
    }

    /** A call that went out then was throttled. */
    void throttled(long sentAt, long now) {
        boolean oldNews = !quick && sentAt < lastThrottle;
        if (oldNews) {
            return;
        }
        refill(now);
        boolean measured = !quick && busySince && acceptedSince >= LEAST_TO_MEASURE;
        if (measured) {
            rate = acceptedSince / ((now - lastThrottle) / SECOND) * BENEATH_MEASURED;
        } else {
            rate *= quick ? QUICK_CUT : BLIND_CUT;
        }
        rate = Math.max(LEAST_RATE, rate);
        heldUntil = now + (quick ? FIRST_PAUSE : (long) (PAUSE_IN_CALLS / rate * SECOND));
        quick = false;
        burst = LATER_BURST;
        tokens = Math.min(tokens, 0);
        lastThrottle = now;
        acceptedSince = 0;
        busySince = true;
    }

    private void refill(long now) {
        long from = Math.max(counted, heldUntil);
        if (now > from) {
            tokens = Math.min(burst, tokens + (now - from) / SECOND * rate);
        }
        counted = Math.max(counted, now);
    }
}
