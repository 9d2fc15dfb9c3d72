package io.patchfleet.internal.aws;

import io.patchfleet.internal.call.Await;
import io.patchfleet.internal.call.AwsCall;
import io.patchfleet.internal.call.Caller;
import io.patchfleet.internal.call.Errand;
import io.patchfleet.internal.call.Pages;
import io.patchfleet.internal.call.Place;
import io.patchfleet.spi.Account;
import io.patchfleet.spi.Accounts;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.AccountStatus;
import software.amazon.awssdk.services.organizations.model.ChildType;
import software.amazon.awssdk.services.organizations.model.ListAccountsForParentResponse;
import software.amazon.awssdk.services.organizations.model.ListAccountsResponse;
import software.amazon.awssdk.services.organizations.model.ListChildrenResponse;

/** Names accounts, for one verb; waits on the thread that calls the verb. */
public final class AccountDirectory implements Accounts.Request {

    /** The largest page that Organizations gives. */
    private static final int PAGE = 20;

    private static final Pages<OrganizationsClient, ListAccountsResponse> ALL_ACCOUNTS = new Pages<>(
            token -> AwsCall.reading(
                    OrganizationsClient.class,
                    "organizations:ListAccounts",
                    aws -> aws.listAccounts(r -> r.nextToken(token).maxResults(PAGE))),
            ListAccountsResponse::nextToken);

    private final Identity identity;
    private final Caller caller;
    private final Errand errand;

    public AccountDirectory(Identity identity, Caller caller, Errand errand) {
        this.identity = identity;
        this.caller = caller;
        this.errand = errand;
    }

    @Override
    public Account self() {
        return identity.self(caller, errand);
    }

    @Override
    public Account assume(String id, String role, String sessionName, Optional<String> externalId) {
        return identity.assume(id, role, sessionName, externalId);
    }

    /** The active accounts, id to name: of the whole organisation, or of all beneath a parent. */
    SortedMap<String, String> organization(Optional<String> parent) {
        SortedMap<String, String> active = new TreeMap<>();
        Consumer<software.amazon.awssdk.services.organizations.model.Account> keep = account -> {
            if (account.status() == AccountStatus.ACTIVE) {
                active.put(account.id(), account.name() == null ? account.id() : account.name());
            }
        };
        parent.ifPresentOrElse(
                beneath -> listBeneath(beneath, keep),
                () -> read(ALL_ACCOUNTS, page -> page.accounts().forEach(keep)));
        return active;
    }

    /** AWS lists only direct children, so that a unit is walked, unit by unit. */
    private void listBeneath(String root, Consumer<software.amazon.awssdk.services.organizations.model.Account> keep) {
        Deque<String> parents = new ArrayDeque<>(List.of(root));
        while (!parents.isEmpty()) {
            String parent = parents.remove();
            read(accountsOf(parent), page -> page.accounts().forEach(keep));
            read(unitsOf(parent), page -> page.children().forEach(unit -> parents.add(unit.id())));
        }
    }

    private <P> void read(Pages<OrganizationsClient, P> pages, Consumer<P> each) {
        Place place = Place.of(self(), identity.homeRegion());
        Await.on(pages.read(caller, place, errand, each), "listing the accounts");
    }

    private static Pages<OrganizationsClient, ListAccountsForParentResponse> accountsOf(String parent) {
        return new Pages<>(
                token -> AwsCall.reading(
                        OrganizationsClient.class,
                        "organizations:ListAccountsForParent",
                        aws -> aws.listAccountsForParent(
                                r -> r.parentId(parent).nextToken(token).maxResults(PAGE))),
                ListAccountsForParentResponse::nextToken);
    }

    private static Pages<OrganizationsClient, ListChildrenResponse> unitsOf(String parent) {
        return new Pages<>(
                token -> AwsCall.reading(
                        OrganizationsClient.class,
                        "organizations:ListChildren",
                        aws -> aws.listChildren(r -> r.parentId(parent)
                                .childType(ChildType.ORGANIZATIONAL_UNIT)
                                .nextToken(token)
                                .maxResults(PAGE))),
                ListChildrenResponse::nextToken);
    }
}
