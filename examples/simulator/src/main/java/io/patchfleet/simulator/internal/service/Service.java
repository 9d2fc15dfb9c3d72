package io.patchfleet.simulator.internal.service;

import java.util.Map;

/** A service that the simulated AWS plays. */
public interface Service {

    /** The name by which requests are signed, which is also IAM's prefix: {@code ssm}, {@code ec2}, {@code sts}. */
    String name();

    /** The operations that are played, by AWS's names for them. Any other fails loudly. */
    Map<String, Operation> operations();
}
