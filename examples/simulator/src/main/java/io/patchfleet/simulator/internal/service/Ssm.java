package io.patchfleet.simulator.internal.service;

import io.patchfleet.simulator.internal.world.AwsState;
import java.util.HashMap;
import java.util.Map;

/** AWS Systems Manager: nodes, patching, inventory, commands, and what declares them. */
final class Ssm implements Service {

    private final Map<String, Operation> operations = new HashMap<>();

    Ssm(AwsState state, Scopes scopes) {
        operations.putAll(new SsmNodes(scopes).operations());
        operations.putAll(new SsmPatchStates(scopes).operations());
        operations.putAll(new SsmBaselines(scopes).operations());
        operations.putAll(new SsmBaselineChanges(scopes).operations());
        operations.putAll(new SsmPatches(state, scopes).operations());
        operations.putAll(new SsmWindows(state, scopes).operations());
        operations.putAll(new SsmWindowTargets(scopes).operations());
        operations.putAll(new SsmWindowTasks(scopes).operations());
        operations.putAll(new SsmWindowSchedules(scopes).operations());
        operations.putAll(new SsmAssociations(scopes).operations());
        operations.putAll(new SsmTags(state, scopes).operations());
        operations.putAll(new SsmCompliance(scopes).operations());
        operations.putAll(new SsmInventory(scopes).operations());
        operations.putAll(new SsmDataSyncs(state, scopes).operations());
        operations.putAll(new SsmCalendars(scopes).operations());
        SsmCommands commands = new SsmCommands(state, scopes);
        operations.putAll(commands.operations());
        operations.putAll(new SsmCommandReports(scopes).operations());
        WindowRunner runner = new WindowRunner(state, commands);
        state.onWindowChange(runner::plan);
        operations.putAll(new SsmWindowExecutions(scopes, runner).operations());
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
