/** Not API: may change in any release. JSON to and from plain maps, lists, texts, numbers and booleans. */
@org.jspecify.annotations.NullMarked
package io.patchfleet.internal.json;
