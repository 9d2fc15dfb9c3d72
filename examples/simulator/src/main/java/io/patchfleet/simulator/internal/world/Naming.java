package io.patchfleet.simulator.internal.world;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Names and tags as a company gives them, and, on a few nodes, texts that somebody put there to see what happens. */
final class Naming {

    private record Role(String name, String application, String team) {}

    private static final List<Role> ROLES = List.of(
            new Role("web", "checkout", "storefront"),
            new Role("api", "checkout", "storefront"),
            new Role("pay", "payments", "payments"),
            new Role("db", "ledger", "core-banking"),
            new Role("batch", "ledger", "core-banking"),
            new Role("auth", "identity", "security"),
            new Role("mail", "notifications", "platform"),
            new Role("build", "pipelines", "platform"));
    private static final Map<String, String> SHORT =
            Map.of("Production", "prod", "Testing", "test", "Development", "dev", "", "misc");
    private static final int EVERY_HOSTILE = 25;

    private final JsonNode hostile = Catalog.read("hostile-text.json");
    private final List<String> environments = List.of(
            "Production",
            "Production",
            "Production",
            "Production",
            "Production",
            "Production",
            "Production",
            "Production",
            "Production",
            "Testing",
            "Testing",
            "Testing",
            "Testing",
            "Development",
            "Development",
            "Development",
            "Development",
            "Development",
            "",
            "");

    void name(Node node, String environment, Chance chance) {
        Role role = chance.pick(ROLES);
        node.setTag(
                "Name",
                String.format(
                        Locale.ROOT,
                        "%s-%s-%s-%03d",
                        role.name(),
                        SHORT.get(environment),
                        regionCode(node.scope().region()),
                        node.index() + 1));
        node.setTag("Application", role.application());
        node.setTag("Team", role.team());
        if (!environment.isEmpty()) {
            node.setTag("Environment", environment);
            tagPatchGroup(node, environment, role, chance);
        }
        if (chance.percent(3)) {
            node.setTag("Lifecycle", "rebuilt");
        }
        if (!node.hybrid() && node.index() % EVERY_HOSTILE == EVERY_HOSTILE / 2) {
            JsonNode text = hostile.get(node.index() / EVERY_HOSTILE % hostile.size());
            node.setTag(text.path("tag").asString(), text.path("value").asString());
        }
    }

    String environment(Chance chance) {
        return chance.pick(environments);
    }

    private static void tagPatchGroup(Node node, String environment, Role role, Chance chance) {
        if (chance.percent(65)) {
            // A few name a group that nobody registered: the default baseline is theirs, and nothing says so.
            String group = chance.percent(10) ? role.name() + "-" + SHORT.get(environment) : environment;
            node.setTag(chance.percent(60) ? "Patch Group" : "PatchGroup", group);
        }
    }

    /** {@code ap-northeast-1} is {@code apne1}. */
    private static String regionCode(String region) {
        String[] parts = region.split("-", -1);
        StringBuilder code = new StringBuilder(parts[0]);
        for (int index = 1; index < parts.length; index++) {
            String part = parts[index];
            code.append(
                    switch (part) {
                        case "northeast" -> "ne";
                        case "northwest" -> "nw";
                        case "southeast" -> "se";
                        case "southwest" -> "sw";
                        default -> part.substring(0, 1);
                    });
        }
        return code.toString();
    }
}
