package io.patchfleet.model;

import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * An account and a Region: what AWS keeps apart, and what fails alone.
 *
 * @param account the account's twelve digits
 * @param region the Region's code, such as {@code eu-central-1}
 */
public record Scope(String account, String region) implements Comparable<Scope> {

    private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");
    private static final Pattern REGION = Pattern.compile("[a-z]{2,}(-[a-z]+)+-\\d{1,2}");
    private static final Comparator<Scope> ORDER =
            Comparator.comparing(Scope::account).thenComparing(Scope::region);

    /**
     * Checks both parts.
     *
     * @throws InvalidInputException if the account is not twelve digits or the Region is not written as AWS writes them
     */
    public Scope {
        Problem.refuseUnless(ACCOUNT.matcher(account).matches(), "account", account, "twelve digits");
        Problem.refuseUnless(
                REGION.matcher(region).matches(), "region", region, "a Region's code, such as eu-central-1");
    }

    /**
     * Reads what {@link #toString()} writes.
     *
     * @param text such as {@code 123456789012/eu-central-1}
     * @return the scope
     * @throws InvalidInputException if the text is not a scope
     */
    public static Scope parse(String text) {
        String[] parts = text.split("/", -1);
        Problem.refuseUnless(parts.length == 2, "scope", text, "an account and a Region: 123456789012/eu-central-1");
        return new Scope(parts[0], parts[1]);
    }

    /** By account, then by Region. */
    @Override
    public int compareTo(Scope other) {
        return ORDER.compare(this, other);
    }

    /** Such as {@code 123456789012/eu-central-1}. */
    @Override
    public String toString() {
        return account + "/" + region;
    }
}
