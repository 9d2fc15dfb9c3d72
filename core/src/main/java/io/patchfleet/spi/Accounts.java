package io.patchfleet.spi;

import io.patchfleet.internal.aws.OrganizationAccounts;
import io.patchfleet.internal.aws.RoleAccounts;
import io.patchfleet.internal.aws.SelfAccount;
import java.util.List;
import java.util.Optional;

/**
 * Which accounts a fleet has and how they are entered. Listed anew by each verb.
 *
 * <p>An application may implement it; most take one of the three that are here.
 */
@FunctionalInterface
public interface Accounts {

    /**
     * Names the accounts.
     *
     * @param request what an implementation may ask for
     * @return the accounts, each once
     */
    List<Account> list(Request request);

    /** The one account that the credentials belong to. */
    static Accounts self() {
        return SelfAccount.INSTANCE;
    }

    /**
     * These accounts, each entered by a role of the same name.
     *
     * @param role the role's name, with its path if it has one; not an ARN
     * @param ids the accounts' ids, twelve digits each
     * @return the accounts
     * @throws io.patchfleet.model.InvalidInputException if the role or an id is not written as AWS writes them
     */
    static ByRole assuming(String role, String... ids) {
        return RoleAccounts.of(role, List.of(ids));
    }

    /**
     * All active accounts of the organisation, each entered by a role of the same name. The credentials must be those
     * of the management account or of a delegated administrator, whose own account is read without a role.
     *
     * @param role the role's name, with its path if it has one; not an ARN
     * @return the accounts
     * @throws io.patchfleet.model.InvalidInputException if the role is not written as AWS writes them
     */
    static Organization organization(String role) {
        return OrganizationAccounts.of(role);
    }

    /** Accounts that are entered by assuming a role. Immutable: each call gives a new one. */
    interface ByRole extends Accounts {

        /**
         * With the external id that the roles' trust policy asks for.
         *
         * @param externalId the id
         * @return the accounts
         */
        ByRole externalId(String externalId);

        /**
         * With this name of the sessions, which CloudTrail shows.
         *
         * @param sessionName 2 to 64 letters, digits and {@code _=,.@-}; {@code PatchFleet} unless said otherwise
         * @return the accounts
         * @throws io.patchfleet.model.InvalidInputException if STS would refuse the name
         */
        ByRole sessionName(String sessionName);

        /**
         * Without these.
         *
         * @param ids the accounts' ids
         * @return the accounts
         */
        ByRole except(String... ids);
    }

    /** The accounts of an organisation. Immutable: each call gives a new one. */
    interface Organization extends ByRole {

        /**
         * Only those beneath an organisational unit, at any depth.
         *
         * @param parent the id of the unit ({@code ou-…}) or of a root ({@code r-…})
         * @return the accounts
         * @throws io.patchfleet.model.InvalidInputException if it is not such an id
         */
        Organization under(String parent);

        @Override
        Organization externalId(String externalId);

        @Override
        Organization sessionName(String sessionName);

        @Override
        Organization except(String... ids);
    }

    /** What an implementation may ask for; only PatchFleet implements it. */
    interface Request {

        /** The account that the fleet's own credentials belong to; calls STS {@code GetCallerIdentity} once. */
        Account self();

        /**
         * An account that is entered by a role. Nothing is called until the account is read; credentials are renewed
         * before they expire.
         *
         * @param id the account's twelve digits
         * @param role the role's name, with its path if it has one
         * @param sessionName the session's name
         * @param externalId what the role's trust policy asks for, if it does
         * @return the account
         */
        Account assume(String id, String role, String sessionName, Optional<String> externalId);
    }
}
