package io.patchfleet.internal.plan;

import io.patchfleet.model.ContentHash;

/** Makes texts fit into what AWS has room for. */
final class AwsText {

    private static final int HASH_LENGTH = 8;

    private AwsText() {}

    /** The text, or as much of it as there is room for with a hash of the whole, by which two long ones differ. */
    static String shortened(String text, int room) {
        return text.length() <= room ? text : marked(text, room);
    }

    /** As much of the text as there is room for, with a hash of the whole. */
    static String marked(String text, int room) {
        String hash = ContentHash.of(text).hex().substring(0, HASH_LENGTH);
        return text.substring(0, Math.min(text.length(), room - HASH_LENGTH - 1)) + "-" + hash;
    }
}
