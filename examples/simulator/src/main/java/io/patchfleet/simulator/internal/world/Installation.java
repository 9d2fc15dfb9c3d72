package io.patchfleet.simulator.internal.world;

import java.time.Instant;

/** What is installed on a node: for each software of its product a level, and when that came to be. */
final class Installation {

    private final Product product;
    private final int[] levels;
    private final Instant[] since;

    Installation(Product product, Instant imaged) {
        this.product = product;
        this.levels = new int[product.software().size()];
        this.since = new Instant[levels.length];
        for (int index = 0; index < levels.length; index++) {
            levels[index] = Software.ABSENT;
            since[index] = imaged;
        }
    }

    private Installation(Installation other) {
        this.product = other.product;
        this.levels = other.levels.clone();
        this.since = other.since.clone();
    }

    Installation copy() {
        return new Installation(this);
    }

    Product product() {
        return product;
    }

    int level(int software) {
        return levels[software];
    }

    Instant since(int software) {
        return since[software];
    }

    /** Whether anything came later than that. */
    boolean changedSince(Instant when) {
        for (int index = 0; index < levels.length; index++) {
            if (levels[index] != Software.ABSENT && since[index].isAfter(when)) {
                return true;
            }
        }
        return false;
    }

    void set(int software, int level, Instant when) {
        levels[software] = level;
        since[software] = when;
    }
}
