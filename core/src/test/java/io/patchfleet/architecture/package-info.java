/** The design, held against the code. */
@org.jspecify.annotations.NullMarked
package io.patchfleet.architecture;
