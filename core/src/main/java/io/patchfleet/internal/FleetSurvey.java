package io.patchfleet.internal;

import io.patchfleet.internal.aws.AccountDirectory;
import io.patchfleet.internal.aws.AssumedRole;
import io.patchfleet.internal.aws.Identity;
import io.patchfleet.internal.aws.Instances;
import io.patchfleet.internal.call.Await;
import io.patchfleet.internal.call.AwsCall;
import io.patchfleet.internal.call.CallFailedException;
import io.patchfleet.internal.call.Caller;
import io.patchfleet.internal.call.Errand;
import io.patchfleet.internal.call.Place;
import io.patchfleet.model.FleetUnreachableException;
import io.patchfleet.model.Gap;
import io.patchfleet.spi.Account;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.sts.StsClient;

/** Finds out which scopes the fleet has now; waits on the thread that calls the verb. */
final class FleetSurvey {

    private final FleetSettings settings;
    private final Identity identity;
    private final Caller caller;

    FleetSurvey(FleetSettings settings, Identity identity, Caller caller) {
        this.settings = settings;
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
        try {
            return settings.accounts.list(new AccountDirectory(identity, caller, errand));
        } catch (CallFailedException failed) {
            throw new FleetUnreachableException(List.of(new Gap(
                    Optional.empty(),
                    Optional.empty(),
                    "the accounts could not be listed",
                    Optional.of(failed.failure()))));
        }
    }

    /** Enters the account, then names its Regions; accounts at the same time. */
    private CompletableFuture<List<String>> regionsOf(Account account, Errand errand) {
        CompletableFuture<?> entered = account.credentials() instanceof AssumedRole role && !role.isFresh()
                ? caller.call(identity.home(), AwsCall.reading(StsClient.class, "sts:AssumeRole", role::assume), errand)
                : CompletableFuture.completedFuture(null);
        return entered.thenCompose(done -> settings.allEnabled
                ? caller.call(Place.of(account, identity.homeRegion()), Instances.enabledRegions(), errand)
                : CompletableFuture.completedFuture(settings.regions));
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
                settings.regions.forEach(region -> reach.closed().add(Place.of(account, region)));
                String what = failed.failure().operation().equals("sts:AssumeRole")
                        ? "the account could not be entered"
                        : "the account's Regions could not be listed";
                reach.gaps()
                        .add(new Gap(Optional.of(account.id()), Optional.empty(), what, Optional.of(failed.failure())));
            }
        }
    }
}
