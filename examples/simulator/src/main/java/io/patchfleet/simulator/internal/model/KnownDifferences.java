package io.patchfleet.simulator.internal.model;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Where AWS is known to behave otherwise than its model says, each with its source. */
final class KnownDifferences {

    private static final List<String> PATCH_STATES = List.of(
            "Installed",
            "InstalledOther",
            "InstalledPendingReboot",
            "InstalledRejected",
            "Missing",
            "NotApplicable",
            "Failed",
            "AvailableSecurityUpdate");

    private static final List<Difference> ALL = List.of(
            new Difference(
                    "ssm",
                    "DescribeInstancePatchStatesRequest",
                    "MaxResults",
                    shape -> shape.withMax(50),
                    "flanksource/config-db pull request 35: AWS answers 'Member must have value less than or equal to 50'"),
            new Difference(
                    "ssm",
                    "PatchComplianceData",
                    "State",
                    shape -> shape.withValues(PATCH_STATES),
                    "AWS CLI's example of describe-instance-patches; the model spells them INSTALLED, INSTALLED_OTHER"),
            new Difference(
                    "ssm",
                    "InstancePatchState",
                    "PatchGroup",
                    Shape::withoutMin,
                    "the member is required, and a node without a patch group has none to name: it is sent empty"));

    private KnownDifferences() {}

    /** What is to be changed about a structure's member, if anything. */
    static Optional<UnaryOperator<Shape>> of(String service, String structure, String member) {
        return ALL.stream()
                .filter(difference -> difference.service().equals(service)
                        && difference.structure().equals(structure)
                        && difference.member().equals(member))
                .map(Difference::change)
                .findFirst();
    }

    private record Difference(
            String service, String structure, String member, UnaryOperator<Shape> change, String source) {}
}
