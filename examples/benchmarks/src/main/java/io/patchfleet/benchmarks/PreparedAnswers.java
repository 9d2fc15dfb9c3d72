package io.patchfleet.benchmarks;

import io.patchfleet.spi.ClientSource;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.Reservation;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.DescribeInstancePatchStatesRequest;
import software.amazon.awssdk.services.ssm.model.DescribeInstancePatchStatesResponse;
import software.amazon.awssdk.services.ssm.model.DescribeInstancePatchesRequest;
import software.amazon.awssdk.services.ssm.model.DescribeInstancePatchesResponse;
import software.amazon.awssdk.services.ssm.model.DescribeInstancePropertiesRequest;
import software.amazon.awssdk.services.ssm.model.DescribeInstancePropertiesResponse;
import software.amazon.awssdk.services.ssm.model.DescribePatchBaselinesRequest;
import software.amazon.awssdk.services.ssm.model.DescribePatchBaselinesResponse;
import software.amazon.awssdk.services.ssm.model.DescribePatchGroupsRequest;
import software.amazon.awssdk.services.ssm.model.DescribePatchGroupsResponse;
import software.amazon.awssdk.services.ssm.model.InstancePatchState;
import software.amazon.awssdk.services.ssm.model.InstanceProperty;
import software.amazon.awssdk.services.ssm.model.PatchComplianceData;
import software.amazon.awssdk.services.ssm.model.PatchComplianceDataState;
import software.amazon.awssdk.services.ssm.model.PatchOperationType;
import software.amazon.awssdk.services.ssm.model.PingStatus;

/** Clients that have all their answers beforehand, so that nothing is measured but what is made of the answers. */
final class PreparedAnswers implements ClientSource {

    private static final int PAGE = 1000;
    private static final int LACKING = 5;
    private static final int PATCHES = 20;

    private final Ec2 ec2;
    private final Ssm ssm;

    /**
     * Prepares them.
     *
     * @param nodes how many, one in five of them not compliant; a multiple of 1000
     * @param power whether they run; nodes that are stopped are not looked at any further
     */
    PreparedAnswers(int nodes, InstanceStateName power, Instant now) {
        List<String> ids = IntStream.range(0, nodes)
                .mapToObj(i -> String.format("i-%017x", i))
                .toList();
        this.ec2 = new Ec2(ids, power);
        this.ssm = new Ssm(ids, now);
    }

    @Override
    public Optional<SdkClient> client(Request request) {
        return request.type() == SsmClient.class
                ? Optional.of(ssm)
                : request.type() == Ec2Client.class ? Optional.of(ec2) : Optional.empty();
    }

    /** Tokens are numbers of pages. */
    private static int pageOf(@Nullable String token) {
        return token == null ? 0 : Integer.parseInt(token);
    }

    private static <T> List<T> page(List<T> all, int number) {
        return all.subList(number * PAGE, Math.min(all.size(), (number + 1) * PAGE));
    }

    private static @Nullable String next(int number, int of) {
        return (number + 1) * PAGE < of ? String.valueOf(number + 1) : null;
    }

    private static final class Ec2 implements Ec2Client {

        private final List<Instance> instances;

        private Ec2(List<String> ids, InstanceStateName power) {
            instances = ids.stream()
                    .map(id -> Instance.builder()
                            .instanceId(id)
                            .state(s -> s.name(power))
                            .iamInstanceProfile(p -> p.arn("arn:aws:iam::111122223333:instance-profile/node"))
                            .placement(p -> p.availabilityZone("eu-central-1a"))
                            .tags(
                                    tag("Name", "server-" + id),
                                    tag("Environment", "Production"),
                                    tag("Team", "payments"))
                            .build())
                    .toList();
        }

        private static Tag tag(String key, String value) {
            return Tag.builder().key(key).value(value).build();
        }

        @Override
        public DescribeInstancesResponse describeInstances(DescribeInstancesRequest request) {
            int number = pageOf(request.nextToken());
            return DescribeInstancesResponse.builder()
                    .reservations(Reservation.builder()
                            .instances(page(instances, number))
                            .build())
                    .nextToken(next(number, instances.size()))
                    .build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {
            // There is nothing to close.
        }
    }

    private static final class Ssm implements SsmClient {

        private final List<InstanceProperty> properties;
        private final Map<String, InstancePatchState> states = new HashMap<>();
        private final DescribeInstancePatchesResponse patches;

        private Ssm(List<String> ids, Instant now) {
            properties = ids.stream()
                    .map(id -> InstanceProperty.builder()
                            .instanceId(id)
                            .computerName(id + ".internal")
                            .pingStatus(PingStatus.ONLINE)
                            .agentVersion("3.3.987.0")
                            .platformName("Ubuntu")
                            .platformVersion("24.04")
                            .build())
                    .toList();
            for (int i = 0; i < ids.size(); i++) {
                states.put(ids.get(i), state(ids.get(i), i % LACKING == 0 ? PATCHES : 0, now));
            }
            patches = DescribeInstancePatchesResponse.builder()
                    .patches(IntStream.range(0, PATCHES).mapToObj(Ssm::patch).toList())
                    .build();
        }

        private static InstancePatchState state(String id, int missing, Instant now) {
            return InstancePatchState.builder()
                    .instanceId(id)
                    .patchGroup("Production")
                    .baselineId("pb-0123456789abcdef0")
                    .operation(PatchOperationType.SCAN)
                    .operationStartTime(now.minusSeconds(3660))
                    .operationEndTime(now.minusSeconds(3600))
                    .installedCount(412)
                    .missingCount(missing)
                    .failedCount(0)
                    .criticalNonCompliantCount(missing)
                    .build();
        }

        private static PatchComplianceData patch(int number) {
            return PatchComplianceData.builder()
                    .title("openssl-" + number + ".amd64:3.0.13-0ubuntu3." + number)
                    .kbId("openssl-" + number + ".amd64")
                    .classification("Security")
                    .severity("Important")
                    .state(PatchComplianceDataState.MISSING)
                    .installedTime(Instant.EPOCH)
                    .cveIds("CVE-2026-1" + (100 + number) + ",CVE-2026-2" + (100 + number))
                    .build();
        }

        @Override
        public DescribeInstancePropertiesResponse describeInstanceProperties(
                DescribeInstancePropertiesRequest request) {
            int number = pageOf(request.nextToken());
            return DescribeInstancePropertiesResponse.builder()
                    .instanceProperties(page(properties, number))
                    .nextToken(next(number, properties.size()))
                    .build();
        }

        @Override
        public DescribeInstancePatchStatesResponse describeInstancePatchStates(
                DescribeInstancePatchStatesRequest request) {
            return DescribeInstancePatchStatesResponse.builder()
                    .instancePatchStates(
                            request.instanceIds().stream().map(states::get).toList())
                    .build();
        }

        @Override
        public DescribeInstancePatchesResponse describeInstancePatches(DescribeInstancePatchesRequest request) {
            return patches;
        }

        @Override
        public DescribePatchBaselinesResponse describePatchBaselines(DescribePatchBaselinesRequest request) {
            return DescribePatchBaselinesResponse.builder().build();
        }

        @Override
        public DescribePatchGroupsResponse describePatchGroups(DescribePatchGroupsRequest request) {
            return DescribePatchGroupsResponse.builder().build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {
            // There is nothing to close.
        }
    }
}
