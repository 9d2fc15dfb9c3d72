package io.patchfleet.simulator.internal.service;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.patchfleet.simulator.internal.world.AwsState;
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
        return new Caller(new AwsState.Plan(seed, List.of(ACCOUNT), List.of(REGION), START, nodes, List.of()));
    }

    static Caller ofBelievable(long seed, int nodes, List<String> regions) {
        return new Caller(new AwsState.Plan(seed, List.of(ACCOUNT), regions, START, nodes, List.of()));
    }

    @SafeVarargs
    static Caller ofNodes(Consumer<NodeSpec>... shapes) {
        List<NodeSpec> specs = new ArrayList<>();
        for (Consumer<NodeSpec> shape : shapes) {
            NodeSpec spec = new NodeSpec();
            shape.accept(spec);
            specs.add(spec);
        }
        return new Caller(new AwsState.Plan(1, List.of(ACCOUNT), List.of(REGION), START, 0, specs));
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
        return call(operation, (ObjectNode) JSON.readTree(input.replace('\'', '"')));
    }

    ObjectNode call(String operation, ObjectNode input) {
        stage.bringUpTo(now);
        String service = operation.substring(0, operation.indexOf(':'));
        String name = operation.substring(operation.indexOf(':') + 1);
        Operation found = stage.services().stream()
                .filter(candidate -> candidate.name().equals(service))
                .findFirst()
                .orElseThrow()
                .operations()
                .get(name);
        if (found == null) {
            throw new AssertionError("Not played: " + operation);
        }
        return found.answer(new Call(ACCOUNT, region, "arn:aws:iam::" + ACCOUNT + ":user/test", input, now));
    }

    /** Every item of every page. */
    List<JsonNode> all(String operation, String input, String member) {
        List<JsonNode> items = new ArrayList<>();
        ObjectNode request = (ObjectNode) JSON.readTree(input.replace('\'', '"'));
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

    AwsRefusal refusal(String operation, String input) {
        return assertThrows(AwsRefusal.class, () -> call(operation, input));
    }
}
