package io.patchfleet.simulator.internal.service;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Cuts answers into pages. A token carries its place in the list, the call that it continues and when it was handed
 * out, so nothing is kept here; it is good for that call only, and not for ever.
 */
final class Pages {

    /** Why a token is refused. */
    enum Fault {
        INVALID,
        EXPIRED
    }

    /** One page; without a token it is the last. */
    record Page<T>(List<T> items, @Nullable String nextToken) {}

    // The tagging service documents fifteen minutes; the others do not say.
    private static final Duration GOOD_FOR = Duration.ofMinutes(15);
    private static final int SEAL = 12;

    private final String operation;
    private final Set<String> pagingMembers;
    private final String tokenMember;
    private final Function<Fault, AwsRefusal> refusals;

    /**
     * @param pagingMembers the members that may differ from one page to the next
     * @param tokenMember the one that carries the token
     */
    Pages(String operation, Set<String> pagingMembers, String tokenMember, Function<Fault, AwsRefusal> refusals) {
        this.operation = operation;
        this.pagingMembers = pagingMembers;
        this.tokenMember = tokenMember;
        this.refusals = refusals;
    }

    /** As Systems Manager pages. */
    static Pages ssm(String operation) {
        return new Pages(
                "ssm:" + operation,
                Set.of("NextToken", "MaxResults"),
                "NextToken",
                fault -> new AwsRefusal("InvalidNextToken", "The specified token isn't valid."));
    }

    /** The page of what is kept of the source that the call asks for, of at most that many items. */
    <T> Page<T> page(Call call, List<T> source, Predicate<? super T> keep, int size) {
        int index = place(call);
        List<T> items = new ArrayList<>(Math.min(size, 64));
        for (; index < source.size() && items.size() < size; index++) {
            if (keep.test(source.get(index))) {
                items.add(source.get(index));
            }
        }
        while (index < source.size() && !keep.test(source.get(index))) {
            index++;
        }
        return new Page<>(items, index < source.size() ? token(call, index) : null);
    }

    <T> Page<T> page(Call call, List<T> source, int size) {
        return page(call, source, item -> true, size);
    }

    private int place(Call call) {
        String token = call.input().path(tokenMember).asString("");
        if (token.isEmpty()) {
            return 0;
        }
        String[] parts = open(token).split("/", -1);
        if (parts.length != 3 || !parts[0].equals(fingerprint(call))) {
            throw refusals.apply(Fault.INVALID);
        }
        Instant issued = Instant.ofEpochMilli(Long.parseLong(parts[1]));
        if (issued.plus(GOOD_FOR).isBefore(call.now())) {
            throw refusals.apply(Fault.EXPIRED);
        }
        return Integer.parseInt(parts[2]);
    }

    private String token(Call call, int index) {
        byte[] text =
                (fingerprint(call) + "/" + call.now().toEpochMilli() + "/" + index).getBytes(StandardCharsets.UTF_8);
        byte[] token = Arrays.copyOf(Arrays.copyOf(digest(text), SEAL), SEAL + text.length);
        System.arraycopy(text, 0, token, SEAL, text.length);
        return Base64.getEncoder().encodeToString(token);
    }

    private String open(String token) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            throw refusals.apply(Fault.INVALID);
        }
        byte[] text = bytes.length > SEAL ? Arrays.copyOfRange(bytes, SEAL, bytes.length) : new byte[0];
        if (!Arrays.equals(Arrays.copyOf(digest(text), SEAL), Arrays.copyOf(bytes, SEAL))) {
            throw refusals.apply(Fault.INVALID);
        }
        return new String(text, StandardCharsets.UTF_8);
    }

    /** What has to stay the same from page to page. */
    private String fingerprint(Call call) {
        ObjectNode members = call.input().deepCopy();
        pagingMembers.forEach(members::remove);
        String text = operation + "\n" + call.account() + "\n" + call.region() + "\n" + members;
        byte[] digest = Arrays.copyOf(digest(text.getBytes(StandardCharsets.UTF_8)), SEAL);
        return Base64.getUrlEncoder().encodeToString(digest).replace('_', '.');
    }

    private static byte[] digest(byte[] text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
