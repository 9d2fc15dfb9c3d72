package io.patchfleet.simulator.internal.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

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

    private static final String TIMES =
            "AWS CLI's example of get-command-invocation: 2020-02-19T18:18:03.419Z and PT0.091S, and empty before the start";

    private static final String NEWER =
            "AWS's API reference; the artifact's model of this service is older than Windows' AvailableSecurityUpdate";

    private static final List<Difference> ALL = List.of(
            new Difference(
                    "ssm",
                    "DescribeInstancePatchStatesRequest",
                    "MaxResults",
                    shape -> shape.withMax(50),
                    "flanksource/config-db pull request 35: AWS answers 'Member must have value less than or equal to 50'"),
            new Difference(
                    "ec2",
                    "Instance",
                    "Platform",
                    shape -> shape.withValues(List.of("windows")),
                    "the model's own words on the member: 'This value is windows for Windows instances'; its enum says Windows"),
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
                    "the member is required, and a node without a patch group has none to name: it is sent empty"),
            new Difference(
                    "ssm",
                    "DescribeInstancePatchStatesForPatchGroupResult",
                    "InstancePatchStates",
                    shape -> shape.withoutMin().withMax(100),
                    "the request's MaxResults goes up to 100, and a group may have no node with data"),
            new Difference(
                    "ec2",
                    "Instance",
                    "Platform",
                    shape -> shape.withValues(List.of("windows")),
                    "the member's own documentation: \"This value is windows for Windows instances\"; its enum says Windows"),
            new Difference("ssm", "GetCommandInvocationResult", "ExecutionStartDateTime", Shape::withoutPattern, TIMES),
            new Difference("ssm", "GetCommandInvocationResult", "ExecutionElapsedTime", Shape::withoutPattern, TIMES),
            new Difference("ssm", "GetCommandInvocationResult", "ExecutionEndDateTime", Shape::withoutPattern, TIMES));

    private static final List<Addition> ADDITIONS = List.of(
            new Addition("ssm", "InstancePatchState", "AvailableSecurityUpdateCount", "MissingCount", NEWER),
            availableSecurityUpdates("GetPatchBaselineResult"),
            availableSecurityUpdates("CreatePatchBaselineRequest"),
            availableSecurityUpdates("UpdatePatchBaselineRequest"),
            availableSecurityUpdates("UpdatePatchBaselineResult"));

    private KnownDifferences() {}

    private static Addition availableSecurityUpdates(String structure) {
        return new Addition("ssm", structure, "AvailableSecurityUpdatesComplianceStatus", "Description", NEWER);
    }

    /** Members that a structure has beyond its model, each with the member whose shape it shares. */
    static Map<String, String> additions(String service, String structure) {
        return ADDITIONS.stream()
                .filter(addition -> addition.service().equals(service)
                        && addition.structure().equals(structure))
                .collect(Collectors.toMap(Addition::member, Addition::like));
    }

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

    private record Addition(String service, String structure, String member, String like, String source) {}
}
