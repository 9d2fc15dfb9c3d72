package io.patchfleet.simulator.internal.world;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a patch baseline says: all of it that its owner may change.
 *
 * @param globalFilters what every approval rule has to fit besides its own filters
 * @param approved patches that are approved by name
 * @param approvedLevel what a missing one of those counts as
 * @param approvedNonSecurity whether those may be other than security updates (Linux)
 * @param rejected patches that no rule may approve
 * @param blocksRejected whether a rejected patch is kept out even as a dependency
 * @param availableSecurityUpdatesComply whether security updates that are not approved leave a node compliant (Windows)
 * @param sources repositories in place of the nodes' own (Linux)
 */
public record BaselineContent(
        String name,
        @Nullable String description,
        List<PatchFilter> globalFilters,
        List<ApprovalRule> rules,
        List<String> approved,
        ComplianceLevel approvedLevel,
        boolean approvedNonSecurity,
        List<String> rejected,
        boolean blocksRejected,
        boolean availableSecurityUpdatesComply,
        List<PatchSource> sources) {

    public BaselineContent {
        globalFilters = List.copyOf(globalFilters);
        rules = List.copyOf(rules);
        approved = List.copyOf(approved);
        rejected = List.copyOf(rejected);
        sources = List.copyOf(sources);
    }
}
