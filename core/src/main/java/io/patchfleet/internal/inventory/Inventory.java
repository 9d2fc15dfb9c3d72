package io.patchfleet.internal.inventory;

import io.patchfleet.internal.aws.Baselines;
import io.patchfleet.internal.call.Place;
import io.patchfleet.model.Gap;
import io.patchfleet.model.Node;
import io.patchfleet.target.Target;
import io.patchfleet.target.Target.Match;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which nodes a scope has.
 *
 * @param machines by id
 * @param managedRead whether all that Systems Manager knows was read; if not, a node that it does not seem to know may
 *     well be known
 * @param failed whether nothing could be read: then nobody knows how many nodes there are
 * @param newestAgent the newest agent version seen here; empty if none was
 * @param groups who belongs to the resource groups that were asked for
 */
public record Inventory(
        Place place,
        List<Machine> machines,
        boolean managedRead,
        boolean failed,
        Optional<Baselines> baselines,
        String newestAgent,
        Memberships groups,
        List<Gap> gaps) {

    /** Whether a target means a node of this scope. */
    public Match match(Target target, Node node) {
        return target.match(node, group -> groups.match(group, node));
    }

    /** Why nobody knows of a node whether it is meant. */
    public String doubt(Node node) {
        String tags = "tags could not be read";
        String members = "it is not known who belongs to a resource group";
        String why = groups.areKnown() ? tags : node.tagsKnown() ? members : tags + ", or " + members;
        return why + ", so nobody knows whether it is meant";
    }

    /** The same, with these resource groups taken for unknown. */
    public Inventory doubting(Set<String> unknown) {
        return unknown.isEmpty()
                ? this
                : new Inventory(
                        place, machines, managedRead, failed, baselines, newestAgent, groups.doubting(unknown), gaps);
    }
}
