package io.patchfleet.simulator.internal.wire;

import io.patchfleet.simulator.CallLog;
import io.patchfleet.simulator.Fault;
import io.patchfleet.simulator.Violation;
import io.patchfleet.simulator.VirtualTime;
import io.patchfleet.simulator.internal.service.Stage;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Looks behind the scenes and moves them: what is asked under {@code /_simulator/}, beside AWS's calls. */
public final class ControlDesk {

    private static final String PREFIX = "/_simulator/";
    private static final Set<String> FAULT_FIELDS =
            new TreeSet<>(Set.of("match", "fault", "account", "region", "rate", "times", "millis", "clear"));

    private final Stage stage;
    private final VirtualTime time;
    private final Handler handler;
    private final List<String> accounts;
    private final List<String> regions;
    private final Map<String, Function<JsonNode, ObjectNode>> questions;

    public ControlDesk(Stage stage, VirtualTime time, Handler handler, List<String> accounts, List<String> regions) {
        this.stage = stage;
        this.time = time;
        this.handler = handler;
        this.accounts = List.copyOf(accounts);
        this.regions = List.copyOf(regions);
        this.questions = Map.of(
                "GET world", nothing -> clock().setAll(asked(stage::world)),
                "GET commands", nothing -> asked(stage::commands),
                "GET declared", nothing -> asked(stage::declared),
                "GET events", nothing -> asked(stage::events),
                "GET messages", nothing -> asked(stage::messages),
                "GET calls", nothing -> calls(),
                "GET violations", nothing -> violations(),
                "GET clock", nothing -> clock(),
                "POST clock", this::moveClock,
                "POST faults", this::fault);
    }

    boolean isMeantBy(Request request) {
        return request.path().startsWith(PREFIX);
    }

    Answer handle(Request request) {
        String asked = request.method() + " " + request.path().substring(PREFIX.length());
        Function<JsonNode, ObjectNode> question = questions.get(asked);
        if (question == null) {
            return refusal(404, asked + " is not known; there are " + new TreeSet<>(questions.keySet()));
        }
        try {
            return Answer.json(200, question.apply(body(request)).toString());
        } catch (IllegalArgumentException e) {
            return refusal(400, String.valueOf(e.getMessage()));
        }
    }

    private static JsonNode body(Request request) {
        if (request.body().isEmpty()) {
            return JsonNodeFactory.instance.objectNode();
        }
        try {
            return JsonMapper.shared().readTree(request.body());
        } catch (JacksonException e) {
            throw new IllegalArgumentException("the body is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static Answer refusal(int status, String error) {
        return Answer.json(
                status,
                JsonNodeFactory.instance.objectNode().put("error", error).toString());
    }

    /** What the stage says as it is now. */
    private ObjectNode asked(Supplier<ObjectNode> question) {
        synchronized (stage) {
            stage.bringUpTo(time.now());
            return question.get();
        }
    }

    private ObjectNode calls() {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode list = answer.putArray("calls");
        for (CallLog.Entry entry : handler.calls().entries()) {
            list.addObject()
                    .put("account", entry.account())
                    .put("region", entry.region())
                    .put("operation", entry.operation())
                    .put("calls", entry.calls())
                    .put("throttled", entry.throttled())
                    .put("failed", entry.failed());
        }
        return answer;
    }

    private ObjectNode violations() {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode list = answer.putArray("violations");
        for (Violation violation : handler.violations().all()) {
            list.addObject()
                    .put("kind", violation.kind().toString())
                    .put("at", violation.at().toString())
                    .put("account", violation.account())
                    .put("region", violation.region())
                    .put("operation", violation.operation())
                    .put("what", violation.what());
        }
        return answer;
    }

    private ObjectNode clock() {
        return JsonNodeFactory.instance.objectNode().put("now", time.now().toString());
    }

    private ObjectNode moveClock(JsonNode wish) {
        onlyFields(wish, Set.of("advance"));
        time.advance(duration(wish.path("advance")));
        return clock();
    }

    private static Duration duration(JsonNode value) {
        try {
            Duration duration = Duration.parse(value.asString(""));
            if (!duration.isNegative()) {
                return duration;
            }
        } catch (DateTimeException e) {
            throw notAllowed("advance", value, "a duration of zero or more, as ISO 8601 writes it: PT8H", e);
        }
        throw notAllowed("advance", value, "a duration of zero or more, as ISO 8601 writes it: PT8H", null);
    }

    private ObjectNode fault(JsonNode wish) {
        onlyFields(wish, FAULT_FIELDS);
        if (wish.has("clear")) {
            return clear(wish);
        }
        Fault fault = Fault.of(Fault.Kind.of(text(wish, "fault")), text(wish, "match"));
        if (wish.has("account")) {
            fault = fault.account(oneOf(accounts, "account", wish));
        }
        if (wish.has("region")) {
            fault = fault.in(oneOf(regions, "region", wish));
        }
        if (wish.has("rate")) {
            fault = fault.rate(number(wish, "rate"));
        }
        if (wish.has("times")) {
            fault = fault.times(whole(wish, "times"));
        }
        if (wish.has("millis")) {
            fault = fault.late(Duration.ofMillis(whole(wish, "millis")));
        }
        handler.faults().add(fault);
        return faults();
    }

    private ObjectNode clear(JsonNode wish) {
        if (wish.size() > 1 || !wish.path("clear").asBoolean(false)) {
            throw notAllowed("clear", wish.path("clear"), "true, and nothing beside it", null);
        }
        handler.faults().clear();
        return faults();
    }

    private ObjectNode faults() {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode list = answer.putArray("faults");
        handler.faults().active().forEach(fault -> list.add(fault.toString()));
        return answer;
    }

    private static void onlyFields(JsonNode wish, Set<String> allowed) {
        if (!wish.isObject()) {
            throw new IllegalArgumentException("the body is " + wish + "; allowed is an object with " + allowed);
        }
        for (String field : wish.propertyNames()) {
            if (!allowed.contains(field)) {
                throw notAllowed(field, wish.path(field), "one of the fields " + allowed, null);
            }
        }
    }

    private static String text(JsonNode wish, String field) {
        JsonNode value = wish.path(field);
        if (!value.isString()) {
            throw notAllowed(field, value, "a text", null);
        }
        return value.asString();
    }

    private static double number(JsonNode wish, String field) {
        JsonNode value = wish.path(field);
        if (!value.isNumber()) {
            throw notAllowed(field, value, "a number", null);
        }
        return value.asDouble();
    }

    private static int whole(JsonNode wish, String field) {
        JsonNode value = wish.path(field);
        if (!value.canConvertToInt() || !value.isIntegralNumber()) {
            throw notAllowed(field, value, "a whole number", null);
        }
        return value.asInt();
    }

    private static String oneOf(List<String> allowed, String field, JsonNode wish) {
        String value = text(wish, field);
        if (!allowed.contains(value)) {
            throw notAllowed(field, wish.path(field), "one of " + allowed, null);
        }
        return value;
    }

    private static IllegalArgumentException notAllowed(
            String field, JsonNode value, String allowed, @Nullable Exception cause) {
        String shown = value.isMissingNode() ? "missing" : value.toString();
        return new IllegalArgumentException(field + " is " + shown + "; allowed is " + allowed, cause);
    }
}
