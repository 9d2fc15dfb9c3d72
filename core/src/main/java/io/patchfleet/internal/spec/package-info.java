/** What a spec is read with and held against, without asking AWS. Not API: may change in any release. */
@org.jspecify.annotations.NullMarked
package io.patchfleet.internal.spec;
