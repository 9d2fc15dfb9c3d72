package io.patchfleet.simulator.internal.model;

/**
 * One operation of a service.
 *
 * @param route how a REST request asks for it
 * @param resultWrapper the element that the query protocol puts around the answer; empty with other protocols
 */
public record OperationModel(String name, Route route, Shape input, Shape output, String resultWrapper) {}
