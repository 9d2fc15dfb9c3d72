package io.patchfleet.simulator.internal.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Accepts commands, whoever sends them, brings them on their way, and calls them back. */
public final class RunCommand {

    private final Agenda agenda;
    private final Chance ids;
    private final Surroundings surroundings;
    private final List<CommandWatcher> watchers;
    private final OverrideLists lists = new OverrideLists();
    private final Map<Command, Dispatcher> dispatchers = new HashMap<>();
    private final Map<Scope, List<Runnable>> beforeNextSend = new HashMap<>();

    RunCommand(Agenda agenda, Chance ids, Announcer announcer, CommandNotifier notifier) {
        this.agenda = agenda;
        this.ids = ids;
        this.surroundings = new Surroundings(agenda, lists, ids::uuid, announcer);
        this.watchers = List.of(announcer, notifier);
    }

    /** Accepts a command for these nodes; it begins to reach them a second later. */
    public Command send(Scope scope, Command.Request request, PatchOperation operation, List<Node> nodes) {
        List<Runnable> before = beforeNextSend.remove(scope);
        if (before != null) {
            before.forEach(Runnable::run);
        }
        Command command = new Command(scope, ids.uuid(), request, operation, agenda.now(), nodes);
        scope.add(command);
        watchers.forEach(command::watchBy);
        dispatchers.put(command, Dispatcher.dispatch(surroundings, command));
        return command;
    }

    /** Has something happen once the command has come to its end on every node. */
    public void whenCompleted(Command command, Runnable action) {
        command.whenCompleted(() -> agenda.at(agenda.now(), action));
    }

    /** Ends the command on every node where it has not come to its end. */
    public void cancel(Command command) {
        command.cancel();
        cancel(command, command.invocations());
    }

    /** Ends the command on these of its nodes. */
    public void cancel(Command command, List<Invocation> invocations) {
        Dispatcher dispatcher = dispatchers.get(command);
        if (dispatcher == null) {
            throw new IllegalArgumentException("Nobody sent the command " + command.id() + ".");
        }
        dispatcher.cancel(invocations);
    }

    /** Somebody else has these nodes patched, now. */
    public void sendForeign(Scope scope, List<Node> nodes) {
        send(scope, Foreign.installCommand(nodes), PatchOperation.INSTALL, nodes);
    }

    /** Somebody else has these nodes patched, just before the next command of the scope is accepted. */
    public void sendForeignBeforeNext(Scope scope, List<Node> nodes) {
        beforeNextSend.computeIfAbsent(scope, key -> new ArrayList<>()).add(() -> sendForeign(scope, nodes));
    }

    /** What is to be found at the URL from now on. */
    public void putOverrideList(String url, String yaml) {
        OverrideList.parse(yaml);
        lists.put(url, yaml);
    }
}
