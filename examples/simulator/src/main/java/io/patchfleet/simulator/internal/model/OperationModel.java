package io.patchfleet.simulator.internal.model;

/**
 * One operation of a service.
 *
 * @param resultWrapper the element that the query protocol puts around the answer; empty with other protocols
 */
public record OperationModel(String name, Shape input, Shape output, String resultWrapper) {}
