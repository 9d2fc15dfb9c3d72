package io.patchfleet.simulator.internal.service;

import io.patchfleet.simulator.internal.world.Node;
import io.patchfleet.simulator.internal.world.PatchSnapshot;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Inventory: what the nodes said of themselves, as texts. Two of its types are played. */
final class SsmInventory {

    private static final String INFORMATION = InventoryContent.INFORMATION;
    private static final String PATCH_SUMMARY = InventoryContent.PATCH_SUMMARY;
    private static final int MOST = 50;

    private final Scopes scopes;
    private final Pages pages = Pages.ssm("GetInventory");

    SsmInventory(Scopes scopes) {
        this.scopes = scopes;
    }

    Map<String, Operation> operations() {
        return Map.of("GetInventory", this::getInventory);
    }

    private ObjectNode getInventory(Call call) {
        Input input =
                Input.of(call, "ssm:GetInventory", Set.of("Filters", "ResultAttributes", "MaxResults", "NextToken"));
        String type = input.items("ResultAttributes").stream()
                .findFirst()
                .map(attribute -> attribute.required("TypeName"))
                .orElse(INFORMATION);
        if (!type.equals(INFORMATION) && !type.equals(PATCH_SUMMARY)) {
            throw input.notPlayed("the inventory type " + type);
        }
        Predicate<Node> kept = node -> InventoryContent.of(node, type) != null;
        for (Input filter : input.items("Filters")) {
            kept = kept.and(filter(filter));
        }
        Pages.Page<Node> page = pages.page(call, scopes.of(call).nodes(), kept, input.number("MaxResults", MOST));
        ArrayNode entities = Answer.array();
        page.items().forEach(node -> entities.add(entity(node, type, call.now())));
        return Answer.page("Entities", entities, page.nextToken());
    }

    private static Predicate<Node> filter(Input filter) {
        String key = filter.required("Key");
        int point = key.indexOf('.');
        String type = point < 0 ? "" : key.substring(0, point);
        String attribute = key.substring(point + 1);
        if (!type.equals(INFORMATION) && !type.equals(PATCH_SUMMARY)) {
            throw filter.notPlayed("the inventory filter " + key);
        }
        Predicate<String> fits = Conditions.fits(filter, filter.texts("Values"));
        return node -> {
            Map<String, String> content = InventoryContent.of(node, type);
            return content != null && content.containsKey(attribute) && fits.test(content.get(attribute));
        };
    }

    private static ObjectNode entity(Node node, String type, Instant now) {
        PatchSnapshot snapshot = node.snapshot();
        Instant captured = type.equals(PATCH_SUMMARY) && snapshot != null
                ? snapshot.run().ended()
                : node.agent().lastPing(now);
        ObjectNode entity = Answer.object().put("Id", node.id());
        ObjectNode item = entity.putObject("Data").putObject(type);
        item.put("TypeName", type);
        item.put("SchemaVersion", "1.0");
        item.put("CaptureTime", captured.truncatedTo(ChronoUnit.SECONDS).toString());
        ObjectNode content = item.putArray("Content").addObject();
        Map<String, String> values = InventoryContent.of(node, type);
        if (values != null) {
            values.forEach(content::put);
        }
        return entity;
    }
}
