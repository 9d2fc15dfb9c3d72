package io.patchfleet.simulator.internal.service;

import io.patchfleet.simulator.internal.world.AwsState;
import io.patchfleet.simulator.internal.world.Scope;

/** Finds the account and Region that a call speaks to. */
final class Scopes {

    private final AwsState state;

    Scopes(AwsState state) {
        this.state = state;
    }

    /** The call's own scope; AWS accepts no signature for a Region that the account has not enabled. */
    Scope of(Call call) {
        Scope scope = state.scope(call.account(), call.region());
        if (scope == null) {
            throw new AwsRefusal(
                    "UnrecognizedClientException", "The security token included in the request is invalid.", 403);
        }
        return scope;
    }

    /** {@code aws}, or the partition of its own that the Region belongs to. */
    static String partition(String region) {
        if (region.startsWith("cn-")) {
            return "aws-cn";
        }
        return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    }
}
