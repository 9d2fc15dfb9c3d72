package io.patchfleet.internal.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pace against a bucket that counts as AWS counts, in virtual time. */
class AdaptiveRateTest {

    private static final double SECOND = 1e9;

    @ParameterizedTest(name = "{0} calls a second, {1} calls")
    @CsvSource({"5,400", "10,400", "20,400", "10,2000", "20,4000", "50,4000"})
    void findsTheRateThatItIsNotToldWithFewThrottles(double perSecond, int calls) {
        Course course = new Course(perSecond, 20, calls).run();

        double bound = (calls - 20) / perSecond;
        assertTrue(course.seconds() <= 1.1 * bound + 0.5, () -> course + ", bound " + bound);
        assertTrue(course.throttled <= 0.03 * calls, course::toString);
    }

    @ParameterizedTest(name = "{0} calls a second")
    @CsvSource({"5", "10", "20"})
    void isNotLedAstrayByAnswersThatComeLateAndInAnyOrder(double perSecond) {
        Course course = new Course(perSecond, 20, 400);
        course.jitterSeconds = 0.2;
        course.run();

        double bound = 380 / perSecond;
        assertTrue(course.seconds() <= 1.15 * bound + 1, () -> course + ", bound " + bound);
        assertTrue(course.throttled <= 0.05 * 400, course::toString);
    }

    @Test
    void neverThrottlesWhatTheBurstAloneCarries() {
        assertEquals(0, new Course(5, 20, 20).run().throttled);
    }

    @Test
    void keepsToTwoCallsASecond() {
        Course course = new Course(2, 2, 100).run();

        assertTrue(course.seconds() <= 1.2 * 49, course::toString);
        assertTrue(course.throttled <= 20, course::toString);
    }

    @Test
    void climbsAgainWhenTheServiceAllowsMore() {
        Course course = new Course(5, 20, 3000);
        course.laterPerSecond = 20;
        course.laterFrom = 60;
        course.run();

        // 60 s at 5 a second, then the rest: a per cent a second takes 140 s from 5 to 20.
        assertTrue(course.seconds() < 320, course::toString);
        assertTrue(course.throttled <= 0.03 * 3000, course::toString);
    }

    /** Many calls against one bucket, each answered after 70 ms. */
    private static final class Course {

        private static final long LATENCY = 70_000_000L;

        private final double burst;
        private final int calls;
        private final AdaptiveRate rate = new AdaptiveRate(0);
        private final PriorityQueue<Sent> flying = new PriorityQueue<>(Comparator.comparingLong(Sent::answeredAt));
        private final Random random = new Random(42);
        private double jitterSeconds;
        private double perSecond;
        private double laterPerSecond;
        private double laterFrom = Double.MAX_VALUE;
        private double tokens;
        private long counted;
        private long now;
        private int throttled;

        Course(double perSecond, double burst, int calls) {
            this.perSecond = perSecond;
            this.burst = burst;
            this.tokens = burst;
            this.calls = calls;
        }

        Course run() {
            int toSend = calls;
            int done = 0;
            while (done < calls) {
                long wait = toSend > 0 ? rate.nanosToWait(now) : Long.MAX_VALUE;
                if (wait == 0) {
                    toSend--;
                    AdaptiveRate.Turn turn = rate.send(now, toSend > 0);
                    long late = (long) (random.nextExponential() * jitterSeconds * SECOND);
                    flying.add(new Sent(turn, now + LATENCY + late, takeToken()));
                } else if (flying.isEmpty()
                        || (toSend > 0 && now + wait < flying.element().answeredAt())) {
                    now += wait;
                } else {
                    Sent answered = flying.remove();
                    now = answered.answeredAt();
                    if (answered.accepted()) {
                        rate.accepted(answered.turn(), now);
                        done++;
                    } else {
                        rate.throttled(answered.turn(), now);
                        throttled++;
                        toSend++;
                    }
                }
            }
            return this;
        }

        private boolean takeToken() {
            if (now / SECOND >= laterFrom) {
                perSecond = laterPerSecond;
            }
            tokens = Math.min(burst, tokens + (now - counted) / SECOND * perSecond);
            counted = now;
            boolean accepted = tokens >= 1;
            tokens -= accepted ? 1 : 0;
            return accepted;
        }

        double seconds() {
            return now / SECOND;
        }

        @Override
        public String toString() {
            return calls + " calls took " + seconds() + " s, " + throttled + " throttled, at the end "
                    + rate.perSecond() + " a second";
        }

        private record Sent(AdaptiveRate.Turn turn, long answeredAt, boolean accepted) {}
    }
}
