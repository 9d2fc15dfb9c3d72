/** The truth: accounts, nodes, packages, advisories, baselines, commands, and how they change with time. */
@org.jspecify.annotations.NullMarked
package io.patchfleet.simulator.internal.world;
