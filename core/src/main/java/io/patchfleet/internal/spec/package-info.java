/** What AWS lets a spec say, known without asking AWS. */
@org.jspecify.annotations.NullMarked
package io.patchfleet.internal.spec;
