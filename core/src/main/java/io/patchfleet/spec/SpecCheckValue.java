package io.patchfleet.spec;

import org.immutables.value.Value;

/** A check as a value; a class, because what it prints is written by hand. */
@Value.Immutable
abstract class SpecCheckValue implements SpecCheck {

    @Override
    public final String toString() {
        return SpecCheckText.of(this);
    }
}
