/** The formats: {@link io.patchfleet.reporting.render.Formats} names them. */
@org.jspecify.annotations.NullMarked
package io.patchfleet.reporting.render;
