package io.patchfleet.internal.aws;

import io.patchfleet.model.Problem;
import io.patchfleet.spi.Account;
import io.patchfleet.spi.Accounts;
import java.util.List;
import java.util.Set;

/** Accounts that the application names, each entered by a role. */
public record RoleAccounts(RoleEntry entry, Set<String> ids) implements Accounts.ByRole {

    public static RoleAccounts of(String role, List<String> ids) {
        Problem.refuseUnless(!ids.isEmpty(), "accounts", ids, "at least one account of twelve digits");
        return new RoleAccounts(RoleEntry.of(role), RoleEntry.accountIds("accounts", ids));
    }

    /** The role by which each account is entered. */
    public String role() {
        return entry.role();
    }

    @Override
    public List<Account> list(Request request) {
        return ids.stream()
                .filter(entry::admits)
                .map(id -> entry.enter(request, id))
                .toList();
    }

    @Override
    public RoleAccounts externalId(String externalId) {
        return new RoleAccounts(entry.externalId(externalId), ids);
    }

    @Override
    public RoleAccounts sessionName(String sessionName) {
        return new RoleAccounts(entry.sessionName(sessionName), ids);
    }

    @Override
    public RoleAccounts except(String... others) {
        return new RoleAccounts(entry.except(others), ids);
    }

    @Override
    public String toString() {
        return ids.size() + " accounts by role " + role();
    }
}
