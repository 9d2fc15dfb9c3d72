package io.patchfleet.simulator.internal.service;

import io.patchfleet.simulator.internal.world.Command;
import io.patchfleet.simulator.internal.world.Invocation;
import io.patchfleet.simulator.internal.world.Node;
import io.patchfleet.simulator.internal.world.Scope;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Run Command: what became of what was sent. */
final class SsmCommandReports {

    private static final int MOST = 50;

    /** How long a new command stays out of sight: the calls are eventually consistent, and no bound is documented. */
    private static final Duration OUT_OF_SIGHT = Duration.ofSeconds(1);

    /** How long a command is remembered, as the user guide says. */
    private static final Duration HISTORY = Duration.ofDays(30);

    private final Scopes scopes;
    private final Pages commandPages = Pages.ssm("ListCommands");
    private final Pages invocationPages = Pages.ssm("ListCommandInvocations");

    SsmCommandReports(Scopes scopes) {
        this.scopes = scopes;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "ListCommands", this::listCommands,
                "ListCommandInvocations", this::listCommandInvocations,
                "GetCommandInvocation", this::getCommandInvocation);
    }

    private ObjectNode listCommands(Call call) {
        Input input = Input.of(
                call, "ssm:ListCommands", Set.of("CommandId", "InstanceId", "MaxResults", "NextToken", "Filters"));
        Optional<String> node = input.text("InstanceId");
        Predicate<Command> kept = node.<Predicate<Command>>map(id -> command -> command.invocation(id) != null)
                .orElse(command -> true);
        for (Input filter : input.items("Filters")) {
            kept = kept.and(commandFilter(filter));
        }
        Pages.Page<Command> page =
                commandPages.page(call, commands(call, input), kept, input.number("MaxResults", MOST));
        ArrayNode commands = Answer.array();
        page.items().forEach(command -> commands.add(CommandReport.command(command)));
        return Answer.page("Commands", commands, page.nextToken());
    }

    private ObjectNode listCommandInvocations(Call call) {
        Input input = Input.of(
                call,
                "ssm:ListCommandInvocations",
                Set.of("CommandId", "InstanceId", "MaxResults", "NextToken", "Filters", "Details"));
        Optional<String> node = input.text("InstanceId");
        Predicate<Invocation> kept = node.<Predicate<Invocation>>map(
                        id -> invocation -> invocation.node().id().equals(id))
                .orElse(invocation -> true);
        for (Input filter : input.items("Filters")) {
            kept = kept.and(invocationFilter(filter));
        }
        List<Invocation> invocations = new ArrayList<>();
        commands(call, input).forEach(command -> invocations.addAll(command.invocations()));
        Pages.Page<Invocation> page = invocationPages.page(call, invocations, kept, input.number("MaxResults", MOST));
        ArrayNode items = Answer.array();
        page.items().forEach(each -> items.add(CommandReport.invocation(each, input.flag("Details"))));
        return Answer.page("CommandInvocations", items, page.nextToken());
    }

    private ObjectNode getCommandInvocation(Call call) {
        Input input = Input.of(call, "ssm:GetCommandInvocation", Set.of("CommandId", "InstanceId", "PluginName"));
        Scope scope = scopes.of(call);
        Node node = scope.node(input.required("InstanceId"));
        if (node == null) {
            throw new AwsRefusal("InvalidInstanceId", "The specified managed node ID isn't valid.");
        }
        Command command = scope.command(input.required("CommandId"));
        Invocation invocation = command != null && visible(command, call.now()) ? command.invocation(node.id()) : null;
        if (invocation == null) {
            throw new AwsRefusal(
                    "InvocationDoesNotExist",
                    "The command ID and managed node ID you specified didn't match any invocations. Verify the command "
                            + "ID and the managed node ID and try again.");
        }
        String step = CommandReport.step(invocation);
        if (!input.text("PluginName").orElse(step).equals(step)) {
            throw new AwsRefusal("InvalidPluginName", "The plugin name isn't valid.");
        }
        return CommandReport.single(invocation);
    }

    /** Newest first; a command that nobody can see yet is not among them. */
    private List<Command> commands(Call call, Input input) {
        Scope scope = scopes.of(call);
        Optional<String> id = input.text("CommandId");
        if (id.isPresent()) {
            Command command = scope.command(id.get());
            if (command == null) {
                throw new AwsRefusal(
                        "InvalidCommandId", "The specified command ID isn't valid. Verify the ID and try again.");
            }
            return visible(command, call.now()) ? List.of(command) : List.of();
        }
        List<Command> commands = new ArrayList<>();
        for (Command command : scope.commands()) {
            if (visible(command, call.now())) {
                commands.add(command);
            }
        }
        Collections.reverse(commands);
        return commands;
    }

    private static boolean visible(Command command, Instant now) {
        return !command.requested().plus(OUT_OF_SIGHT).isAfter(now)
                && command.requested().plus(HISTORY).isAfter(now);
    }

    private static Predicate<Command> commandFilter(Input filter) {
        String value = filter.required("value");
        return switch (filter.required("key")) {
            case "Status" ->
                command -> command.status().status().equals(value)
                        || command.status().details().equals(value);
            case "ExecutionStage" -> {
                if (!value.equals("Executing") && !value.equals("Complete")) {
                    throw new AwsRefusal("ValidationException", "The execution stage must be Executing or Complete.");
                }
                yield command -> command.completed() == value.equals("Complete");
            }
            default -> sharedFilter(filter);
        };
    }

    private static Predicate<Invocation> invocationFilter(Input filter) {
        String value = filter.required("value");
        return switch (filter.required("key")) {
            case "Status" ->
                invocation -> invocation.status().status().equals(value)
                        || invocation.status().details().equals(value);
            case "ExecutionStage" -> throw unknownKey();
            default -> {
                Predicate<Command> shared = sharedFilter(filter);
                yield invocation -> shared.test(invocation.command());
            }
        };
    }

    private static Predicate<Command> sharedFilter(Input filter) {
        String value = filter.required("value");
        return switch (filter.required("key")) {
            case "InvokedAfter" -> {
                Instant bound = instant(value);
                yield command -> command.requested().isAfter(bound);
            }
            case "InvokedBefore" -> {
                Instant bound = instant(value);
                yield command -> command.requested().isBefore(bound);
            }
            case "DocumentName" -> command -> command.request().document().equals(value);
            default -> throw unknownKey();
        };
    }

    private static AwsRefusal unknownKey() {
        return new AwsRefusal("InvalidFilterKey", "The specified key isn't valid.");
    }

    private static Instant instant(String value) {
        try {
            return Instant.parse(value);
        } catch (DateTimeParseException e) {
            throw new AwsRefusal("ValidationException", "The timestamp " + value + " isn't valid.");
        }
    }
}
