/** The shared words, each on its own. */
@org.jspecify.annotations.NullMarked
package io.patchfleet.model;
