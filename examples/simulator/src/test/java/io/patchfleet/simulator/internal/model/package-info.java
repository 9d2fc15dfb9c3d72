/** How AWS's models are read and held against requests and answers. */
@org.jspecify.annotations.NullMarked
package io.patchfleet.simulator.internal.model;
