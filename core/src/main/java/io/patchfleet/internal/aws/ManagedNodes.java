package io.patchfleet.internal.aws;

import io.patchfleet.internal.call.AwsCall;
import io.patchfleet.internal.call.CallFailedException;
import io.patchfleet.internal.call.CallFailedException.Kind;
import io.patchfleet.internal.call.Caller;
import io.patchfleet.internal.call.Errand;
import io.patchfleet.internal.call.Pages;
import io.patchfleet.internal.call.Place;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.DescribeInstanceInformationResponse;
import software.amazon.awssdk.services.ssm.model.DescribeInstancePropertiesResponse;
import software.amazon.awssdk.services.ssm.model.InstanceInformation;
import software.amazon.awssdk.services.ssm.model.InstanceProperty;
import software.amazon.awssdk.services.ssm.model.PingStatus;

/**
 * The nodes that Systems Manager knows. Asks {@code DescribeInstanceProperties}, whose pages hold a thousand; where that
 * is refused or not known, {@code DescribeInstanceInformation}, whose pages hold fifty.
 */
public final class ManagedNodes {

    private static final int LARGE_PAGE = 1000;
    private static final int SMALL_PAGE = 50;

    private static final Pages<SsmClient, DescribeInstancePropertiesResponse> IN_LARGE_PAGES = new Pages<>(
            token -> AwsCall.reading(
                    SsmClient.class,
                    "ssm:DescribeInstanceProperties",
                    ssm -> ssm.describeInstanceProperties(
                            r -> r.maxResults(LARGE_PAGE).nextToken(token))),
            DescribeInstancePropertiesResponse::nextToken);

    private static final Pages<SsmClient, DescribeInstanceInformationResponse> IN_SMALL_PAGES = new Pages<>(
            token -> AwsCall.reading(
                    SsmClient.class,
                    "ssm:DescribeInstanceInformation",
                    ssm -> ssm.describeInstanceInformation(
                            r -> r.maxResults(SMALL_PAGE).nextToken(token))),
            DescribeInstanceInformationResponse::nextToken);

    private ManagedNodes() {}

    /** Hands over every node; a node may come twice if a first attempt broke off. */
    public static CompletableFuture<Void> read(Caller caller, Place place, Errand errand, Consumer<Found> each) {
        return IN_LARGE_PAGES
                .read(
                        caller,
                        place,
                        errand,
                        page -> page.instanceProperties().stream()
                                .filter(node -> node.instanceId() != null)
                                .forEach(node -> each.accept(Found.of(node))))
                .exceptionallyCompose(thrown -> hasAnotherWay(thrown)
                        ? inSmallPages(caller, place, errand, each)
                                .exceptionallyCompose(again -> CompletableFuture.failedFuture(thrown))
                        : CompletableFuture.failedFuture(thrown));
    }

    private static CompletableFuture<Void> inSmallPages(
            Caller caller, Place place, Errand errand, Consumer<Found> each) {
        return IN_SMALL_PAGES.read(
                caller,
                place,
                errand,
                page -> page.instanceInformationList().stream()
                        .filter(node -> node.instanceId() != null)
                        .forEach(node -> each.accept(Found.of(node))));
    }

    private static boolean hasAnotherWay(Throwable thrown) {
        Kind kind = CallFailedException.of(thrown).kind();
        return kind == Kind.REFUSED || kind == Kind.UNKNOWN_OPERATION;
    }

    /**
     * A managed node.
     *
     * @param answers whether its agent does
     * @param stopped whether Systems Manager knows that its instance does not run
     */
    public record Found(
            String id,
            Optional<String> name,
            String platformName,
            String platformVersion,
            boolean answers,
            boolean stopped,
            String agentVersion) {

        private static Found of(InstanceProperty node) {
            return new Found(
                    node.instanceId(),
                    given(node.name()).or(() -> given(node.computerName())),
                    orEmpty(node.platformName()),
                    orEmpty(node.platformVersion()),
                    node.pingStatus() == PingStatus.ONLINE,
                    "stopped".equalsIgnoreCase(node.instanceState()),
                    orEmpty(node.agentVersion()));
        }

        private static Found of(InstanceInformation node) {
            return new Found(
                    node.instanceId(),
                    given(node.name()).or(() -> given(node.computerName())),
                    orEmpty(node.platformName()),
                    orEmpty(node.platformVersion()),
                    node.pingStatus() == PingStatus.ONLINE,
                    false,
                    orEmpty(node.agentVersion()));
        }

        private static Optional<String> given(@Nullable String text) {
            return Optional.ofNullable(text).filter(t -> !t.isBlank());
        }

        private static String orEmpty(@Nullable String text) {
            return text == null ? "" : text;
        }
    }
}
