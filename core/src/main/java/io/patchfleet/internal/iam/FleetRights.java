package io.patchfleet.internal.iam;

import io.patchfleet.internal.aws.OrganizationAccounts;
import io.patchfleet.internal.aws.Regions;
import io.patchfleet.internal.aws.RoleAccounts;
import io.patchfleet.model.IamPolicy;
import io.patchfleet.model.Verb;
import io.patchfleet.spec.FleetSpec;
import io.patchfleet.spi.Accounts;
import io.patchfleet.spi.ResourceKind;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What a fleet may do, as it is configured. No call is made. */
public final class FleetRights {

    private static final String ROLE = "PatchFleet";
    private static final String COMMERCIAL = "aws";

    private final Accounts accounts;
    private final boolean allEnabled;
    private final List<String> regions;
    private final String partition;
    private final List<ResourceKind> kinds;

    /**
     * @param accounts how the fleet's accounts are found
     * @param allEnabled whether each account is asked which Regions it has enabled
     * @param regions the fleet's Regions; if each account is asked, any of its partition
     * @param kinds of resources beside those of core
     */
    public FleetRights(Accounts accounts, boolean allEnabled, List<String> regions, List<ResourceKind> kinds) {
        this.accounts = accounts;
        this.allEnabled = allEnabled;
        this.regions = regions;
        this.partition = Regions.partition(regions.get(0));
        this.kinds = kinds;
    }

    /** The policy of these verbs, or of all if none is named. */
    public IamPolicy policy(Verb... verbs) {
        return policy(Bounds.of(partition), verbs);
    }

    /** The policy of these verbs for one spec, or of all verbs if none is named. */
    public IamPolicy policy(FleetSpec spec, Verb... verbs) {
        return policy(Bounds.of(partition, spec), verbs);
    }

    private IamPolicy policy(Bounds within, Verb... verbs) {
        Rights rights = new Rights(within, kinds);
        Set<Verb> asked = named(verbs);
        IamPolicy reach = Reach.of(accounts, allEnabled, within);
        return asked.stream()
                .map(rights::of)
                .reduce(asked.contains(Verb.READ_SYNC) ? reach.plus(rights.ofASync()) : reach, IamPolicy::plus);
    }

    /** The template of the roles for these verbs, or for all if none is named. */
    public String template(Verb... verbs) {
        return new RolesTemplate(role(), named(verbs), allEnabled, regionsOfNodes(), kinds).toJson();
    }

    private String role() {
        if (accounts instanceof RoleAccounts byRole) {
            return byRole.role();
        }
        return accounts instanceof OrganizationAccounts organization ? organization.role() : ROLE;
    }

    private Collection<String> regionsOfNodes() {
        return allEnabled && partition.equals(COMMERCIAL) ? PatchBuckets.regions() : regions;
    }

    private static Set<Verb> named(Verb... verbs) {
        return verbs.length == 0 ? EnumSet.allOf(Verb.class) : EnumSet.copyOf(Arrays.asList(verbs));
    }
}
