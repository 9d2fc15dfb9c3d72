package io.patchfleet.reporting.internal.html;

/**
 * Where most nodes are non-compliant.
 *
 * @param environment the environment
 * @param region the Region
 * @param account the account's name, or its id
 * @param nodes leads to them
 * @param total of how many
 * @param causes what is wrong there
 */
public record WorstPlace(String environment, String region, String account, Link nodes, String total, String causes) {}
