package io.patchfleet.internal.call;

import io.patchfleet.model.Scope;
import io.patchfleet.spi.Account;

/** A scope and the way into it. */
public record Place(Account account, Scope scope) {

    public static Place of(Account account, String region) {
        return new Place(account, new Scope(account.id(), region));
    }
}
