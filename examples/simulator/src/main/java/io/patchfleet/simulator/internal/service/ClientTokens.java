package io.patchfleet.simulator.internal.service;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/**
 * What was asked for with which client token, and what was answered: asked again, the answer is the same and nothing
 * happens. How long AWS remembers is not documented; here it is for good, even when what was created is gone.
 */
final class ClientTokens {

    private record Done(ObjectNode request, ObjectNode answer) {}

    private final Map<List<String>, Done> done = new HashMap<>();
    private final String member;
    private final Supplier<AwsRefusal> mismatch;

    /**
     * Tokens of one service.
     *
     * @param member the one that carries the token
     * @param mismatch the refusal of a token that was used for something else
     */
    ClientTokens(String member, Supplier<AwsRefusal> mismatch) {
        this.member = member;
        this.mismatch = mismatch;
    }

    static ClientTokens ssm() {
        return new ClientTokens(
                "ClientToken",
                () -> new AwsRefusal(
                        "IdempotentParameterMismatch",
                        "Error returned when an idempotent operation is retried and the parameters don't match the"
                                + " original call to the API with the same idempotency token."));
    }

    /** Does what is asked, unless it was done before; what was refused may be asked for again. */
    ObjectNode once(Call call, String operation, Operation action) {
        String token = call.input().path(member).asString("");
        if (token.isEmpty()) {
            return action.answer(call);
        }
        List<String> key = List.of(call.account(), call.region(), operation, token);
        ObjectNode request = call.input().deepCopy();
        request.remove(member);
        Done before = done.get(key);
        if (before == null) {
            before = new Done(request, action.answer(call));
            done.put(key, before);
        } else if (!before.request().equals(request)) {
            throw mismatch.get();
        }
        return before.answer().deepCopy();
    }
}
