package io.patchfleet.model;

import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.SortedSet;
import java.util.TreeSet;
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

    /**
     * Those of some Regions, whatever the account.
     *
     * @param anyOf the Regions' codes, at least one
     * @return the filter
     * @throws InvalidInputException if there is none, or one is not written as AWS writes them
     */
    public static Filter inRegions(String... anyOf) {
        Problem.refuseUnless(anyOf.length > 0, "regions", Arrays.toString(anyOf), "at least one Region");
        return new Filter(Collections.emptySortedSet(), new TreeSet<>(Arrays.asList(anyOf)));
    }

    /**
     * Those of some accounts, whatever the Region.
     *
     * @param anyOf the accounts' twelve digits, at least one
     * @return the filter
     * @throws InvalidInputException if there is none, or one is not twelve digits
     */
    public static Filter inAccounts(String... anyOf) {
        Problem.refuseUnless(anyOf.length > 0, "accounts", Arrays.toString(anyOf), "at least one account");
        return new Filter(new TreeSet<>(Arrays.asList(anyOf)), Collections.emptySortedSet());
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

    /**
     * Some scopes of many.
     *
     * @param accounts in which accounts; none: in any
     * @param regions in which Regions; none: in any
     */
    public record Filter(SortedSet<String> accounts, SortedSet<String> regions) {

        /**
         * Checks and copies both.
         *
         * @throws InvalidInputException if an account is not twelve digits or a Region is not written as AWS writes
         *     them, or if there is neither
         */
        public Filter {
            accounts.forEach(account ->
                    Problem.refuseUnless(ACCOUNT.matcher(account).matches(), "accounts", account, "twelve digits"));
            regions.forEach(region -> Problem.refuseUnless(
                    REGION.matcher(region).matches(), "regions", region, "a Region's code, such as eu-central-1"));
            Problem.refuseUnless(
                    !accounts.isEmpty() || !regions.isEmpty(), "where", "everywhere", "some accounts or some Regions");
            accounts = Collections.unmodifiableSortedSet(new TreeSet<>(accounts));
            regions = Collections.unmodifiableSortedSet(new TreeSet<>(regions));
        }

        /**
         * Those that both let through.
         *
         * @param other the other
         * @return the filter
         * @throws InvalidInputException if there can be none
         */
        public Filter and(Filter other) {
            return new Filter(both("accounts", accounts, other.accounts), both("regions", regions, other.regions));
        }

        /**
         * Whether a scope is among them.
         *
         * @param scope the scope
         * @return whether it is
         */
        public boolean matches(Scope scope) {
            return (accounts.isEmpty() || accounts.contains(scope.account()))
                    && (regions.isEmpty() || regions.contains(scope.region()));
        }

        /**
         * Whether each scope that another lets through is among them.
         *
         * @param other the other
         * @return whether all are
         */
        public boolean covers(Filter other) {
            return covers(accounts, other.accounts) && covers(regions, other.regions);
        }

        /** Such as {@code 123456789012 in eu-central-1, eu-west-1}. */
        @Override
        public String toString() {
            String whose = String.join(", ", accounts);
            String where = String.join(", ", regions);
            return regions.isEmpty() ? whose : accounts.isEmpty() ? where : whose + " in " + where;
        }

        private static boolean covers(SortedSet<String> these, SortedSet<String> those) {
            return these.isEmpty() || (!those.isEmpty() && these.containsAll(those));
        }

        private static SortedSet<String> both(String path, SortedSet<String> these, SortedSet<String> those) {
            if (these.isEmpty() || those.isEmpty()) {
                return these.isEmpty() ? those : these;
            }
            SortedSet<String> common = new TreeSet<>(these);
            common.retainAll(those);
            Problem.refuseUnless(!common.isEmpty(), path, those, "at least one of " + String.join(", ", these));
            return common;
        }
    }
}
