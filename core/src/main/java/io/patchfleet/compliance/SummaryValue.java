package io.patchfleet.compliance;

import org.immutables.value.Value;

/** A summary as a value; a class, because what it prints is written by hand. */
@Value.Immutable
abstract class SummaryValue implements ComplianceSummary {

    @Override
    public final String toString() {
        return SummaryText.of(this);
    }
}
