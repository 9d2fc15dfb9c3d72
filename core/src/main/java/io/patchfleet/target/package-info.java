/** Whom a verb means: {@link io.patchfleet.target.Target}. */
@org.jspecify.annotations.NullMarked
package io.patchfleet.target;
