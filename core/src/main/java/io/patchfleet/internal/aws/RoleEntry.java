package io.patchfleet.internal.aws;

import io.patchfleet.model.Problem;
import io.patchfleet.spi.Account;
import io.patchfleet.spi.Accounts;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How accounts are entered by a role, and which are left out.
 *
 * @param role the role's name, with its path if it has one
 */
record RoleEntry(String role, String sessionName, Optional<String> externalId, Set<String> except) {

    private static final Pattern ROLE = Pattern.compile("([\\w+=,.@-]+/)*[\\w+=,.@-]{1,64}");
    private static final Pattern SESSION_NAME = Pattern.compile("[\\w+=,.@-]{2,64}");
    private static final Pattern EXTERNAL_ID = Pattern.compile("[\\w+=,.@:/-]{2,1224}");
    private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");

    RoleEntry {
        Problem.refuseUnless(ROLE.matcher(role).matches(), "role", role, "a role's name, not its ARN");
        Problem.refuseUnless(
                SESSION_NAME.matcher(sessionName).matches(),
                "sessionName",
                sessionName,
                "2 to 64 letters, digits and _+=,.@-");
        externalId.ifPresent(id -> Problem.refuseUnless(
                EXTERNAL_ID.matcher(id).matches(), "externalId", id, "2 to 1224 letters, digits and _+=,.@:/-"));
    }

    static RoleEntry of(String role) {
        return new RoleEntry(role, "PatchFleet", Optional.empty(), Set.of());
    }

    /** The ids, each once, in order. */
    static Set<String> accountIds(String path, List<String> ids) {
        ids.forEach(id -> Problem.refuseUnless(ACCOUNT.matcher(id).matches(), path, id, "twelve digits"));
        return new LinkedHashSet<>(ids);
    }

    RoleEntry externalId(String id) {
        return new RoleEntry(role, sessionName, Optional.of(id), except);
    }

    RoleEntry sessionName(String name) {
        return new RoleEntry(role, name, externalId, except);
    }

    RoleEntry except(String... ids) {
        Set<String> all = new LinkedHashSet<>(except);
        all.addAll(accountIds("except", List.of(ids)));
        return new RoleEntry(role, sessionName, externalId, all);
    }

    boolean admits(String account) {
        return !except.contains(account);
    }

    Account enter(Accounts.Request request, String account) {
        return request.assume(account, role, sessionName, externalId);
    }
}
