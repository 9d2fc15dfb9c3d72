package io.patchfleet.internal.plan;

import io.patchfleet.internal.call.AwsCall;
import io.patchfleet.internal.call.CallFailedException;
import io.patchfleet.internal.call.Caller;
import io.patchfleet.internal.call.Errand;
import io.patchfleet.internal.call.Place;
import io.patchfleet.model.AwsFailure;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkClient;

/** One scope while a plan is carried out there: calls are made, and what was made can be found by those that need it. */
final class Doing {

    private static final Set<String> GONE =
            Set.of("DoesNotExistException", "InvalidResourceId", "ResourceNotFoundException");

    private final Caller caller;
    private final Place place;
    private final Errand errand;
    private final Errand lasting;
    private final Map<ResourceName, String> ids = new ConcurrentHashMap<>();
    private final Set<ResourceName> undone = ConcurrentHashMap.newKeySet();

    /**
     * Begins the work in a scope.
     *
     * @param errand for which calls are made, until it ends
     * @param lasting for calls that must be made once others have been, even if the errand ends in between
     * @param known the ids of what is there
     */
    Doing(Caller caller, Place place, Errand errand, Errand lasting, Map<ResourceName, String> known) {
        this.caller = caller;
        this.place = place;
        this.errand = errand;
        this.lasting = lasting;
        ids.putAll(known);
    }

    <C extends SdkClient, T> CompletableFuture<T> call(AwsCall<C, T> call) {
        return caller.call(place, call, errand);
    }

    /** Makes a call that has to be made even if the work is ended meanwhile, because it ends what others began. */
    <C extends SdkClient, T> CompletableFuture<T> finish(AwsCall<C, T> call) {
        return caller.call(place, call, lasting);
    }

    /** Takes something away; what is not there any more need not be. */
    CompletableFuture<?> remove(AwsCall<?, ?> call) {
        return orGone(call(call));
    }

    /** As if it had been taken away by us, if it was not there any more. */
    static CompletableFuture<?> orGone(CompletableFuture<?> removal) {
        return removal.handle((done, thrown) -> {
            if (thrown != null) {
                CallFailedException failed = CallFailedException.of(thrown);
                if (!GONE.contains(failed.failure().code())) {
                    throw failed;
                }
            }
            return done;
        });
    }

    Caller caller() {
        return caller;
    }

    Place place() {
        return place;
    }

    Errand errand() {
        return errand;
    }

    /** By which AWS knows a repeated call; new for each resource that is made. */
    static String token() {
        return UUID.randomUUID().toString();
    }

    /**
     * Remembers what was made.
     *
     * @throws CallFailedException if AWS did not say its id; the next plan finds it
     */
    void made(ResourceName key, @Nullable String id) {
        if (id == null) {
            throw new CallFailedException(
                    new AwsFailure(
                            "apply",
                            "no id",
                            "AWS did not say the id of " + key.kind() + " " + key.name() + "; plan again",
                            Optional.empty()),
                    CallFailedException.Kind.SENSELESS,
                    null);
        }
        ids.put(key, id);
    }

    /** Remembers that a change was not carried out. */
    void undone(ResourceName key) {
        undone.add(key);
    }

    /** Whether a change of it was needed, and is not carried out. */
    boolean isUndone(ResourceName key) {
        return undone.contains(key);
    }

    /** The id of what another step made or found, if any did. */
    Optional<String> known(ResourceName key) {
        return Optional.ofNullable(ids.get(key));
    }

    /**
     * The id of what another step made or found.
     *
     * @throws CallFailedException if there is none, because that step failed
     */
    String id(ResourceName key) {
        return known(key).orElseThrow(() -> refused("not attempted", key.kind() + " " + key.name() + " is not there"));
    }

    static CallFailedException refused(String code, String words) {
        return new CallFailedException(
                new AwsFailure("apply", code, words, Optional.empty()), CallFailedException.Kind.UNREACHED, null);
    }
}
