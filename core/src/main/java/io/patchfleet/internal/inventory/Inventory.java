package io.patchfleet.internal.inventory;

import io.patchfleet.internal.aws.Baselines;
import io.patchfleet.internal.call.Place;
import io.patchfleet.model.Gap;
import java.util.List;
import java.util.Optional;

/**
 * Which nodes a scope has.
 *
 * @param machines by id
 * @param managedRead whether all that Systems Manager knows was read; if not, a node that it does not seem to know may
 *     well be known
 * @param failed whether nothing could be read: then nobody knows how many nodes there are
 * @param newestAgent the newest agent version seen here; empty if none was
 */
public record Inventory(
        Place place,
        List<Machine> machines,
        boolean managedRead,
        boolean failed,
        Optional<Baselines> baselines,
        String newestAgent,
        List<Gap> gaps) {}
