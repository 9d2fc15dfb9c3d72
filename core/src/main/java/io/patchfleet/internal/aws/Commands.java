package io.patchfleet.internal.aws;

import io.patchfleet.internal.call.AwsCall;
import io.patchfleet.internal.call.Caller;
import io.patchfleet.internal.call.Errand;
import io.patchfleet.internal.call.Pages;
import io.patchfleet.internal.call.Place;
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
import org.jspecify.annotations.Nullable;
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
     * @param onItsWay is told right before AWS is called
     */
    public static CompletableFuture<String> send(
            Caller caller, Place place, Errand errand, Operation operation, Runnable onItsWay) {
        SendCommandRequest request = operation.request();
        AwsCall<SsmClient, String> send = AwsCall.changing(
                SsmClient.class,
                "ssm:SendCommand",
                operation.comment() + " to " + operation.nodes().size() + " nodes",
                ssm -> {
                    onItsWay.run();
                    return ssm.sendCommand(request).command().commandId();
                });
        return caller.call(place, send, errand);
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
     * @param parameters of the document
     */
    public record Operation(
            List<String> nodes,
            String comment,
            Duration delivery,
            Map<String, String> parameters,
            Optional<LogOutput> logs) {

        private SendCommandRequest request() {
            Map<String, List<String>> lists = new TreeMap<>();
            parameters.forEach((name, value) -> lists.put(name, List.of(value)));
            SendCommandRequest.Builder request = SendCommandRequest.builder()
                    .documentName(DOCUMENT)
                    .instanceIds(nodes)
                    .comment(comment)
                    .timeoutSeconds((int) delivery.toSeconds())
                    // The run keeps pace and counts failures itself, over all commands and all kinds of failure.
                    .maxConcurrency("100%")
                    .maxErrors("100%")
                    .parameters(lists);
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
     * @param output the last words of the step that says most
     */
    public record Invocation(String node, String status, OptionalInt exitCode, String output) {

        private static Invocation of(CommandInvocation invocation) {
            Optional<CommandPlugin> step = telling(invocation.commandPlugins());
            return new Invocation(
                    invocation.instanceId(),
                    orEmpty(invocation.statusDetails()).replace(" ", ""),
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
