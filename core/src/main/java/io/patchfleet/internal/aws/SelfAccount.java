package io.patchfleet.internal.aws;

import io.patchfleet.spi.Account;
import io.patchfleet.spi.Accounts;
import java.util.List;

/** The one account that the credentials belong to. */
public enum SelfAccount implements Accounts {
    INSTANCE;

    @Override
    public List<Account> list(Request request) {
        return List.of(request.self());
    }

    @Override
    public String toString() {
        return "the credentials' own account";
    }
}
