package io.patchfleet.simulator.internal.world;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/** Seeded chance: the same seed and the same key always give the same draws, whatever else was drawn. */
final class Chance {

    private final SplittableRandom random;

    Chance(String key) {
        this(0, key);
    }

    Chance(long seed, String key) {
        long hash = 0xcbf29ce484222325L ^ seed;
        for (int index = 0; index < key.length(); index++) {
            hash = (hash ^ key.charAt(index)) * 0x100000001b3L;
        }
        this.random = new SplittableRandom(hash);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    long between(long low, long high) {
        return low + random.nextLong(high - low + 1);
    }

    /** Whether something happens that does so in that many of a hundred cases. */
    boolean percent(int share) {
        return random.nextInt(100) < share;
    }

    <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    <T> List<T> shuffle(List<T> items) {
        List<T> shuffled = new ArrayList<>(items);
        for (int index = shuffled.size() - 1; index > 0; index--) {
            Collections.swap(shuffled, index, random.nextInt(index + 1));
        }
        return shuffled;
    }

    String hex(int digits) {
        StringBuilder text = new StringBuilder(digits);
        for (int index = 0; index < digits; index++) {
            text.append(Character.forDigit(random.nextInt(16), 16));
        }
        return text.toString();
    }

    String uuid() {
        // Version 4, variant 1, as AWS's are.
        return new UUID(
                        (random.nextLong() & 0xffffffffffff0fffL) | 0x4000L,
                        (random.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L)
                .toString();
    }
}
