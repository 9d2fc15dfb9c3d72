/** What AWS lets a spec say. */
@org.jspecify.annotations.NullMarked
package io.patchfleet.internal.spec;
