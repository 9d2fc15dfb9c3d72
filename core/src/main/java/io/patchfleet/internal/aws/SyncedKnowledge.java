package io.patchfleet.internal.aws;

import io.patchfleet.compliance.NodeCompliance.Counts;
import io.patchfleet.compliance.PatchStatus;
import io.patchfleet.internal.call.AwsCall;
import io.patchfleet.internal.call.CallFailedException;
import io.patchfleet.internal.call.CallFailedException.Kind;
import io.patchfleet.internal.call.Caller;
import io.patchfleet.internal.call.Errand;
import io.patchfleet.internal.call.FleetTime;
import io.patchfleet.internal.call.Pages;
import io.patchfleet.internal.call.Place;
import io.patchfleet.internal.spec.SyncTable;
import io.patchfleet.model.AwsFailure;
import io.patchfleet.model.Scope;
import io.patchfleet.spec.ResourceDataSync;
import io.patchfleet.spi.Account;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ListResourceDataSyncResponse;
import software.amazon.awssdk.services.ssm.model.ResourceDataSyncS3Destination;

/** What Systems Manager wrote into the bucket of a Resource Data Sync. */
public final class SyncedKnowledge implements Knowledge {

    /** The largest page that Systems Manager gives. */
    private static final int PAGE = 50;

    private static final Pages<SsmClient, ListResourceDataSyncResponse> SYNCS = new Pages<>(
            token -> AwsCall.reading(
                    SsmClient.class,
                    "ssm:ListResourceDataSync",
                    ssm -> ssm.listResourceDataSync(r -> r.maxResults(PAGE).nextToken(token))),
            ListResourceDataSyncResponse::nextToken);

    private final Caller caller;
    private final Errand errand;
    private final ResourceDataSync sync;
    private final SyncRows rows;

    private SyncedKnowledge(Caller caller, Errand errand, ResourceDataSync sync, SyncRows rows) {
        this.caller = caller;
        this.errand = errand;
        this.sync = sync;
        this.rows = rows;
    }

    /**
     * Reads the objects, or asks Athena.
     *
     * @param own whose credentials read it
     * @param scopes of which it is read
     */
    public static Knowledge of(
            ResourceDataSync sync, Account own, List<Scope> scopes, Caller caller, FleetTime time, Errand errand) {
        Place home = Place.of(own, sync.region());
        SyncRows rows = sync.queriedBy()
                .<SyncRows>map(athena -> new QueriedRows(new Queries(athena, home, caller, time, errand), scopes))
                .orElseGet(() -> new StoredRows(sync, home, caller, errand));
        return new SyncedKnowledge(caller, errand, sync, rows);
    }

    /**
     * Whether an agent answers changes by the minute, and a sync does not tell it of instances: Systems Manager is asked,
     * a thousand nodes a call.
     */
    @Override
    public CompletableFuture<Void> nodes(Place place, Consumer<ManagedNodes.Found> each) {
        return rows.any(SyncTable.PATCH_SUMMARY, place)
                .thenCompose(any -> any ? CompletableFuture.completedFuture(null) : hasSync(place))
                .thenCompose(done -> ManagedNodes.read(caller, place, errand, each));
    }

    /** Where the bucket holds nothing, no node was ever looked at, or nobody writes there what is known of the place. */
    private CompletableFuture<Void> hasSync(Place place) {
        AtomicBoolean writes = new AtomicBoolean();
        return SYNCS.read(
                        caller,
                        place,
                        errand,
                        page -> page.resourceDataSyncItems().stream()
                                .filter(item -> leadsHere(item.s3Destination()))
                                .forEach(item -> writes.set(true)))
                .thenCompose(done -> writes.get()
                        ? CompletableFuture.completedFuture(null)
                        : CompletableFuture.failedFuture(new CallFailedException(
                                new AwsFailure(
                                        "ssm:ListResourceDataSync",
                                        "no sync",
                                        sync + " holds nothing of it, and no Resource Data Sync of it leads there",
                                        Optional.empty()),
                                Kind.UNREACHED,
                                null)));
    }

    private boolean leadsHere(@Nullable ResourceDataSyncS3Destination destination) {
        if (destination == null) {
            return false;
        }
        String prefix = destination.prefix() == null ? "" : destination.prefix();
        return sync.bucket().equals(destination.bucketName()) && sync.prefix().equals(prefix);
    }

    @Override
    public CompletableFuture<Void> hybridTags(
            Place place, Collection<String> nodes, BiConsumer<String, SortedMap<String, String>> each) {
        Map<String, SortedMap<String, String>> tags = new ConcurrentHashMap<>();
        return rows.of(
                        SyncTable.TAG,
                        place,
                        nodes,
                        (node, row) -> row.given("Key")
                                .ifPresent(key -> tags.computeIfAbsent(node, unseen -> new TreeMap<>())
                                        .put(key, row.text("Value"))))
                .thenAccept(done -> tags.forEach(each));
    }

    @Override
    public CompletableFuture<Map<String, PatchStates.State>> states(Place place, List<String> part) {
        Map<String, PatchStates.State> states = new ConcurrentHashMap<>();
        return rows.of(
                        SyncTable.PATCH_SUMMARY,
                        place,
                        part,
                        (node, row) -> states.merge(node, PatchStates.State.of(row), PatchStates.State::later))
                .thenApply(done -> states);
    }

    @Override
    public CompletableFuture<List<PatchStatus>> patches(Place place, String node, Counts counts) {
        Collection<SyncRow> found = new ConcurrentLinkedQueue<>();
        return rows.of(SyncTable.COMPLIANCE_ITEM, place, List.of(node), (id, row) -> found.add(row))
                .thenCompose(done -> found.stream()
                                .allMatch(row -> row.given("ComplianceType").isPresent())
                        ? CompletableFuture.completedFuture(PatchRows.of(found, counts))
                        : CompletableFuture.failedFuture(illegible(node)));
    }

    private CallFailedException illegible(String node) {
        return new CallFailedException(
                new AwsFailure(
                        "s3:GetObject",
                        "illegible",
                        "what " + sync + " holds of the patches of " + node + " is not written as AWS documents it",
                        Optional.empty()),
                Kind.SENSELESS,
                null);
    }

    @Override
    public Optional<String> doubt() {
        return Optional.of(sync + " holds nothing of it; a sync may be some minutes behind");
    }
}
