package io.patchfleet.internal.aws;

import io.patchfleet.model.Problem;
import io.patchfleet.spi.Account;
import io.patchfleet.spi.Accounts;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The active accounts of an organisation, or of a part of it. */
public record OrganizationAccounts(RoleEntry entry, Optional<String> parent) implements Accounts.Organization {

    private static final Pattern PARENT = Pattern.compile("r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}");

    public static OrganizationAccounts of(String role) {
        return new OrganizationAccounts(RoleEntry.of(role), Optional.empty());
    }

    /** The role by which each account is entered. */
    public String role() {
        return entry.role();
    }

    @Override
    public List<Account> list(Request request) {
        if (!(request instanceof AccountDirectory directory)) {
            throw new IllegalArgumentException("an organisation is listed by PatchFleet alone");
        }
        Account self = directory.self();
        return directory.organization(parent).entrySet().stream()
                .filter(account -> entry.admits(account.getKey()))
                .map(account -> (account.getKey().equals(self.id()) ? self : entry.enter(request, account.getKey()))
                        .named(account.getValue()))
                .toList();
    }

    @Override
    public OrganizationAccounts under(String newParent) {
        Problem.refuseUnless(
                PARENT.matcher(newParent).matches(),
                "under",
                newParent,
                "an organisational unit (ou-…) or a root (r-…)");
        return new OrganizationAccounts(entry, Optional.of(newParent));
    }

    @Override
    public OrganizationAccounts externalId(String externalId) {
        return new OrganizationAccounts(entry.externalId(externalId), parent);
    }

    @Override
    public OrganizationAccounts sessionName(String sessionName) {
        return new OrganizationAccounts(entry.sessionName(sessionName), parent);
    }

    @Override
    public OrganizationAccounts except(String... others) {
        return new OrganizationAccounts(entry.except(others), parent);
    }

    @Override
    public String toString() {
        return "the organisation" + parent.map(p -> " under " + p).orElse("") + " by role " + role();
    }
}
