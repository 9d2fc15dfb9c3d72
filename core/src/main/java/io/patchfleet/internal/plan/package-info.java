/** Not API: may change in any release. */
@org.jspecify.annotations.NullMarked
package io.patchfleet.internal.plan;
