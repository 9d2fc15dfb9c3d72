package io.patchfleet.simulator;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which calls something is about.
 *
 * @param operation {@code ssm:SendCommand}, {@code ssm:*} or {@code *}
 * @param account in which; every one if empty
 * @param region in which; every one if empty
 */
record Match(String operation, Optional<String> account, Optional<String> region) {

    private static final Pattern FORM = Pattern.compile("\\*|[a-z0-9-]+:(\\*|[A-Za-z0-9]+)");

    Match {
        if (!FORM.matcher(operation).matches()) {
            throw new IllegalArgumentException("match is '" + operation
                    + "'; allowed are one operation such as ssm:SendCommand, all of a service such as ssm:*, and *");
        }
    }

    static Match of(String operation) {
        return new Match(operation, Optional.empty(), Optional.empty());
    }

    Match account(String id) {
        return new Match(operation, Optional.of(id), region);
    }

    Match region(String name) {
        return new Match(operation, account, Optional.of(name));
    }

    boolean fits(String callersAccount, String callsRegion, String action) {
        return fitsOperation(action)
                && account.map(callersAccount::equals).orElse(true)
                && region.map(callsRegion::equals).orElse(true);
    }

    private boolean fitsOperation(String action) {
        return operation.equals("*")
                || operation.equals(action)
                || (operation.endsWith(":*") && action.startsWith(operation.substring(0, operation.length() - 1)));
    }

    @Override
    public String toString() {
        return operation
                + account.map(id -> " of account " + id).orElse("")
                + region.map(name -> " in " + name).orElse("");
    }
}
