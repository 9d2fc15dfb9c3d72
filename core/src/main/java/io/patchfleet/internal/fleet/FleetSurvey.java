package io.patchfleet.internal.fleet;

import io.patchfleet.internal.aws.AccountDirectory;
import io.patchfleet.internal.aws.AssumedRole;
import io.patchfleet.internal.aws.Identity;
import io.patchfleet.internal.aws.Instances;
import io.patchfleet.internal.call.Await;
import io.patchfleet.internal.call.CallFailedException;
import io.patchfleet.internal.call.Caller;
import io.patchfleet.internal.call.Errand;
import io.patchfleet.internal.call.Place;
import io.patchfleet.model.FleetUnreachableException;
import io.patchfleet.model.Gap;
import io.patchfleet.spi.Account;
import io.patchfleet.spi.Accounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Finds out which scopes the fleet has now; waits on the thread that calls the verb. */
public final class FleetSurvey {

    private final Accounts accounts;
    private final List<String> regions;
    private final boolean allEnabled;
    private final Identity identity;
    private final Caller caller;

    /**
     * Looks at these.
     *
     * @param regions in which Regions
     * @param allEnabled whether instead in those that each account has enabled
     */
    public FleetSurvey(Accounts accounts, List<String> regions, boolean allEnabled, Identity identity, Caller caller) {
        this.accounts = accounts;
        this.regions = regions;
        this.allEnabled = allEnabled;
        this.identity = identity;
        this.caller = caller;
    }

    /**
     * The scopes, in order.
     *
     * @throws FleetUnreachableException if the accounts cannot be listed
     */
    FleetReach reach(Errand errand) {
        List<Entry> entries = new ArrayList<>();
        for (Account account : accounts(errand)) {
            entries.add(new Entry(account, regionsOf(account, errand)));
        }
        FleetReach reach = new FleetReach(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        entries.forEach(entry -> entry.addTo(reach));
        return reach;
    }

    private List<Account> accounts(Errand errand) {
        return known("the accounts could not be listed", () -> accounts.list(directory(errand)));
    }

    /** The account that the fleet's own credentials belong to. */
    Account own(Errand errand) {
        return known(
                "nobody can say whose credentials these are",
                () -> directory(errand).self());
    }

    private AccountDirectory directory(Errand errand) {
        return new AccountDirectory(identity, caller, errand);
    }

    private static <T> T known(String otherwise, Supplier<T> asking) {
        try {
            return asking.get();
        } catch (CallFailedException failed) {
            throw new FleetUnreachableException(
                    List.of(new Gap(Optional.empty(), Optional.empty(), otherwise, Optional.of(failed.failure()))));
        }
    }

    /** Enters the account, then names its Regions; accounts at the same time. */
    private CompletableFuture<List<String>> regionsOf(Account account, Errand errand) {
        CompletableFuture<?> entered = account.credentials() instanceof AssumedRole role && !role.isFresh()
                ? caller.call(identity.home(), role.entering(), errand)
                : CompletableFuture.completedFuture(null);
        return entered.thenCompose(done -> allEnabled
                ? caller.call(Place.of(account, identity.homeRegion()), Instances.enabledRegions(), errand)
                : CompletableFuture.completedFuture(regions));
    }

    private final class Entry {

        private final Account account;
        private final CompletableFuture<List<String>> regions;

        Entry(Account account, CompletableFuture<List<String>> regions) {
            this.account = account;
            this.regions = regions;
        }

        void addTo(FleetReach reach) {
            try {
                Await.on(regions, "entering account " + account.id())
                        .forEach(region -> reach.open().add(Place.of(account, region)));
            } catch (CallFailedException failed) {
                closedRegions().forEach(region -> reach.closed().add(Place.of(account, region)));
                String what = failed.failure().operation().equals(AssumedRole.ENTERING)
                        ? "the account could not be entered"
                        : "the account's Regions could not be listed";
                reach.gaps()
                        .add(new Gap(Optional.of(account.id()), Optional.empty(), what, Optional.of(failed.failure())));
            }
        }
        /** Where nobody could even ask which Regions there are, the account stands in its home Region. */
        private List<String> closedRegions() {
            return allEnabled ? List.of(identity.homeRegion()) : FleetSurvey.this.regions;
        }
    }
}
