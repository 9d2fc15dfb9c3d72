/** How calls are made. */
@org.jspecify.annotations.NullMarked
package io.patchfleet.internal.call;
