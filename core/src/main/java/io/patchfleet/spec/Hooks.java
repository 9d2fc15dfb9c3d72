package io.patchfleet.spec;

import java.util.Map;
import java.util.TreeMap;

/** The command documents that run around an environment's installs. */
final class Hooks {

    private Hooks() {}

    /** The documents by the names of their fields. */
    static Map<String, String> of(Environment environment) {
        Map<String, String> hooks = new TreeMap<>();
        environment.beforeInstall().ifPresent(document -> hooks.put("beforeInstall", document));
        environment.afterInstall().ifPresent(document -> hooks.put("afterInstall", document));
        environment.onExit().ifPresent(document -> hooks.put("onExit", document));
        return hooks;
    }
}
