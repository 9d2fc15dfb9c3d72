package io.patchfleet.simulator.internal.service;

import io.patchfleet.simulator.internal.world.AwsState;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Amazon EC2, as far as a fleet's owner asks it who there is. */
final class Ec2 implements Service {

    private final AwsState state;
    private final Ec2Instances instances;

    Ec2(AwsState state, Scopes scopes) {
        this.state = state;
        this.instances = new Ec2Instances(scopes);
    }

    @Override
    public String name() {
        return "ec2";
    }

    @Override
    public Map<String, Operation> operations() {
        return Map.of("DescribeInstances", instances::describeInstances, "DescribeRegions", this::describeRegions);
    }

    private ObjectNode describeRegions(Call call) {
        Input input = Input.of(call, "ec2:DescribeRegions", Set.of("Filters", "RegionNames", "DryRun", "AllRegions"));
        refuseDryRun(input);
        List<String> names = input.texts("RegionNames");
        String partition = Scopes.partition(call.region());
        List<String> there = state.regions().names().stream()
                .filter(region -> Scopes.partition(region).equals(partition))
                .toList();
        for (String name : names) {
            if (!there.contains(name)) {
                throw new AwsRefusal("InvalidParameterValue", "Invalid region name: '" + name + "'");
            }
        }
        ArrayNode regions = Answer.array();
        for (String region : there) {
            boolean wanted =
                    names.isEmpty() ? state.enabled(region) || input.flag("AllRegions") : names.contains(region);
            if (wanted && filtered(input, region)) {
                regions.addObject()
                        .put("RegionName", region)
                        .put("Endpoint", endpoint(region))
                        .put("OptInStatus", optInStatus(region));
            }
        }
        ObjectNode answer = Answer.object();
        answer.set("Regions", regions);
        return answer;
    }

    private boolean filtered(Input input, String region) {
        for (Input filter : input.items("Filters")) {
            String name = filter.text("Name").orElse("");
            String value = switch (name) {
                case "region-name" -> region;
                case "opt-in-status" -> optInStatus(region);
                case "endpoint" -> endpoint(region);
                default -> throw input.notPlayed("the filter '" + name + "'");
            };
            if (filter.texts("Values").stream()
                    .noneMatch(wanted -> wildcard(wanted).matcher(value).matches())) {
                return false;
            }
        }
        return true;
    }

    private String optInStatus(String region) {
        if (!state.regions().optIn(region)) {
            return "opt-in-not-required";
        }
        return state.enabled(region) ? "opted-in" : "not-opted-in";
    }

    private static String endpoint(String region) {
        return "ec2." + region + (region.startsWith("cn-") ? ".amazonaws.com.cn" : ".amazonaws.com");
    }

    static void refuseDryRun(Input input) {
        if (input.flag("DryRun")) {
            throw new AwsRefusal("DryRunOperation", "Request would have succeeded, but DryRun flag is set.", 412);
        }
    }

    /** EC2's filters know {@code *} and {@code ?}, and a backslash before either. */
    static Pattern wildcard(String value) {
        StringBuilder expression = new StringBuilder();
        for (int index = 0; index < value.length(); index++) {
            char character = value.charAt(index);
            if (character == '\\' && index + 1 < value.length()) {
                index++;
                expression.append(Pattern.quote(value.substring(index, index + 1)));
            } else if (character == '*') {
                expression.append(".*");
            } else if (character == '?') {
                expression.append('.');
            } else {
                expression.append(Pattern.quote(String.valueOf(character)));
            }
        }
        return Pattern.compile(expression.toString(), Pattern.DOTALL);
    }
}
