package io.patchfleet.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What a content is known by: two contents are the same if their hashes are. SHA-256.
 *
 * @param hex 64 hexadecimal digits, in small letters
 */
public record ContentHash(String hex) {

    private static final String PREFIX = "sha256:";
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    /**
     * Checks the digits.
     *
     * @throws InvalidInputException if they are none, or not 64
     */
    public ContentHash {
        Problem.refuseUnless(HEX.matcher(hex).matches(), "hash", hex, "64 hexadecimal digits in small letters");
    }

    /**
     * Hashes a text.
     *
     * @param content the text, hashed as UTF-8
     * @return its hash
     */
    public static ContentHash of(String content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return new ContentHash(HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * Reads what {@link #toString()} writes.
     *
     * @param text such as {@code sha256:9f86d0…}
     * @return the hash
     * @throws InvalidInputException if the text is not a hash
     */
    public static ContentHash parse(String text) {
        Problem.refuseUnless(
                text.startsWith(PREFIX), "hash", text, PREFIX + " and 64 hexadecimal digits in small letters");
        return new ContentHash(text.substring(PREFIX.length()));
    }

    /** Such as {@code sha256:9f86d0…}, with all 64 digits: fit for a tag's value. */
    @Override
    public String toString() {
        return PREFIX + hex;
    }
}
