/** What the services answer, asked without a wire. */
@org.jspecify.annotations.NullMarked
package io.patchfleet.simulator.internal.service;
