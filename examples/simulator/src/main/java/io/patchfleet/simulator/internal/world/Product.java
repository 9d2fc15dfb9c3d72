package io.patchfleet.simulator.internal.world;

import java.util.List;

/**
 * One version of an operating system and all that can be installed on it.
 *
 * @param operatingSystem by which baselines are chosen
 * @param name the value of the filter PRODUCT: {@code AmazonLinux2023}
 * @param family the value of the filter PRODUCT_FAMILY, on Windows
 * @param platformName as the agent reports it
 * @param platformVersion as the agent reports it
 * @param software in a fixed order, so that a node's levels are an array
 */
public record Product(
        OperatingSystem operatingSystem,
        String name,
        String family,
        String platformName,
        String platformVersion,
        List<Software> software) {

    public Product {
        software = List.copyOf(software);
    }
}
