package io.patchfleet.simulator.internal.service;

import java.util.Map;

/** A service that the simulated AWS plays. */
public interface Service {

    /** The name by which requests are signed: {@code ssm}, {@code ec2}, {@code tagging}. */
    String name();

    /** IAM's name for it, before the colon of an action; mostly the same. */
    default String iamPrefix() {
        return name();
    }

    /** As IAM spells the right to an operation: {@code ssm:SendCommand}. */
    default String action(String operation) {
        return iamPrefix() + ":" + operation;
    }

    /** The operations that are played, by AWS's names for them. Any other fails loudly. */
    Map<String, Operation> operations();
}
