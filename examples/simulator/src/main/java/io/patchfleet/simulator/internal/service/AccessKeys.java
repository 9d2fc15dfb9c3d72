package io.patchfleet.simulator.internal.service;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/** The credentials that this AWS has issued, by their access key id. */
public final class AccessKeys {

    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private final RandomGenerator random;
    private final Map<String, AccessKey> issued = new ConcurrentHashMap<>();
    private final AccessKey first;

    /**
     * Issues the first credentials.
     *
     * @param accounts those that there are; the first has a user
     */
    public AccessKeys(List<String> accounts, long seed) {
        this.random = new Random(seed);
        accounts.forEach(id -> issue(
                new AccessKey(id, "", id, "arn:aws:iam::" + id + ":root", id, Optional.empty(), Optional.empty())));
        String account = accounts.get(0);
        this.first = issue(new AccessKey(
                id("AKIA", 16, random),
                id("", 40, random),
                account,
                "arn:aws:iam::" + account + ":user/operator",
                id("AIDA", 17, random),
                Optional.empty(),
                Optional.empty()));
    }

    /** Those of a user of the first account. */
    public AccessKey first() {
        return first;
    }

    /**
     * Finds the credentials by the id that a request was signed with. An account's number stands for its root user, so
     * that a command line can choose an account without assuming a role.
     */
    public Optional<AccessKey> find(String id) {
        return Optional.ofNullable(issued.get(id));
    }

    /** AWS's own id of whoever has that ARN. */
    String userId(String principal) {
        return issued.values().stream()
                .filter(key -> key.principal().equals(principal))
                .map(AccessKey::userId)
                .findAny()
                .orElseThrow(() -> new IllegalStateException("nobody is called " + principal));
    }

    /** Issues the temporary credentials of a role's session. */
    AccessKey issueSession(String account, String assumedRole, String userId, Instant expiry) {
        return issue(new AccessKey(
                id("ASIA", 16, random),
                id("", 40, random),
                account,
                assumedRole,
                userId,
                Optional.of(id("", 120, random)),
                Optional.of(expiry)));
    }

    private AccessKey issue(AccessKey key) {
        issued.put(key.id(), key);
        return key;
    }

    /** An id as IAM makes them: what it is about, then letters and digits. */
    static String id(String prefix, int length, RandomGenerator random) {
        StringBuilder text = new StringBuilder(prefix);
        random.ints(length, 0, LETTERS.length()).forEach(i -> text.append(LETTERS.charAt(i)));
        return text.toString();
    }
}
