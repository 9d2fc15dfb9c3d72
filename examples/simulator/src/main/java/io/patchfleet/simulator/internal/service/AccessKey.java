package io.patchfleet.simulator.internal.service;

import java.time.Instant;
import java.util.Optional;

/**
 * Credentials that this AWS has issued.
 *
 * @param principal the ARN of whoever they were issued to
 * @param userId AWS's own id of that principal
 * @param sessionToken what must come along with requests, for temporary credentials
 * @param expiry after which they are refused, for temporary credentials
 */
public record AccessKey(
        String id,
        String secret,
        String account,
        String principal,
        String userId,
        Optional<String> sessionToken,
        Optional<Instant> expiry) {

    /** Whether they were handed out by AssumeRole. */
    public boolean isTemporary() {
        return sessionToken.isPresent();
    }

    @Override
    public String toString() {
        return id + " of " + principal;
    }
}
