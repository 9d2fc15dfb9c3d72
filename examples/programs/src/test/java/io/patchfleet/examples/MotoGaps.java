package io.patchfleet.examples;

import io.patchfleet.examples.SsmCalls.Answer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What moto 5.2.1 lacks or gets wrong of what PatchFleet needs to declare a fleet, answered in its place. Of each
 * operation here {@link MotoGapsTest} proves that its gap is still there; what is not here is moto's own answer.
 *
 * <p>Nearly all of it is memory: moto takes what it is told and does not give it back.
 */
final class MotoGaps {

    /** AWS's own baseline for Windows, so that there is a default one to take over from and to give back. */
    private static final String OF_AWS = "arn:aws:ssm:eu-central-1:111122223333:patchbaseline/pb-0fedcba9876543210";

    private static final String BASELINE = "BaselineId";
    private static final String WINDOW = "WindowId";
    private static final String TARGET = "WindowTargetId";
    private static final String TASK = "WindowTaskId";
    private static final String GROUP = "PatchGroup";
    private static final String SYSTEM = "OperatingSystem";
    /** An update does not repeat them, and they do not change. */
    private static final List<String> LASTING = List.of(SYSTEM, "TaskType");

    private final Map<String, Function<Call, Answer>> lacking = new TreeMap<>();
    private final Map<String, Function<Call, Answer>> wrong = new TreeMap<>();

    /** What was said of a resource, by its id. */
    private final Map<String, ObjectNode> said = new ConcurrentHashMap<>();
    /** Of baselines. */
    private final Map<String, Map<String, String>> tags = new ConcurrentHashMap<>();

    private final Map<Registration, String> groups = new ConcurrentSkipListMap<>();
    private final Map<Default, String> defaults = new ConcurrentHashMap<>();

    MotoGaps() {
        lacking.put("GetPatchBaseline", call -> ok(memory(call.id(BASELINE))));
        lacking.put("UpdatePatchBaseline", call -> say(call, BASELINE));
        lacking.put("RegisterDefaultPatchBaseline", this::registerDefault);
        lacking.put("DescribePatchGroups", this::describeGroups);
        lacking.put("UpdateMaintenanceWindow", call -> say(call, WINDOW));
        lacking.put("UpdateMaintenanceWindowTarget", call -> say(call, TARGET));
        lacking.put("GetMaintenanceWindowTask", call -> ok(memory(call.id(TASK))));
        lacking.put("UpdateMaintenanceWindowTask", call -> say(call, TASK));
        lacking.put("DescribeMaintenanceWindowsForTarget", call -> ok(object()));
        lacking.put("ListResourceDataSync", call -> ok(object()));

        wrong.put("CreatePatchBaseline", this::createBaseline);
        wrong.put("DescribePatchBaselines", this::describeBaselines);
        wrong.put("AddTagsToResource", call -> call.isOfBaseline() ? addTags(call) : call.forward());
        wrong.put("ListTagsForResource", call -> call.isOfBaseline() ? listTags(call) : call.forward());
        wrong.put("RegisterPatchBaselineForPatchGroup", this::register);
        wrong.put("DeregisterPatchBaselineForPatchGroup", this::deregister);
        wrong.put("CreateMaintenanceWindow", call -> remember(call, WINDOW));
        wrong.put("GetMaintenanceWindow", this::getWindow);
        wrong.put("RegisterTargetWithMaintenanceWindow", call -> remember(call, TARGET));
        wrong.put("DescribeMaintenanceWindowTargets", this::describeTargets);
        wrong.put("RegisterTaskWithMaintenanceWindow", call -> remember(call, TASK));
    }

    /** Operations that moto does not know. */
    Set<String> lacking() {
        return new TreeSet<>(lacking.keySet());
    }

    /** Operations of which moto gets something wrong. */
    Set<String> wrong() {
        return new TreeSet<>(wrong.keySet());
    }

    /** The answer in moto's place, if it has a gap there. */
    Optional<Function<Call, Answer>> of(String operation) {
        return Optional.ofNullable(lacking.get(operation)).or(() -> Optional.ofNullable(wrong.get(operation)));
    }

    private Answer createBaseline(Call call) {
        ObjectNode untagged = call.request().deepCopy();
        untagged.remove("Tags");
        Answer made = new Call(call.region(), untagged, call.moto()).forward();
        String id = made.json().path(BASELINE).asString();
        said.put(id, untagged);
        addTags(id, call.request());
        return made;
    }

    private Answer describeBaselines(Call call) {
        ObjectNode all = (ObjectNode) call.forward().json();
        ArrayNode list = (ArrayNode) all.get("BaselineIdentities");
        ObjectNode ofAws = list.addObject();
        ofAws.put(BASELINE, OF_AWS)
                .put("BaselineName", "AWS-DefaultPatchBaseline")
                .put(SYSTEM, "WINDOWS");
        list.forEach(one -> ((ObjectNode) one)
                .put(
                        "DefaultBaseline",
                        isDefault(call.region(), one.get(BASELINE).asString())));
        return ok(all);
    }

    private boolean isDefault(String region, String id) {
        return id.equals(defaults.getOrDefault(new Default(region, systemOf(id)), OF_AWS));
    }

    private String systemOf(String baseline) {
        return baseline.equals(OF_AWS)
                ? "WINDOWS"
                : memory(baseline).path(SYSTEM).asString();
    }

    private Answer registerDefault(Call call) {
        String id = call.id(BASELINE);
        defaults.put(new Default(call.region(), systemOf(id)), id);
        return ok(object().put(BASELINE, id));
    }

    private Answer addTags(Call call) {
        addTags(call.id("ResourceId"), call.request());
        return ok(object());
    }

    private void addTags(String id, ObjectNode request) {
        request.path("Tags")
                .forEach(tag -> tags.computeIfAbsent(id, any -> new ConcurrentSkipListMap<>())
                        .put(tag.path("Key").asString(), tag.path("Value").asString()));
    }

    private Answer listTags(Call call) {
        ObjectNode answer = object();
        ArrayNode list = answer.putArray("TagList");
        tags.getOrDefault(call.id("ResourceId"), Map.of())
                .forEach((key, value) -> list.addObject().put("Key", key).put("Value", value));
        return ok(answer);
    }

    private Answer register(Call call) {
        String holder = groups.putIfAbsent(registration(call), call.id(BASELINE));
        return holder == null || holder.equals(call.id(BASELINE))
                ? ok(call.request())
                : new Answer(
                        400, "{\"__type\":\"AlreadyExistsException\",\"message\":\"" + holder + " is registered\"}");
    }

    private Answer deregister(Call call) {
        groups.remove(registration(call), call.id(BASELINE));
        return ok(call.request());
    }

    private Registration registration(Call call) {
        return new Registration(call.region(), call.id(GROUP), systemOf(call.id(BASELINE)));
    }

    private Answer describeGroups(Call call) {
        ObjectNode answer = object();
        ArrayNode list = answer.putArray("Mappings");
        groups.forEach((registration, id) -> {
            if (registration.region().equals(call.region())) {
                list.addObject()
                        .put(GROUP, registration.group())
                        .putObject("BaselineIdentity")
                        .put(BASELINE, id)
                        .put("BaselineName", memory(id).path("Name").asString())
                        .put(SYSTEM, registration.system());
            }
        });
        return ok(answer);
    }

    private Answer getWindow(Call call) {
        Answer there = call.forward();
        return there.status() == 200 ? ok(object().put("Enabled", true).setAll(memory(call.id(WINDOW)))) : there;
    }

    private Answer describeTargets(Call call) {
        JsonNode all = call.forward().json();
        all.path("Targets")
                .forEach(one -> ((ObjectNode) one).setAll(memory(one.get(TARGET).asString())));
        return ok(all);
    }

    /** Moto makes it and gives it an id; what it forgets is kept under that. */
    private Answer remember(Call call, String id) {
        Answer made = call.forward();
        said.put(made.json().path(id).asString(), call.request());
        return made;
    }

    /** An update that replaces leaves nothing of what was said before; another leaves what it does not mention. */
    private Answer say(Call call, String id) {
        ObjectNode before = memory(call.id(id));
        ObjectNode now = object();
        if (call.request().path("Replace").asBoolean()) {
            LASTING.stream().filter(before::has).forEach(lasting -> now.set(lasting, before.get(lasting)));
        } else {
            now.setAll(before);
        }
        now.setAll(call.request());
        said.put(call.id(id), now);
        return ok(now);
    }

    private ObjectNode memory(String id) {
        return said.getOrDefault(id, object());
    }

    private static Answer ok(JsonNode json) {
        return new Answer(200, json.toString());
    }

    private static ObjectNode object() {
        return JsonMapper.shared().createObjectNode();
    }

    /**
     * A call that came in.
     *
     * @param moto what moto says to a request of this operation
     */
    record Call(String region, ObjectNode request, Function<String, Answer> moto) {

        Answer forward() {
            return moto.apply(request.toString());
        }

        String id(String member) {
            return request.get(member).asString();
        }

        boolean isOfBaseline() {
            return id("ResourceType").equals("PatchBaseline");
        }
    }

    private record Default(String region, String system) {}

    private record Registration(String region, String group, String system) implements Comparable<Registration> {

        @Override
        public int compareTo(Registration other) {
            return toString().compareTo(other.toString());
        }
    }
}
