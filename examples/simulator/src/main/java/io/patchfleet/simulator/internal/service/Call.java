package io.patchfleet.simulator.internal.service;

import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/**
 * One request that has been let in: parsed, held against AWS's model, neither throttled nor refused.
 *
 * @param account whose credentials signed it
 * @param region the Region of its signature
 * @param principal the ARN of the signer
 * @param input the request's members under the names that AWS's model gives them, whatever the protocol
 * @param now the simulated instant at which it is answered
 */
public record Call(String account, String region, String principal, ObjectNode input, Instant now) {}
