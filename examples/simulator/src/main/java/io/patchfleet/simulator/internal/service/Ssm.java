package io.patchfleet.simulator.internal.service;

import java.util.HashMap;
import java.util.Map;

/** AWS Systems Manager: nodes, patching, inventory, commands. */
final class Ssm implements Service {

    private final Map<String, Operation> operations = new HashMap<>();

    Ssm(Scopes scopes) {
        operations.putAll(new SsmNodes(scopes).operations());
        operations.putAll(new SsmPatchStates(scopes).operations());
    }

    @Override
    public String name() {
        return "ssm";
    }

    @Override
    public Map<String, Operation> operations() {
        return Map.copyOf(operations);
    }
}
