/** AWS's published service models, and what is held against them. */
@org.jspecify.annotations.NullMarked
package io.patchfleet.simulator.internal.model;
