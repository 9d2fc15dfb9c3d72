package io.patchfleet.simulator;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Something that goes wrong with calls, or with events, until it is removed or has happened often enough.
 *
 * <pre>{@code
 * aws.fault(Fault.throttle("ssm:SendCommand").in("eu-central-1").rate(0.3));
 * aws.fault(Fault.reset("*").in("us-east-1"));                  // the Region is down
 * aws.fault(Fault.accessDenied("ec2:*").account("111122223333"));
 * }</pre>
 */
public final class Fault {

    private final Kind kind;
    private final Match match;
    private final double rate;
    private final int times;
    private final Duration delay;

    private Fault(Kind kind, Match match, double rate, int times, Duration delay) {
        this.kind = kind;
        this.match = match;
        this.rate = rate;
        this.times = times;
        this.delay = delay;
    }

    /** What goes wrong. */
    public enum Kind {
        /** AWS says that there are too many calls. */
        THROTTLE,
        /** AWS says that it has failed. */
        ERROR,
        /** The connection is reset before anything is done. */
        RESET,
        /** The answer is late. */
        SLOW,
        /** AWS says that the caller may not do that. */
        ACCESS_DENIED,
        /** It is done, and the connection is reset before the answer arrives. */
        LOST_REPLY,
        /** An event never arrives at the event bus. */
        EVENT_LOST,
        /** An event arrives twice, with the same id. */
        EVENT_TWICE,
        /** An event arrives late. */
        EVENT_LATE;

        /** Whether it happens to events, and not to calls. */
        public boolean isAboutEvents() {
            return this == EVENT_LOST || this == EVENT_TWICE || this == EVENT_LATE;
        }

        /** As the control endpoint spells it: {@code lostReply}. */
        public String label() {
            String words = name().toLowerCase(Locale.ROOT);
            int gap = words.indexOf('_');
            return gap < 0
                    ? words
                    : words.substring(0, gap) + Character.toUpperCase(words.charAt(gap + 1)) + words.substring(gap + 2);
        }

        /**
         * The kind of that label.
         *
         * @throws IllegalArgumentException if there is none; it names those that there are
         */
        public static Kind of(String label) {
            return Arrays.stream(values())
                    .filter(kind -> kind.label().equals(label))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("fault is '" + label + "'; allowed are "
                            + Arrays.stream(values()).map(Kind::label).collect(Collectors.joining(", "))));
        }
    }

    /**
     * A fault of that kind that happens to every call that matches.
     *
     * @param match {@code ssm:SendCommand}, {@code ssm:*} or {@code *}
     */
    public static Fault of(Kind kind, String match) {
        return new Fault(kind, Match.of(match), 1, Integer.MAX_VALUE, Duration.ZERO);
    }

    /** AWS answers that there are too many calls. */
    public static Fault throttle(String match) {
        return of(Kind.THROTTLE, match);
    }

    /** AWS answers that it has failed. */
    public static Fault error(String match) {
        return of(Kind.ERROR, match);
    }

    /** The connection is reset before anything is done. */
    public static Fault reset(String match) {
        return of(Kind.RESET, match);
    }

    /** The answer comes that much later. */
    public static Fault slow(String match, Duration delay) {
        return of(Kind.SLOW, match).late(delay);
    }

    /** AWS answers that the caller may not do that. */
    public static Fault accessDenied(String match) {
        return of(Kind.ACCESS_DENIED, match);
    }

    /** What is asked for is done, and the connection is reset before the answer arrives. */
    public static Fault lostReply(String match) {
        return of(Kind.LOST_REPLY, match);
    }

    /**
     * Events never arrive.
     *
     * @param match {@code ssm:*}, {@code *}, or one detail type by its letters and digits:
     *     {@code ssm:EC2CommandStatuschangeNotification}
     */
    public static Fault eventLost(String match) {
        return of(Kind.EVENT_LOST, match);
    }

    /**
     * Events arrive twice.
     *
     * @param match as of {@link #eventLost}
     */
    public static Fault eventTwice(String match) {
        return of(Kind.EVENT_TWICE, match);
    }

    /**
     * Events arrive that much later.
     *
     * @param match as of {@link #eventLost}
     */
    public static Fault eventLate(String match, Duration delay) {
        return of(Kind.EVENT_LATE, match).late(delay);
    }

    /** Only in that Region. */
    public Fault in(String region) {
        return new Fault(kind, match.region(region), rate, times, delay);
    }

    /** Only for callers of that account, or for its events. */
    public Fault account(String id) {
        return new Fault(kind, match.account(id), rate, times, delay);
    }

    /** Only to that share of the calls: 0.1 is one in ten, drawn by the world's seed. */
    public Fault rate(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("rate is " + share + "; allowed is 0 to 1");
        }
        return new Fault(kind, match, share, times, delay);
    }

    /** No more than so many times. */
    public Fault times(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("times is " + most + "; allowed is 1 or more");
        }
        return new Fault(kind, match, rate, most, delay);
    }

    /** Late by so much; for {@link Kind#SLOW} and {@link Kind#EVENT_LATE}, without effect on others. */
    public Fault late(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("the delay is " + by + "; allowed is zero or more");
        }
        return new Fault(kind, match, rate, times, by);
    }

    /** Whether it is about such a call. */
    public boolean matches(String account, String region, String operation) {
        return match.fits(account, region, operation);
    }

    public Kind kind() {
        return kind;
    }

    public double rate() {
        return rate;
    }

    /** How often it happens at most. */
    public int times() {
        return times;
    }

    /** How late the answer or the event is, for {@link Kind#SLOW} and {@link Kind#EVENT_LATE}. */
    public Duration delay() {
        return delay;
    }

    @Override
    public String toString() {
        return kind.label() + " " + match;
    }
}
