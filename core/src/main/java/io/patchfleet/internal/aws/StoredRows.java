package io.patchfleet.internal.aws;

import io.patchfleet.internal.call.AwsCall;
import io.patchfleet.internal.call.CallFailedException;
import io.patchfleet.internal.call.Caller;
import io.patchfleet.internal.call.Errand;
import io.patchfleet.internal.call.Pages;
import io.patchfleet.internal.call.Place;
import io.patchfleet.internal.json.Json;
import io.patchfleet.internal.spec.SyncTable;
import io.patchfleet.model.InvalidInputException;
import io.patchfleet.model.Scope;
import io.patchfleet.spec.ResourceDataSync;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/**
 * The objects of a Resource Data Sync, read from its bucket: one list for each place and table, and an object for each
 * node. An object is forgotten as soon as its rows are handed over.
 */
final class StoredRows implements SyncRows {

    /** The largest page that S3 gives. */
    private static final int PAGE = 1000;

    /** As many objects as are read one after the other; such series are read at the same time. */
    private static final int SERIES = 50;

    /** A node with ten thousand patches has less; what is larger is none of Systems Manager's. */
    private static final long LARGEST = 16L << 20;

    private static final String ENDING = ".json";

    private final ResourceDataSync sync;
    private final Place home;
    private final Caller caller;
    private final Errand errand;
    private final Map<Folder, CompletableFuture<Map<String, Stored>>> lists = new ConcurrentHashMap<>();

    StoredRows(ResourceDataSync sync, Place home, Caller caller, Errand errand) {
        this.sync = sync;
        this.home = home;
        this.caller = caller;
        this.errand = errand;
    }

    @Override
    public CompletableFuture<Boolean> any(SyncTable table, Place place) {
        return listed(table, place).thenApply(objects -> !objects.isEmpty());
    }

    @Override
    public CompletableFuture<Void> of(
            SyncTable table, Place place, Collection<String> nodes, BiConsumer<String, SyncRow> each) {
        return listed(table, place).thenCompose(objects -> read(objects, nodes, each));
    }

    /** The objects by node, listed once. Which nodes have none is known from the list, so that none is asked for in vain. */
    private CompletableFuture<Map<String, Stored>> listed(SyncTable table, Place place) {
        return lists.computeIfAbsent(new Folder(table, place.scope()), this::list);
    }

    private CompletableFuture<Map<String, Stored>> list(Folder folder) {
        String prefix = folder.key(sync.prefix());
        Map<String, Stored> objects = new HashMap<>();
        Pages<S3Client, ListObjectsV2Response> pages = new Pages<>(
                token -> AwsCall.reading(
                        S3Client.class,
                        "s3:ListBucket",
                        s3 -> s3.listObjectsV2(r -> r.bucket(sync.bucket())
                                .prefix(prefix)
                                .maxKeys(PAGE)
                                .continuationToken(token))),
                ListObjectsV2Response::nextContinuationToken);
        return pages.read(
                        caller,
                        home,
                        errand,
                        page -> page.contents().stream()
                                .filter(object -> object.key().endsWith(ENDING))
                                .forEach(object ->
                                        objects.put(nodeOf(object.key()), new Stored(object.key(), object.size()))))
                .thenApply(done -> objects);
    }

    private static String nodeOf(String key) {
        String name = key.substring(key.lastIndexOf('/') + 1);
        return name.substring(0, name.length() - ENDING.length());
    }

    private CompletableFuture<Void> read(
            Map<String, Stored> objects, Collection<String> nodes, BiConsumer<String, SyncRow> each) {
        List<Stored> wanted =
                nodes.stream().filter(objects::containsKey).map(objects::get).toList();
        List<CompletableFuture<Void>> series = new ArrayList<>();
        for (int from = 0; from < wanted.size(); from += SERIES) {
            series.add(read(wanted.subList(from, Math.min(from + SERIES, wanted.size())), each));
        }
        return CompletableFuture.allOf(series.toArray(CompletableFuture[]::new));
    }

    private CompletableFuture<Void> read(List<Stored> objects, BiConsumer<String, SyncRow> each) {
        if (objects.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        Stored first = objects.get(0);
        return text(first)
                .thenAccept(text -> handOver(nodeOf(first.key), text, each))
                .thenCompose(done -> read(objects.subList(1, objects.size()), each));
    }

    /** Empty if the object has gone since it was listed. */
    private CompletableFuture<String> text(Stored object) {
        if (object.size > LARGEST) {
            // No JSON, and so as illegible as what it stands for.
            return CompletableFuture.completedFuture("too large");
        }
        AwsCall<S3Client, String> get = AwsCall.reading(
                S3Client.class,
                "s3:GetObject",
                s3 -> s3.getObjectAsBytes(r -> r.bucket(sync.bucket()).key(object.key))
                        .asUtf8String());
        return caller.call(home, get, errand).exceptionallyCompose(thrown -> {
            CallFailedException failed = CallFailedException.of(thrown);
            return failed.failure().code().equals("NoSuchKey")
                    ? CompletableFuture.completedFuture("")
                    : CompletableFuture.failedFuture(failed);
        });
    }

    private static void handOver(String node, String text, BiConsumer<String, SyncRow> each) {
        text.lines().filter(line -> !line.isBlank()).forEach(line -> each.accept(node, row(line)));
    }

    private static SyncRow row(String line) {
        try {
            if (Json.read(line) instanceof Map<?, ?> object) {
                Map<String, String> values = new HashMap<>();
                object.forEach(
                        (name, value) -> values.put(String.valueOf(name), value == null ? "" : value.toString()));
                return new SyncRow(values);
            }
        } catch (InvalidInputException e) {
            // Whoever reads the row finds it illegible, and says of which node.
            return SyncRow.ILLEGIBLE;
        }
        return SyncRow.ILLEGIBLE;
    }

    /** What is kept of an object that is listed. */
    private record Stored(String key, long size) {}

    private record Folder(SyncTable table, Scope scope) {

        String key(String prefix) {
            return (prefix.isEmpty() ? "" : prefix + "/") + table.folder() + "accountid=" + scope.account() + "/region="
                    + scope.region() + "/";
        }
    }
}
