package io.patchfleet.compliance;

import io.patchfleet.spec.ResourceDataSync;
import io.patchfleet.target.Target;
import java.time.Duration;

/**
 * A question about the fleet's compliance. Immutable: each call gives a new one, so that one may be kept and used
 * again. It ends in {@link #collect()} or {@link #visit}.
 *
 * <p>It reads and changes nothing. For a scope of n nodes it calls EC2 {@code DescribeInstances} n/1000 times, SSM
 * {@code DescribeInstanceProperties} n/1000, {@code DescribeInstancePatchStates} n/50, {@code DescribePatchGroups} and
 * {@code DescribePatchBaselines} once each; for each resource group of its targets with m members there, Resource Groups
 * {@code ListGroupResources} m/50; with patches, {@code DescribeInstancePatches} for each node of which the
 * counts say that something is wrong.
 */
public interface ComplianceRequest {

    /**
     * Only these nodes: any other is in no number. Without it, everything.
     *
     * @param target whom
     * @return the narrower question
     * @throws io.patchfleet.model.InvalidInputException if the target has a resource group and the artifact that reads
     *     its members is not on the class path
     */
    ComplianceRequest of(Target target);

    /**
     * Without these nodes, which are counted beside the fleet: those that are rebuilt from images, say.
     *
     * @param target whom not
     * @return the narrower question
     * @throws io.patchfleet.model.InvalidInputException as {@link #of} does
     */
    ComplianceRequest excluding(Target target);

    /** With the patches that are wrong on each node, beside the counts. */
    ComplianceRequest withPatches();

    /**
     * How old a good look may be before it says nothing any more.
     *
     * @param age 7 days unless said otherwise; positive
     * @return the question with that age
     * @throws io.patchfleet.model.InvalidInputException if the age is not positive
     */
    ComplianceRequest maxScanAge(Duration age);

    /**
     * What nodes lack is read from a Resource Data Sync, for fleets so large that asking Systems Manager itself, for
     * fifty nodes at a time, takes too long. The bucket is read, or Athena asked, with the fleet's own credentials. In
     * each scope EC2 is still asked which instances run, and Systems Manager which nodes it knows, whether their agents
     * answer, a thousand nodes a call, and by which baselines they are to be judged. The artifact
     * {@code software.amazon.awssdk:s3}, or {@code athena} for a sync that is queried, has to be on the class path;
     * an application of modules requires its module as well.
     *
     * <p>States, counts and patches are those of {@link #collect()} without this, some minutes old: a sync writes what
     * a scan or an install has found when it has ended. A node of which the sync holds nothing is never scanned, for
     * that reason; where it holds nothing of a whole scope and no sync of that scope leads there, the scope is partial
     * and its nodes are unreadable.
     *
     * @param sync where to read
     * @return the question to that source
     * @throws io.patchfleet.model.InvalidInputException if the artifact is not on the class path
     */
    ComplianceRequest from(ResourceDataSync sync);

    /**
     * How long it may take. What was not read by then is a gap.
     *
     * @param limit by the fleet's clock; positive; unless said otherwise there is none
     * @return the question with that limit
     * @throws io.patchfleet.model.InvalidInputException if the limit is not positive
     */
    ComplianceRequest within(Duration limit);

    /**
     * Asks, and keeps every node; a few hundred bytes for each.
     *
     * @return what is true of the fleet, also where some of it could not be read
     * @throws io.patchfleet.model.FleetUnreachableException if not even the accounts could be named
     * @throws io.patchfleet.model.OperationInterruptedException if the thread is interrupted meanwhile
     */
    FleetCompliance collect();

    /**
     * Asks, and hands over each node as soon as it is known, keeping none: on the calling thread, one at a time, in no
     * particular order. What a slow visitor has not taken yet waits in memory.
     *
     * @param visitor who is handed the nodes
     * @param <X> what the visitor may throw; it ends the question and comes out as it is
     * @return what is true in numbers
     * @throws X what the visitor threw
     * @throws io.patchfleet.model.FleetUnreachableException if not even the accounts could be named
     * @throws io.patchfleet.model.OperationInterruptedException if the thread is interrupted meanwhile
     */
    <X extends Exception> ComplianceSummary visit(Visitor<X> visitor) throws X;

    /**
     * Is handed nodes one at a time.
     *
     * @param <X> what it may throw
     */
    @FunctionalInterface
    interface Visitor<X extends Exception> {

        /**
         * Takes a node.
         *
         * @param node what is true of it
         * @throws X to end the question
         */
        void visit(NodeCompliance node) throws X;
    }
}
