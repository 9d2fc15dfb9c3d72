/**
 * Keeps an AWS fleet patched from inside a Java program.
 *
 * <p>{@link io.patchfleet.PatchFleet} is the door: build one, keep it, close it.
 */
@FleetStyle
@NullMarked
package io.patchfleet;

import org.jspecify.annotations.NullMarked;
