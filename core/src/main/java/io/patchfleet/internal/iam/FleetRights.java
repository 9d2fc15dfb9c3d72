package io.patchfleet.internal.iam;

import io.patchfleet.internal.aws.Regions;
import io.patchfleet.model.IamPolicy;
import io.patchfleet.model.Verb;
import io.patchfleet.spi.Accounts;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** What a fleet may do, as it is configured. No call is made. */
public final class FleetRights {

    private final Accounts accounts;
    private final boolean allEnabled;
    private final String partition;

    /**
     * @param accounts how the fleet's accounts are found
     * @param allEnabled whether each account is asked which Regions it has enabled
     * @param home any Region of the fleet's partition
     */
    public FleetRights(Accounts accounts, boolean allEnabled, String home) {
        this.accounts = accounts;
        this.allEnabled = allEnabled;
        this.partition = Regions.partition(home);
    }

    /** The policy of these verbs, or of all if none is named. */
    public IamPolicy policy(Verb... verbs) {
        Bounds within = Bounds.of(partition);
        Rights rights = new Rights(within);
        return named(verbs).stream().map(rights::of).reduce(Reach.of(accounts, allEnabled, within), IamPolicy::plus);
    }

    private static Set<Verb> named(Verb... verbs) {
        return verbs.length == 0 ? EnumSet.allOf(Verb.class) : EnumSet.copyOf(Arrays.asList(verbs));
    }
}
