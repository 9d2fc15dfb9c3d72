package io.patchfleet.simulator.internal.world;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A Resource Data Sync of the kind that writes into a bucket. */
public final class DataSync {

    private final String name;
    private final String bucket;
    private final String prefix;
    private final String bucketRegion;
    private final Instant created;
    private @Nullable Instant lastSync;
    private @Nullable Instant lastSuccess;

    /**
     * A sync that has written nothing yet.
     *
     * @param prefix under which keys; empty: directly in the bucket
     */
    public DataSync(String name, String bucket, String prefix, String bucketRegion, Instant created) {
        this.name = name;
        this.bucket = bucket;
        this.prefix = prefix;
        this.bucketRegion = bucketRegion;
        this.created = created;
    }

    public String name() {
        return name;
    }

    public String bucket() {
        return bucket;
    }

    public String prefix() {
        return prefix;
    }

    public String bucketRegion() {
        return bucketRegion;
    }

    public Instant created() {
        return created;
    }

    /** When it last tried; null before the first time. */
    public @Nullable Instant lastSync() {
        return lastSync;
    }

    /** When it last could; null before the first time. */
    public @Nullable Instant lastSuccess() {
        return lastSuccess;
    }

    public void tried(Instant now, boolean well) {
        lastSync = now;
        if (well) {
            lastSuccess = now;
        }
    }
}
