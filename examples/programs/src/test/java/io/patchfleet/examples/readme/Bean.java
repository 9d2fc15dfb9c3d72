package io.patchfleet.examples.readme;

import java.lang.annotation.ElementType;
import java.lang.annotation.Target;

/** Stands for Spring's, so that the README's lines compile without Spring. */
@Target(ElementType.METHOD)
@interface Bean {

    String destroyMethod();
}
