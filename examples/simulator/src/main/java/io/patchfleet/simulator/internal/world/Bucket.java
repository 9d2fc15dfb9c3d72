package io.patchfleet.simulator.internal.world;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A bucket of S3 and its objects, which are texts, in the order of their keys. */
public final class Bucket {

    /** An object. */
    public record StoredObject(String text, Instant modified) {

        public long size() {
            return text.getBytes(StandardCharsets.UTF_8).length;
        }

        /** The digest of what is in it, in quotes, as S3 gives it. */
        public String etag() {
            try {
                byte[] digest = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
                return '"' + HexFormat.of().formatHex(digest) + '"';
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("Every Java platform has MD5.", e);
            }
        }
    }

    private final String account;
    private final String region;
    private final SortedMap<String, StoredObject> objects = new TreeMap<>();

    public Bucket(String account, String region) {
        this.account = account;
        this.region = region;
    }

    /** Whose it is. */
    public String account() {
        return account;
    }

    public String region() {
        return region;
    }

    public SortedMap<String, StoredObject> objects() {
        return Collections.unmodifiableSortedMap(objects);
    }

    public @Nullable StoredObject object(String key) {
        return objects.get(key);
    }

    public StoredObject put(String key, String text, Instant now) {
        StoredObject object = new StoredObject(text, now);
        objects.put(key, object);
        return object;
    }

    public void remove(String key) {
        objects.remove(key);
    }
}
