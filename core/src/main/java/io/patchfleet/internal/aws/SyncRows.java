package io.patchfleet.internal.aws;

import io.patchfleet.internal.call.Place;
import io.patchfleet.internal.spec.SyncTable;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/** The rows of a Resource Data Sync, however they are read; each is handed over with its node's id. */
interface SyncRows {

    /** The rows of every node that a place has in a table. */
    CompletableFuture<Void> all(SyncTable table, Place place, BiConsumer<String, SyncRow> each);

    /** The rows of these nodes; none of a node that the table does not have. */
    CompletableFuture<Void> of(
            SyncTable table, Place place, Collection<String> nodes, BiConsumer<String, SyncRow> each);
}
