package io.patchfleet.internal.plan;

/** Which resource of a scope: a name, within its kind. */
record ResourceName(String kind, String name) {}
