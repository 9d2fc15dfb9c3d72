package io.patchfleet.simulator.internal.world;

import java.time.Instant;

/**
 * What EC2 knows of an instance and nobody changes; of a hybrid node only the address and the first day count.
 *
 * @param launched when an instance was launched, or a hybrid node set up
 */
public record Hardware(
        String instanceType,
        String imageId,
        String zone,
        String vpcId,
        String subnetId,
        String reservationId,
        String address,
        String computerName,
        Instant launched) {}
