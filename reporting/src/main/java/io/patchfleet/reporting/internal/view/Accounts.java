package io.patchfleet.reporting.internal.view;

import io.patchfleet.compliance.ComplianceSummary;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What accounts are called. */
public final class Accounts {

    private final Map<String, String> names = new TreeMap<>();

    public Accounts(ComplianceSummary summary) {
        summary.scopes()
                .forEach(scope -> scope.accountName()
                        .ifPresent(name -> names.put(scope.scope().account(), name)));
    }

    /** What its owner calls it, if anybody said so. */
    public Optional<String> name(String account) {
        return Optional.ofNullable(names.get(account));
    }

    /** Its name, or its id if it has none. */
    public String nameOrId(String account) {
        return names.getOrDefault(account, account);
    }
}
