package io.patchfleet.simulator.internal.wire;

import io.patchfleet.simulator.internal.service.AccessKey;

/** Lets in only what is signed with credentials that this AWS has issued and that are still valid. */
final class Authentication implements Step {

    @Override
    public Answer answer(Exchange exchange, Rest rest) {
        Dialect dialect = exchange.service().dialect();
        AccessKey key = exchange.key().orElseThrow(dialect::unknownKey);
        if (!key.sessionToken().equals(exchange.request().header("X-Amz-Security-Token"))) {
            throw dialect.unknownKey();
        }
        if (key.expiry().filter(expiry -> !exchange.now().isBefore(expiry)).isPresent()) {
            throw dialect.expiredKey();
        }
        return rest.answer(exchange);
    }
}
