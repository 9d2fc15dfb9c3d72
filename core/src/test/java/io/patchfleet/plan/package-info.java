@org.jspecify.annotations.NullMarked
package io.patchfleet.plan;
