package io.patchfleet.model;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * So many nodes, or so many of each hundred: how many are worked on at a time, how many may fail.
 *
 * @param amount how many
 * @param unit of what
 */
public record Share(int amount, Unit unit) {

    /** What an amount counts. */
    public enum Unit {
        /** Nodes. */
        NODES,
        /** Hundredths of the nodes that are meant. */
        PERCENT
    }

    /** As Systems Manager's MaxErrors, which allows what MaxConcurrency does and nought besides. */
    private static final Pattern TEXT = Pattern.compile("(0|[1-9]\\d{0,6})(%?)");

    private static final int MOST_NODES = 9_999_999;
    private static final int ALL = 100;

    /**
     * Checks the amount.
     *
     * @throws InvalidInputException if it is negative or more than AWS can be told
     */
    public Share {
        int most = unit == Unit.PERCENT ? ALL : MOST_NODES;
        Problem.refuseUnless(
                amount >= 0 && amount <= most,
                "share",
                amount,
                "0 to " + most + " " + unit.name().toLowerCase(Locale.ROOT));
    }

    /**
     * So many nodes.
     *
     * @param amount how many
     * @return the share
     */
    public static Share nodes(int amount) {
        return new Share(amount, Unit.NODES);
    }

    /**
     * So many of each hundred nodes.
     *
     * @param amount how many per cent
     * @return the share
     */
    public static Share percent(int amount) {
        return new Share(amount, Unit.PERCENT);
    }

    /**
     * Reads what {@link #toString()} writes.
     *
     * @param text such as {@code 3} or {@code 10%}
     * @return the share
     * @throws InvalidInputException if the text is not a share
     */
    public static Share parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        Problem.refuseUnless(
                matcher.matches(), "share", text, "a number of nodes, such as 3, or per cent, such as 10%");
        int amount = Integer.parseInt(matcher.group(1));
        return matcher.group(2).isEmpty() ? nodes(amount) : percent(amount);
    }

    /**
     * How many nodes this is. Per cent are rounded down, for AWS does not document how it rounds; what is not nought is
     * at least one node, so that work goes on in a small fleet, too.
     *
     * @param intended of how many
     * @return 0 to so many
     * @throws InvalidInputException if the number of nodes is negative
     */
    public int of(int intended) {
        Problem.refuseUnless(intended >= 0, "intended", intended, "0 or more");
        long share = unit == Unit.NODES ? amount : (long) intended * amount / ALL;
        return (int) Math.min(intended, isNone() ? 0 : Math.max(1, share));
    }

    /** Whether this is no node at all, however many are meant: allowed for failures, not for a pace. */
    public boolean isNone() {
        return amount == 0;
    }

    /** As AWS writes it: {@code 3}, {@code 10%}. */
    @Override
    public String toString() {
        return unit == Unit.PERCENT ? amount + "%" : Integer.toString(amount);
    }
}
