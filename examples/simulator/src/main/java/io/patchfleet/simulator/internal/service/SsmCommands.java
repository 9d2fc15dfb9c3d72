package io.patchfleet.simulator.internal.service;

import io.patchfleet.simulator.internal.world.AwsState;
import io.patchfleet.simulator.internal.world.Command;
import io.patchfleet.simulator.internal.world.Invocation;
import io.patchfleet.simulator.internal.world.Node;
import io.patchfleet.simulator.internal.world.Power;
import io.patchfleet.simulator.internal.world.Scope;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Run Command: what is sent. One document is played. */
final class SsmCommands {

    private static final String DOCUMENT = "AWS-RunPatchBaseline";

    /** Documents of AWS's that exist, and are not played; any other does not exist. */
    private static final Pattern OTHER_DOCUMENT = Pattern.compile("AWS[A-Za-z]*-\\w+");

    private static final Set<String> PLAYED = Set.of(
            "InstanceIds",
            "Targets",
            "DocumentName",
            "DocumentVersion",
            "TimeoutSeconds",
            "Comment",
            "Parameters",
            "MaxConcurrency",
            "MaxErrors",
            "OutputS3BucketName",
            "OutputS3KeyPrefix",
            "OutputS3Region",
            "CloudWatchOutputConfig",
            "ServiceRoleArn",
            "NotificationConfig");

    private final AwsState state;
    private final Scopes scopes;

    SsmCommands(AwsState state, Scopes scopes) {
        this.state = state;
        this.scopes = scopes;
    }

    Map<String, Operation> operations() {
        return Map.of("SendCommand", this::sendCommand, "CancelCommand", this::cancelCommand);
    }

    private ObjectNode sendCommand(Call call) {
        Input input = Input.of(call, "ssm:SendCommand", PLAYED);
        checkDocument(input);
        PatchingParameters parameters = PatchingParameters.of(input);
        Scope scope = scopes.of(call);
        Command.Request request = request(input);
        List<Node> nodes = nodes(scope, input, request);
        Command command = state.runCommand().send(scope, request, parameters.operation(), nodes);
        ObjectNode answer = Answer.object();
        answer.set("Command", CommandReport.accepted(command));
        return answer;
    }

    /**
     * Sends what a maintenance window asks for.
     *
     * @param call with the members of SendCommand, but for whom it is
     * @throws AwsRefusal where SendCommand would refuse
     */
    Command send(Call call, List<Node> nodes) {
        Input input = Input.of(call, "ssm:SendCommand", PLAYED);
        checkDocument(input);
        PatchingParameters parameters = PatchingParameters.of(input);
        return state.runCommand().send(scopes.of(call), request(input), parameters.operation(), nodes);
    }

    private ObjectNode cancelCommand(Call call) {
        Input input = Input.of(call, "ssm:CancelCommand", Set.of("CommandId", "InstanceIds"));
        Command command = scopes.of(call).command(input.required("CommandId"));
        if (command == null) {
            throw new AwsRefusal(
                    "InvalidCommandId", "The specified command ID isn't valid. Verify the ID and try again.");
        }
        List<String> ids = input.texts("InstanceIds");
        if (ids.isEmpty()) {
            state.runCommand().cancel(command);
        } else {
            state.runCommand().cancel(command, invocations(command, ids));
        }
        return Answer.object();
    }

    private static List<Invocation> invocations(Command command, List<String> ids) {
        List<Invocation> invocations = new ArrayList<>();
        for (String id : ids) {
            Invocation invocation = command.invocation(id);
            if (invocation == null) {
                throw new AwsRefusal(
                        "InvalidInstanceId", "The command " + command.id() + " was not sent to " + id + ".");
            }
            invocations.add(invocation);
        }
        return invocations;
    }

    private static void checkDocument(Input input) {
        String name = input.required("DocumentName");
        String bare = name.substring(name.lastIndexOf('/') + 1);
        if (bare.equals(DOCUMENT)) {
            return;
        }
        if (OTHER_DOCUMENT.matcher(bare).matches()) {
            throw input.notPlayed("the document " + bare);
        }
        throw new AwsRefusal("InvalidDocument", "Document with name " + bare + " does not exist.");
    }

    private static Command.Request request(Input input) {
        List<Command.Target> targets = new ArrayList<>();
        for (Input target : input.items("Targets")) {
            targets.add(new Command.Target(target.text("Key").orElse(""), target.texts("Values")));
        }
        return new Command.Request(
                DOCUMENT,
                input.text("DocumentVersion").orElse("$DEFAULT"),
                input.textLists("Parameters"),
                input.text("Comment").orElse(""),
                input.texts("InstanceIds"),
                targets,
                input.number("TimeoutSeconds", 3600),
                input.text("MaxConcurrency").orElse("50"),
                input.text("MaxErrors").orElse("0"),
                new Command.Output(
                        input.text("OutputS3BucketName").orElse(""),
                        input.text("OutputS3KeyPrefix").orElse(""),
                        input.object("CloudWatchOutputConfig").flag("CloudWatchOutputEnabled"),
                        input.object("CloudWatchOutputConfig")
                                .text("CloudWatchLogGroupName")
                                .orElse("")),
                input.text("ServiceRoleArn").orElse(""),
                notification(input));
    }

    /** The refusals' words are the model's descriptions. */
    private static Command.@Nullable Notification notification(Input input) {
        if (!input.has("NotificationConfig")) {
            return null;
        }
        Input config = input.object("NotificationConfig");
        String topic = config.text("NotificationArn").orElse("");
        if (!topic.startsWith("arn:")) {
            throw new AwsRefusal(
                    "InvalidNotificationConfig",
                    "One or more configuration items isn't valid. Verify that a valid Amazon Resource Name (ARN) was"
                            + " provided for an Amazon Simple Notification Service topic.");
        }
        if (input.text("ServiceRoleArn").isEmpty()) {
            throw new AwsRefusal(
                    "InvalidRole",
                    "The role name can't contain invalid characters. Also verify that you specified an IAM role for"
                            + " notifications that includes the required trust policy.");
        }
        return new Command.Notification(
                topic,
                config.texts("NotificationEvents"),
                config.text("NotificationType").orElse("Command").equals("Invocation"));
    }

    private static List<Node> nodes(Scope scope, Input input, Command.Request request) {
        if (request.instanceIds().isEmpty() == request.targets().isEmpty()) {
            throw new AwsRefusal(
                    "ValidationException",
                    request.targets().isEmpty()
                            ? "Either InstanceIds or Targets must be specified."
                            : "InstanceIds and Targets cannot be specified together.");
        }
        return request.targets().isEmpty() ? named(scope, request.instanceIds()) : targeted(scope, input, request);
    }

    private static List<Node> named(Scope scope, List<String> ids) {
        if (new HashSet<>(ids).size() < ids.size()) {
            throw new AwsRefusal(
                    "DuplicateInstanceId", "You can't specify a managed node ID in more than one association.");
        }
        List<Node> nodes = new ArrayList<>();
        List<String> invalid = new ArrayList<>();
        for (String id : ids) {
            Node node = scope.node(id);
            if (node != null && node.managed() && node.power() == Power.RUNNING) {
                nodes.add(node);
            } else {
                invalid.add(id);
            }
        }
        if (!invalid.isEmpty()) {
            throw new AwsRefusal(
                    "InvalidInstanceId",
                    "Instances [" + invalid + "] not in a valid state for account " + scope.account());
        }
        return nodes;
    }

    /** Several targets are ANDed, the values of one ORed; only managed nodes are found. */
    private static List<Node> targeted(Scope scope, Input input, Command.Request request) {
        Predicate<Node> wanted = Node::managed;
        for (Command.Target target : request.targets()) {
            wanted = wanted.and(matching(input, target));
        }
        return scope.nodes().stream().filter(wanted).toList();
    }

    private static Predicate<Node> matching(Input input, Command.Target target) {
        String key = target.key();
        if (key.startsWith("tag:")) {
            String tag = key.substring("tag:".length());
            return node -> target.values().contains(node.tag(tag));
        }
        return switch (key) {
            case "tag-key" -> node -> target.values().stream().anyMatch(node.tags()::containsKey);
            case "InstanceIds" ->
                node -> target.values().contains("*") || target.values().contains(node.id());
            default -> throw input.notPlayed("the target " + key);
        };
    }
}
