package io.patchfleet.simulator.internal.service;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** The roles that may be assumed: the same names in every account, each account with its own condition. */
public final class Roles {

    private final List<String> accounts;
    private final Set<String> names;
    private final Map<String, String> externalIds;
    private final long seed;

    /**
     * The roles of those names in each of the accounts.
     *
     * @param externalIds what has to be presented to an account's roles; nothing for accounts that are not in it
     */
    public Roles(List<String> accounts, Set<String> names, Map<String, String> externalIds, long seed) {
        this.accounts = List.copyOf(accounts);
        this.names = Set.copyOf(names);
        this.externalIds = new HashMap<>(externalIds);
        this.seed = seed;
    }

    boolean mayAssume(String account, String name, String externalId) {
        return accounts.contains(account)
                && names.contains(name)
                && externalIds.getOrDefault(account, externalId).equals(externalId);
    }

    /** AWS's own id of a role. */
    String id(String account, String name) {
        Random random = new Random(seed + (account + name).hashCode());
        return AccessKeys.id("AROA", 17, random);
    }
}
