package io.patchfleet.internal.aws;

import io.patchfleet.internal.call.AwsCall;
import io.patchfleet.internal.call.Caller;
import io.patchfleet.internal.call.Errand;
import io.patchfleet.internal.call.Pages;
import io.patchfleet.internal.call.Place;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.Tag;

/** The instances that exist, as EC2 tells. */
public final class Instances {

    /** The largest page that EC2 gives. */
    private static final int PAGE = 1000;

    private static final Filter NOT_TERMINATED = Filter.builder()
            .name("instance-state-name")
            .values("pending", "running", "stopping", "stopped")
            .build();

    private static final Pages<Ec2Client, DescribeInstancesResponse> EXISTING = new Pages<>(
            token -> AwsCall.reading(
                    Ec2Client.class,
                    "ec2:DescribeInstances",
                    ec2 -> ec2.describeInstances(
                            r -> r.maxResults(PAGE).nextToken(token).filters(NOT_TERMINATED))),
            DescribeInstancesResponse::nextToken);

    private Instances() {}

    /** Hands over every instance that has not been terminated. */
    public static CompletableFuture<Void> read(Caller caller, Place place, Errand errand, Consumer<Found> each) {
        return EXISTING.read(
                caller,
                place,
                errand,
                page -> page.reservations()
                        .forEach(reservation -> reservation.instances().stream()
                                .filter(instance -> instance.instanceId() != null)
                                .forEach(instance -> each.accept(Found.of(instance)))));
    }

    /**
     * An instance.
     *
     * @param windows whether EC2 knows it as Windows; for anything else EC2 says nothing
     */
    public record Found(
            String id,
            boolean running,
            boolean hasProfile,
            boolean windows,
            Optional<String> zone,
            SortedMap<String, String> tags) {

        private static Found of(Instance instance) {
            return new Found(
                    instance.instanceId(),
                    instance.state() != null && instance.state().name() == InstanceStateName.RUNNING,
                    instance.iamInstanceProfile() != null,
                    "windows".equalsIgnoreCase(instance.platformAsString()),
                    instance.placement() == null
                            ? Optional.empty()
                            : Optional.ofNullable(instance.placement().availabilityZone()),
                    Tags.of(instance.tags(), Tag::key, Tag::value));
        }
    }

    /** The Regions that an account has enabled. */
    public static AwsCall<Ec2Client, List<String>> enabledRegions() {
        return AwsCall.reading(
                Ec2Client.class,
                "ec2:DescribeRegions",
                ec2 -> ec2.describeRegions(r -> r.allRegions(false)).regions().stream()
                        .map(region -> region.regionName())
                        .sorted()
                        .toList());
    }
}
