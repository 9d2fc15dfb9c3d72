package io.patchfleet.simulator.internal.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.patchfleet.simulator.internal.model.ModelCheck;
import io.patchfleet.simulator.internal.model.OperationModel;
import io.patchfleet.simulator.internal.model.ServiceModel;
import io.patchfleet.simulator.internal.world.AwsState;
import io.patchfleet.simulator.internal.world.Node;
import io.patchfleet.simulator.internal.world.NodeSpec;
import io.patchfleet.simulator.internal.world.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Calls operations of a world as the wire does, on a clock of its own. */
final class Caller {

    static final Instant START = Instant.parse("2026-11-24T09:00:00Z");
    static final String ACCOUNT = "111122223333";
    static final String REGION = "eu-central-1";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final AwsState state;
    private final WorldStage stage;
    private String region = REGION;
    private Instant now = START;

    private Caller(AwsState.Plan plan) {
        state = AwsState.create(plan);
        stage = new WorldStage(state);
    }

    static Caller ofBelievable(long seed, int nodes) {
        return new Caller(new AwsState.Plan(seed, List.of(ACCOUNT), List.of(REGION), START, nodes, List.of(), false));
    }

    static Caller ofBelievable(long seed, int nodes, List<String> regions) {
        return new Caller(new AwsState.Plan(seed, List.of(ACCOUNT), regions, START, nodes, List.of(), false));
    }

    @SafeVarargs
    static Caller ofNodes(Consumer<NodeSpec>... shapes) {
        return new Caller(new AwsState.Plan(1, List.of(ACCOUNT), List.of(REGION), START, 0, specs(shapes), false));
    }

    @SafeVarargs
    private static List<NodeSpec> specs(Consumer<NodeSpec>... shapes) {
        List<NodeSpec> specs = new ArrayList<>();
        for (Consumer<NodeSpec> shape : shapes) {
            NodeSpec spec = new NodeSpec();
            shape.accept(spec);
            specs.add(spec);
        }
        return specs;
    }

    /** Accounts that have declared nothing yet, with these nodes. */
    @SafeVarargs
    static Caller ofUntouched(Consumer<NodeSpec>... shapes) {
        return new Caller(new AwsState.Plan(1, List.of(ACCOUNT), List.of(REGION), START, 0, specs(shapes), true));
    }

    AwsState state() {
        return state;
    }

    WorldStage stage() {
        return stage;
    }

    Scope scope() {
        Scope scope = state.scope(ACCOUNT, region);
        if (scope == null) {
            throw new AssertionError("No scope in " + region);
        }
        return scope;
    }

    Caller in(String other) {
        region = other;
        return this;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    Instant now() {
        return now;
    }

    /** Calls with single quotes for double ones, so that a test can be read. */
    ObjectNode call(String operation, String input) {
        return call(operation, json(input));
    }

    /** An object with single quotes for double ones. */
    static ObjectNode json(String text) {
        return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
    }

    /** Calls, and holds request and answer against AWS's model as the wire would. */
    ObjectNode call(String operation, ObjectNode input) {
        stage.bringUpTo(now);
        String name = operation.substring(operation.indexOf(':') + 1);
        Service service = service(operation.substring(0, operation.indexOf(':')));
        Operation played = service.operations().get(name);
        if (played == null) {
            throw new AssertionError("Not played: " + operation);
        }
        OperationModel model = ServiceModel.of(
                        service.name(), service.operations().keySet())
                .operation(name)
                .orElseThrow();
        assertEquals(List.of(), ModelCheck.flaws(input, model.input()), "The test's own request is wrong.");
        ObjectNode answer =
                played.answer(new Call(ACCOUNT, region, "arn:aws:iam::" + ACCOUNT + ":user/test", input, now));
        assertEquals(List.of(), ModelCheck.flaws(answer, model.output()), "AWS would never answer that.");
        return answer;
    }

    private Service service(String name) {
        return stage.services().stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Every item of every page. */
    List<JsonNode> all(String operation, String input, String member) {
        List<JsonNode> items = new ArrayList<>();
        ObjectNode request = json(input);
        @Nullable JsonNode token;
        do {
            ObjectNode answer = call(operation, request);
            answer.path(member).forEach(items::add);
            token = answer.get("NextToken");
            if (token != null) {
                request.set("NextToken", token);
            }
        } while (token != null);
        return items;
    }

    /** The patch states of all nodes, asked for fifty at a time. */
    List<JsonNode> patchStates() {
        List<JsonNode> states = new ArrayList<>();
        List<String> ids = scope().nodes().stream().map(Node::id).toList();
        for (int from = 0; from < ids.size(); from += 50) {
            String fifty = String.join("','", ids.subList(from, Math.min(from + 50, ids.size())));
            states.addAll(
                    all("ssm:DescribeInstancePatchStates", "{'InstanceIds':['" + fifty + "']}", "InstancePatchStates"));
        }
        return states;
    }

    AwsRefusal refusal(String operation, String input) {
        return assertThrows(AwsRefusal.class, () -> call(operation, input));
    }
}
