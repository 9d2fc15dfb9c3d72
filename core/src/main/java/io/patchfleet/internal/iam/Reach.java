package io.patchfleet.internal.iam;

import static io.patchfleet.internal.iam.Bounds.EVERYTHING;
import static io.patchfleet.model.IamPolicy.Statement.allow;

import io.patchfleet.internal.aws.OrganizationAccounts;
import io.patchfleet.internal.aws.RoleAccounts;
import io.patchfleet.model.IamPolicy;
import io.patchfleet.model.IamPolicy.Statement;
import io.patchfleet.spi.Accounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a fleet's own credentials need so that it reaches its accounts and Regions, whatever it does there. */
final class Reach {

    private Reach() {}

    /** What an application needs to list accounts in its own way is not known here. */
    static IamPolicy of(Accounts accounts, boolean allEnabled, Bounds within) {
        List<Statement> rights = new ArrayList<>();
        // Always allowed; written down because it is called.
        rights.add(allow(EVERYTHING, "sts:GetCallerIdentity"));
        if (allEnabled) {
            rights.add(enabledRegions());
        }
        if (accounts instanceof RoleAccounts byRole) {
            rights.add(allow(within.role(byRole.role()), "sts:AssumeRole"));
        } else if (accounts instanceof OrganizationAccounts organization) {
            rights.add(allow(within.role(organization.role()), "sts:AssumeRole"));
            rights.add(listing(organization.parent(), within));
        }
        return new IamPolicy(rights);
    }

    /** Which Regions an account has enabled, it is asked itself. */
    static Statement enabledRegions() {
        return allow(EVERYTHING, "ec2:DescribeRegions");
    }

    private static Statement listing(Optional<String> parent, Bounds within) {
        return parent.isEmpty()
                ? allow(EVERYTHING, "organizations:ListAccounts")
                : allow(within.organization(), "organizations:ListAccountsForParent", "organizations:ListChildren");
    }
}
