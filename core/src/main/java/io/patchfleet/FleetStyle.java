package io.patchfleet;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.immutables.value.Value;

/**
 * How value classes are generated in this module: the interface is public, the class behind it is not.
 *
 * <p>A meta-annotation that does not outlive the compiler, so that no user's build needs Immutables or warns of it.
 */
@Target({ElementType.PACKAGE, ElementType.TYPE})
@Retention(RetentionPolicy.SOURCE)
@Value.Style(
        visibility = Value.Style.ImplementationVisibility.PACKAGE,
        builderVisibility = Value.Style.BuilderVisibility.PACKAGE,
        overshadowImplementation = true,
        jdkOnly = true,
        depluralize = true,
        depluralizeDictionary = {"patch:patches", "facts:facts"},
        allowedClasspathAnnotations = {Override.class})
@interface FleetStyle {}
