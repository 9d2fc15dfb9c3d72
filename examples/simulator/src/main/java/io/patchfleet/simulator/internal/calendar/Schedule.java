package io.patchfleet.simulator.internal.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/** When something is to happen, as AWS writes it: {@code cron(...)}, {@code rate(...)} or {@code at(...)}. */
public sealed interface Schedule permits At, Cron, Rate {

    /**
     * Reads an expression.
     *
     * @throws IllegalArgumentException if AWS would not understand it
     */
    static Schedule parse(String expression) {
        int open = expression.indexOf('(');
        if (open < 0 || !expression.endsWith(")")) {
            throw new IllegalArgumentException(expression + " is neither cron(...) nor rate(...) nor at(...)");
        }
        String content = expression.substring(open + 1, expression.length() - 1).trim();
        return switch (expression.substring(0, open)) {
            case "cron" -> Cron.parse(content);
            case "rate" -> Rate.parse(content);
            case "at" -> At.parse(content);
            default ->
                throw new IllegalArgumentException(expression + " is neither cron(...) nor rate(...) nor at(...)");
        };
    }

    /**
     * The first time after an instant.
     *
     * @param zone whose clock counts
     * @param anchor what a rate counts from; it is its own first time
     * @return empty if there is none
     */
    Optional<Instant> next(Instant after, ZoneId zone, Instant anchor);

    /** Whether it is a cron expression, which can do what the others cannot. */
    default boolean isCron() {
        return this instanceof Cron;
    }

    /** Whether it happens only once. */
    default boolean isOnce() {
        return this instanceof At;
    }

    /** The shortest time between two times; the longest that there is if there is only one. */
    Duration shortestInterval();
}
