package io.patchfleet.internal.call;

import io.patchfleet.internal.call.CallFailedException.Kind;
import io.patchfleet.model.AwsFailure;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkClient;

/**
 * Reads an operation page by page. What was read before a page failed has been handed over, which is why the SDK's own
 * paginators do not serve: they lose their place.
 */
public final class Pages<C extends SdkClient, P> {

    private final Function<@Nullable String, AwsCall<C, P>> page;
    private final Function<P, @Nullable String> nextToken;

    public Pages(Function<@Nullable String, AwsCall<C, P>> page, Function<P, @Nullable String> nextToken) {
        this.page = page;
        this.nextToken = nextToken;
    }

    /** Hands over each page in order; ends well after the last one. */
    public CompletableFuture<Void> read(Caller caller, Place place, Errand errand, Consumer<P> each) {
        return from(null, new HashSet<>(), caller, place, errand, each);
    }

    private CompletableFuture<Void> from(
            @Nullable String token, Set<String> seen, Caller caller, Place place, Errand errand, Consumer<P> each) {
        AwsCall<C, P> call = page.apply(token);
        return caller.call(place, call, errand).thenCompose(answer -> {
            each.accept(answer);
            String next = nextToken.apply(answer);
            if (next == null || next.isEmpty()) {
                return CompletableFuture.completedFuture(null);
            }
            if (!seen.add(next)) {
                return CompletableFuture.failedFuture(runningInCircles(call.operation()));
            }
            return from(next, seen, caller, place, errand, each);
        });
    }

    private static CallFailedException runningInCircles(String operation) {
        AwsFailure failure = new AwsFailure(
                operation,
                "page token loop",
                "a page token came back a second time; pages after it are unread",
                Optional.empty());
        return new CallFailedException(failure, Kind.SENSELESS, null);
    }
}
