package io.patchfleet.simulator;

/**
 * How many calls are let through: a bucket of tokens, one for each operation, account and Region, as AWS keeps them.
 *
 * <pre>{@code
 * aws.limit(Limit.of("ssm:*", 10, 20));                              // every operation of Systems Manager on its own
 * aws.limit(Limit.of("ssm:*", 2, 2).account("111122223333"));        // less for one account
 * }</pre>
 */
public final class Limit {

    private final Match match;
    private final double perSecond;
    private final int burst;

    private Limit(Match match, double perSecond, int burst) {
        if (!(perSecond > 0)) {
            throw new IllegalArgumentException("the rate is " + perSecond + " a second; allowed is more than 0");
        }
        if (burst < 1) {
            throw new IllegalArgumentException("the burst is " + burst + "; allowed is 1 or more");
        }
        this.match = match;
        this.perSecond = perSecond;
        this.burst = burst;
    }

    /**
     * So many calls for each operation that matches.
     *
     * @param match {@code ssm:SendCommand}, {@code ssm:*} or {@code *}
     * @param perSecond how fast the bucket fills again
     * @param burst how many calls a full bucket lets through at once
     */
    public static Limit of(String match, double perSecond, int burst) {
        return new Limit(Match.of(match), perSecond, burst);
    }

    /** Only in that Region. */
    public Limit in(String region) {
        return new Limit(match.region(region), perSecond, burst);
    }

    /** Only for callers of that account. */
    public Limit account(String id) {
        return new Limit(match.account(id), perSecond, burst);
    }

    /** Whether it is about such a call. */
    public boolean matches(String account, String region, String operation) {
        return match.fits(account, region, operation);
    }

    public double perSecond() {
        return perSecond;
    }

    public int burst() {
        return burst;
    }

    @Override
    public String toString() {
        return perSecond + " a second, " + burst + " at once: " + match;
    }
}
