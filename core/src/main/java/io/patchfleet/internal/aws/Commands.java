package io.patchfleet.internal.aws;

import io.patchfleet.internal.call.AwsCall;
import io.patchfleet.internal.call.CallFailedException;
import io.patchfleet.internal.call.CallFailedException.Kind;
import io.patchfleet.internal.call.Caller;
import io.patchfleet.internal.call.Errand;
import io.patchfleet.internal.call.Pages;
import io.patchfleet.internal.call.Place;
import io.patchfleet.model.AwsFailure;
import io.patchfleet.model.LogOutput;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkServiceClientConfiguration;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Command;
import software.amazon.awssdk.services.ssm.model.CommandFilter;
import software.amazon.awssdk.services.ssm.model.CommandFilterKey;
import software.amazon.awssdk.services.ssm.model.CommandInvocation;
import software.amazon.awssdk.services.ssm.model.CommandPlugin;
import software.amazon.awssdk.services.ssm.model.ListCommandInvocationsResponse;
import software.amazon.awssdk.services.ssm.model.ListCommandsResponse;
import software.amazon.awssdk.services.ssm.model.SendCommandRequest;

/** Run Command, as far as patching needs it. */
public final class Commands {

    /** As many nodes as one command takes by id. */
    public static final int BATCH = 50;

    private static final int PAGE = 50;
    private static final String DOCUMENT = "AWS-RunPatchBaseline";

    private Commands() {}

    /**
     * Sends a patch operation to up to {@link #BATCH} nodes; gives the command's id.
     *
     * @param nodes who is asked right before AWS is called for whom that still is; if for nobody, it is not called
     * @param taken is told the command's id as soon as AWS has given it, whatever happens afterwards
     */
    public static CompletableFuture<String> send(
            Caller caller,
            Place place,
            Errand errand,
            Operation operation,
            Supplier<List<String>> nodes,
            Consumer<String> taken) {
        AwsCall<SsmClient, String> send = AwsCall.changing(
                SsmClient.class,
                "ssm:SendCommand",
                operation.comment() + " to " + operation.nodes() + " nodes or fewer",
                ssm -> {
                    List<String> allowed = nodes.get();
                    if (allowed.isEmpty()) {
                        throw notWanted();
                    }
                    String command = ssm.sendCommand(operation.request(allowed))
                            .command()
                            .commandId();
                    taken.accept(command);
                    return command;
                });
        return caller.call(place, send, errand);
    }

    private static CallFailedException notWanted() {
        AwsFailure failure = new AwsFailure(
                "ssm:SendCommand", "not sent", "none of its nodes may be begun any more", Optional.empty());
        return new CallFailedException(failure, Kind.OVER, null);
    }

    /** Asks AWS to cancel a command, whatever its nodes are doing. */
    public static CompletableFuture<?> cancel(Caller caller, Place place, Errand errand, String command) {
        return caller.call(
                place,
                AwsCall.repeatable(
                        SsmClient.class,
                        "ssm:CancelCommand",
                        "command " + command,
                        ssm -> ssm.cancelCommand(r -> r.commandId(command))),
                errand);
    }

    /**
     * A patch operation that is to be sent.
     *
     * @param nodes to how many at most
     * @param parameters of the document
     */
    public record Operation(
            int nodes, String comment, Duration delivery, Map<String, String> parameters, Optional<LogOutput> logs) {

        private SendCommandRequest request(List<String> ids) {
            Map<String, List<String>> lists = new TreeMap<>();
            parameters.forEach((name, value) -> lists.put(name, List.of(value)));
            SendCommandRequest.Builder request = SendCommandRequest.builder()
                    .documentName(DOCUMENT)
                    .instanceIds(ids)
                    .comment(comment)
                    .timeoutSeconds((int) delivery.toSeconds())
                    // The run keeps pace and counts failures itself, over all commands and all kinds of failure.
                    .maxConcurrency("100%")
                    .maxErrors("100%")
                    .parameters(lists)
                    .overrideConfiguration(call -> call.addPlugin(Operation::doNotRetry));
            logs.ifPresent(output -> {
                if (output instanceof LogOutput.CloudWatch logs) {
                    request.cloudWatchOutputConfig(
                            c -> c.cloudWatchLogGroupName(logs.group()).cloudWatchOutputEnabled(true));
                } else if (output instanceof LogOutput.S3 bucket) {
                    request.outputS3BucketName(bucket.bucket());
                    if (!bucket.prefix().isEmpty()) {
                        request.outputS3KeyPrefix(bucket.prefix());
                    }
                }
            });
            return request.build();
        }

        /** SendCommand takes no token, so that a client of the application's that retries would send a second command. */
        private static void doNotRetry(SdkServiceClientConfiguration.Builder client) {
            client.overrideConfiguration(c -> c.retryStrategy(DefaultRetryStrategy.doNotRetry()));
        }

        /** Where the output of a node goes, which AWS names after the command and the node. */
        public Optional<String> output(String command, String node) {
            return logs.map(to -> to instanceof LogOutput.CloudWatch group
                    ? group.group() + ": " + command + "/" + node + "/"
                    : to + "/" + command + "/" + node + "/");
        }
    }

    /** Commands that have not ended yet, whoever sent them and whatever they do. */
    public static CompletableFuture<List<Sent>> executing(Caller caller, Place place, Errand errand) {
        return list(caller, place, errand, filter(CommandFilterKey.EXECUTION_STAGE, "Executing"));
    }

    /** Patch commands that were asked for since then, whoever asked. */
    public static CompletableFuture<List<Sent>> since(Caller caller, Place place, Errand errand, Instant since) {
        return list(
                caller,
                place,
                errand,
                filter(
                        CommandFilterKey.INVOKED_AFTER,
                        since.truncatedTo(ChronoUnit.SECONDS).toString()),
                filter(CommandFilterKey.DOCUMENT_NAME, DOCUMENT));
    }

    private static CompletableFuture<List<Sent>> list(
            Caller caller, Place place, Errand errand, CommandFilter... filters) {
        List<Sent> commands = new ArrayList<>();
        Pages<SsmClient, ListCommandsResponse> pages = new Pages<>(
                token -> AwsCall.reading(
                        SsmClient.class,
                        "ssm:ListCommands",
                        ssm -> ssm.listCommands(
                                r -> r.filters(filters).maxResults(PAGE).nextToken(token))),
                ListCommandsResponse::nextToken);
        return pages.read(caller, place, errand, page -> page.commands().forEach(c -> commands.add(Sent.of(c))))
                .thenApply(done -> commands);
    }

    private static CommandFilter filter(CommandFilterKey key, String value) {
        return CommandFilter.builder().key(key).value(value).build();
    }

    /** How a command went on each of its nodes. */
    public static CompletableFuture<List<Invocation>> invocations(
            Caller caller, Place place, Errand errand, String command, boolean withOutput) {
        List<Invocation> invocations = new ArrayList<>();
        Pages<SsmClient, ListCommandInvocationsResponse> pages = new Pages<>(
                token -> AwsCall.reading(
                        SsmClient.class,
                        "ssm:ListCommandInvocations",
                        ssm -> ssm.listCommandInvocations(r -> r.commandId(command)
                                .details(withOutput)
                                .maxResults(PAGE)
                                .nextToken(token))),
                ListCommandInvocationsResponse::nextToken);
        return pages.read(
                        caller,
                        place,
                        errand,
                        page -> page.commandInvocations()
                                .forEach(invocation -> invocations.add(Invocation.of(invocation))))
                .thenApply(done -> invocations);
    }

    /**
     * A command that was sent.
     *
     * @param requested when AWS took it, by AWS's clock; if it does not say, later than any report
     * @param ended whether it has ended on all of its nodes
     * @param completed on how many nodes it has ended
     */
    public record Sent(String id, String document, String comment, Instant requested, boolean ended, int completed) {

        private static final Set<String> OPEN = Set.of("Pending", "InProgress", "Cancelling");

        private static Sent of(Command command) {
            return new Sent(
                    command.commandId(),
                    Objects.requireNonNullElse(command.documentName(), ""),
                    Objects.requireNonNullElse(command.comment(), ""),
                    Objects.requireNonNullElse(command.requestedDateTime(), Instant.MAX),
                    !OPEN.contains(Objects.requireNonNullElse(command.statusAsString(), "Pending")),
                    Objects.requireNonNullElse(command.completedCount(), 0));
        }
    }

    /**
     * How a command went on a node.
     *
     * @param status AWS's detailed status without spaces, such as {@code DeliveryTimedOut}
     * @param begun whether the node has said that it began
     * @param output the last words of the step that says most
     */
    public record Invocation(String node, String status, boolean begun, OptionalInt exitCode, String output) {

        private static Invocation of(CommandInvocation invocation) {
            Optional<CommandPlugin> step = telling(invocation.commandPlugins());
            return new Invocation(
                    invocation.instanceId(),
                    orEmpty(invocation.statusDetails()).replace(" ", ""),
                    invocation.commandPlugins().stream().anyMatch(plugin -> plugin.responseStartDateTime() != null),
                    step.map(CommandPlugin::responseCode).map(OptionalInt::of).orElse(OptionalInt.empty()),
                    step.map(plugin -> orEmpty(plugin.output())).orElse(""));
        }

        /** The document has a step for each kind of platform, and all but one are skipped. */
        private static Optional<CommandPlugin> telling(List<CommandPlugin> steps) {
            return steps.stream()
                    .filter(step -> !"Success".equals(step.statusAsString()))
                    .findFirst()
                    .or(() -> steps.stream()
                            .filter(step -> !orEmpty(step.output()).isEmpty())
                            .findFirst());
        }

        private static String orEmpty(@Nullable String text) {
            return text == null ? "" : text;
        }
    }
}
