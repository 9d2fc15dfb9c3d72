package io.patchfleet.internal.plan;

import io.patchfleet.internal.call.AwsCall;
import io.patchfleet.model.Scope;
import io.patchfleet.spi.ResourceKind;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkClient;

/** What a contributed kind works with. */
final class KindContext implements ResourceKind.Context {

    private final Family.Task task;
    private final Calls calls;
    private final Function<ResourceName, Optional<String>> ids;

    private KindContext(Family.Task task, Calls calls, Function<ResourceName, Optional<String>> ids) {
        this.task = task;
        this.calls = calls;
        this.ids = ids;
    }

    /** While a plan is made. */
    static KindContext looking(Family.Task task) {
        Calls calls = new Calls() {
            @Override
            public <C extends SdkClient, T> CompletionStage<T> make(AwsCall<C, T> call) {
                return task.caller().call(task.place(), call, task.errand());
            }
        };
        return new KindContext(task, calls, any -> Optional.empty());
    }

    /** While a plan is carried out. */
    static KindContext acting(Family.Task task, Doing doing) {
        Calls calls = new Calls() {
            @Override
            public <C extends SdkClient, T> CompletionStage<T> make(AwsCall<C, T> call) {
                return doing.call(call);
            }
        };
        return new KindContext(task, calls, doing::known);
    }

    @Override
    public Scope scope() {
        return task.place().scope();
    }

    @Override
    public String spec() {
        return task.ownership().spec();
    }

    @Override
    public Instant now() {
        return task.now();
    }

    @Override
    public String ownPrefix(int longest) {
        return AwsText.marked("patchfleet-" + spec(), longest - 1) + "-";
    }

    @Override
    public Optional<String> id(String kind, String name) {
        return ids.apply(new ResourceName(kind, name));
    }

    @Override
    public <C extends SdkClient, T> CompletionStage<T> read(Class<C> client, String operation, Function<C, T> call) {
        return calls.make(AwsCall.reading(client, operation, call));
    }

    @Override
    public <C extends SdkClient, T> CompletionStage<T> change(
            Class<C> client, String operation, String what, boolean repeatable, Function<C, T> call) {
        return calls.make(
                repeatable
                        ? AwsCall.repeatable(client, operation, what, call)
                        : AwsCall.changing(client, operation, what, call));
    }

    /** For whom calls are made. */
    private interface Calls {
        <C extends SdkClient, T> CompletionStage<T> make(AwsCall<C, T> call);
    }
}
