package io.patchfleet.simulator.internal.service;

import io.patchfleet.simulator.internal.world.Node;
import io.patchfleet.simulator.internal.world.Power;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** EC2's instances. */
final class Ec2Instances {

    private static final Pattern ID = Pattern.compile("i-([0-9a-f]{8}|[0-9a-f]{17})");
    private static final int LEAST = 5;
    private static final int MOST = 1000;

    private static final Map<String, Function<Node, String>> FILTERS = Map.ofEntries(
            Map.entry("instance-id", Node::id),
            Map.entry("instance-state-name", node -> node.power().wire()),
            Map.entry("instance-state-code", node -> String.valueOf(node.power().code())),
            Map.entry("instance-type", node -> node.hardware().instanceType()),
            Map.entry("image-id", node -> node.hardware().imageId()),
            Map.entry("vpc-id", node -> node.hardware().vpcId()),
            Map.entry("subnet-id", node -> node.hardware().subnetId()),
            Map.entry("availability-zone", node -> node.hardware().zone()),
            Map.entry("private-ip-address", node -> node.hardware().address()),
            Map.entry("private-dns-name", node -> node.hardware().computerName()),
            Map.entry("reservation-id", node -> node.hardware().reservationId()),
            Map.entry("owner-id", node -> node.scope().account()),
            Map.entry("architecture", node -> "x86_64"),
            Map.entry("platform", node -> node.product().operatingSystem().isWindows() ? "windows" : ""),
            Map.entry("iam-instance-profile.arn", Ec2Instances::profileArn));

    private final Scopes scopes;
    private final Pages pages = new Pages(
            "ec2:DescribeInstances",
            Set.of("NextToken", "MaxResults"),
            "NextToken",
            fault -> new AwsRefusal(
                    "InvalidPaginationToken", "The specified pagination token is not valid or is expired."));

    Ec2Instances(Scopes scopes) {
        this.scopes = scopes;
    }

    ObjectNode describeInstances(Call call) {
        Input input = Input.of(
                call, "ec2:DescribeInstances", Set.of("Filters", "InstanceIds", "DryRun", "MaxResults", "NextToken"));
        Ec2.refuseDryRun(input);
        List<String> ids = input.texts("InstanceIds");
        int size = size(input, ids);
        List<Node> source = ids.isEmpty() ? scopes.of(call).nodes() : named(call, ids);
        Pages.Page<Node> page = pages.page(call, source, filter(input).and(node -> !node.hybrid()), size);
        ArrayNode reservations = Answer.array();
        page.items().forEach(node -> reservations.add(reservation(node)));
        return Answer.page("Reservations", reservations, page.nextToken());
    }

    private static int size(Input input, List<String> ids) {
        if (!input.has("MaxResults")) {
            return Integer.MAX_VALUE;
        }
        if (!ids.isEmpty()) {
            throw new AwsRefusal(
                    "InvalidParameterCombination",
                    "The parameter instancesSet cannot be used with the parameter maxResults");
        }
        int size = input.number("MaxResults", MOST);
        if (size < LEAST || size > MOST) {
            throw new AwsRefusal(
                    "InvalidParameterValue",
                    "Value ( " + size + " ) for parameter maxResults is invalid. Expecting a value "
                            + (size < LEAST ? "greater than " + LEAST : "less than " + MOST) + ".");
        }
        return size;
    }

    private List<Node> named(Call call, List<String> ids) {
        List<Node> nodes = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (String id : ids) {
            if (!ID.matcher(id).matches()) {
                throw new AwsRefusal("InvalidInstanceID.Malformed", "Invalid id: \"" + id + "\"");
            }
            Node node = scopes.of(call).node(id);
            if (node == null) {
                unknown.add(id);
            } else {
                nodes.add(node);
            }
        }
        if (!unknown.isEmpty()) {
            String message = unknown.size() == 1
                    ? "The instance ID '" + unknown.get(0) + "' does not exist"
                    : "The instance IDs '" + String.join(", ", unknown) + "' do not exist";
            throw new AwsRefusal("InvalidInstanceID.NotFound", message);
        }
        return nodes;
    }

    private static Predicate<Node> filter(Input input) {
        Predicate<Node> kept = node -> true;
        for (Input filter : input.items("Filters")) {
            String name = filter.text("Name").orElse("");
            List<Pattern> values =
                    filter.texts("Values").stream().map(Ec2::wildcard).toList();
            kept = kept.and(filter(input, name, values));
        }
        return kept;
    }

    private static Predicate<Node> filter(Input input, String name, List<Pattern> values) {
        if (name.startsWith("tag:")) {
            String key = name.substring("tag:".length());
            return node -> {
                String value = node.tag(key);
                return value != null && any(values, value);
            };
        }
        if (name.equals("tag-key")) {
            return node -> node.tags().keySet().stream().anyMatch(key -> any(values, key));
        }
        if (name.equals("tag-value")) {
            return node -> node.tags().values().stream().anyMatch(value -> any(values, value));
        }
        Function<Node, String> attribute = FILTERS.get(name);
        if (attribute == null) {
            throw input.notPlayed("the filter '" + name + "'");
        }
        return node -> any(values, attribute.apply(node));
    }

    private static boolean any(List<Pattern> values, String text) {
        return values.stream().anyMatch(value -> value.matcher(text).matches());
    }

    private static ObjectNode reservation(Node node) {
        ObjectNode reservation = Answer.object();
        reservation.put("ReservationId", node.hardware().reservationId());
        reservation.put("OwnerId", node.scope().account());
        reservation.putArray("Groups");
        reservation.putArray("Instances").add(instance(node));
        return reservation;
    }

    private static ObjectNode instance(Node node) {
        boolean windows = node.product().operatingSystem().isWindows();
        ObjectNode instance = Answer.object();
        instance.put("InstanceId", node.id());
        instance.put("AmiLaunchIndex", 0);
        instance.put("ImageId", node.hardware().imageId());
        instance.put("InstanceType", node.hardware().instanceType());
        Answer.putInstant(instance, "LaunchTime", node.hardware().launched());
        instance.putObject("State")
                .put("Code", node.power().code())
                .put("Name", node.power().wire());
        instance.put("Architecture", "x86_64");
        instance.put("Hypervisor", "xen");
        instance.put("VirtualizationType", "hvm");
        instance.put("RootDeviceType", "ebs");
        instance.put("RootDeviceName", windows ? "/dev/sda1" : "/dev/xvda");
        if (windows) {
            instance.put("Platform", "windows");
        }
        instance.put("PlatformDetails", platformDetails(node));
        instance.putObject("Placement")
                .put("AvailabilityZone", node.hardware().zone())
                .put("Tenancy", "default");
        putPower(instance, node);
        if (node.instanceProfile()) {
            instance.putObject("IamInstanceProfile")
                    .put("Arn", profileArn(node))
                    .put("Id", "AIPA" + node.scope().account() + "SSM01");
        }
        instance.set("Tags", Answer.tags(node.tags()));
        return instance;
    }

    /** A terminated instance has lost its network; one that was stopped says who stopped it. */
    private static void putPower(ObjectNode instance, Node node) {
        boolean gone = node.power() == Power.TERMINATED;
        boolean still = gone || node.power() == Power.STOPPED;
        instance.put("PrivateDnsName", gone ? "" : node.hardware().computerName());
        instance.put("StateTransitionReason", still ? "User initiated" : "");
        if (still) {
            instance.putObject("StateReason")
                    .put("Code", "Client.UserInitiatedShutdown")
                    .put("Message", "Client.UserInitiatedShutdown: User initiated shutdown");
        }
        if (!gone) {
            instance.put("PrivateIpAddress", node.hardware().address());
            instance.put("SubnetId", node.hardware().subnetId());
            instance.put("VpcId", node.hardware().vpcId());
        }
    }

    private static String platformDetails(Node node) {
        return switch (node.product().operatingSystem()) {
            case WINDOWS -> "Windows";
            case REDHAT_ENTERPRISE_LINUX -> "Red Hat Enterprise Linux";
            default -> "Linux/UNIX";
        };
    }

    private static String profileArn(Node node) {
        return node.instanceProfile()
                ? "arn:" + Scopes.partition(node.scope().region()) + ":iam::"
                        + node.scope().account() + ":instance-profile/AmazonSSMRoleForInstancesQuickSetup"
                : "";
    }
}
