/** What every format shows alike: the verdict, the order, the groups, the words. */
@org.jspecify.annotations.NullMarked
package io.patchfleet.reporting.internal.view;
