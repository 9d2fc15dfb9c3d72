package io.patchfleet.internal.aws;

import io.patchfleet.internal.call.Place;
import io.patchfleet.internal.spec.SyncTable;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/** The rows of a Resource Data Sync, however they are read; each is handed over with its node's id. */
interface SyncRows {

    /** Whether a table has a row of any node of a place. */
    CompletableFuture<Boolean> any(SyncTable table, Place place);

    /** The rows of these nodes; none of a node that the table does not have. */
    CompletableFuture<Void> of(
            SyncTable table, Place place, Collection<String> nodes, BiConsumer<String, SyncRow> each);
}
