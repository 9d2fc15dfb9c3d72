package io.patchfleet.simulator.internal.wire;

import io.patchfleet.simulator.internal.service.AccessKey;
import java.time.Instant;
import java.util.Optional;

/**
 * A request whose addressee is known, on its way to an answer.
 *
 * @param operation as the request names it, whether it exists or not
 * @param key the credentials that signed it, if this AWS has issued such
 * @param now the simulated instant at which it arrived
 */
record Exchange(
        Request request,
        String id,
        PlayedService service,
        Protocol protocol,
        String operation,
        String region,
        Optional<AccessKey> key,
        Instant now) {

    /** The account of those whose credentials nobody has issued. */
    static final String UNKNOWN = "unknown";

    /** The signer's account; {@code unknown} if nobody has issued those credentials. */
    String account() {
        return key.map(AccessKey::account).orElse(UNKNOWN);
    }

    /** As IAM spells it: {@code ssm:SendCommand}. */
    String action() {
        return service.action(operation);
    }
}
