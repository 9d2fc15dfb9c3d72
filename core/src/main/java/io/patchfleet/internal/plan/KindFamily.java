package io.patchfleet.internal.plan;

import io.patchfleet.internal.call.CallFailedException;
import io.patchfleet.internal.call.CallFailedException.Kind;
import io.patchfleet.model.Gap;
import io.patchfleet.spec.FleetSpec.Declared;
import io.patchfleet.spi.ResourceKind;
import io.patchfleet.spi.ResourceKind.Found;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Resources of a kind that somebody else contributes. */
final class KindFamily implements Family {

    private final ResourceKind kind;

    KindFamily(ResourceKind kind) {
        this.kind = kind;
    }

    @Override
    public Set<String> kinds() {
        return Set.of(kind.name());
    }

    @Override
    public CompletableFuture<Findings> plan(Task task) {
        List<Declared> declared = task.declared().resources().stream()
                .filter(one -> one.kind().equals(kind.name()))
                .toList();
        KindContext context = KindContext.looking(task);
        return CompletableFuture.completedFuture(context)
                .thenCompose(here -> kind.read(here))
                .thenApply(found -> findings(task, declared, found))
                .exceptionallyCompose(thrown -> unreadable(task, declared, thrown));
    }

    private Findings findings(Task task, List<Declared> declared, List<Found> found) {
        Findings findings = new Findings();
        new KindSteps(kind, task, findings).find(declared, found);
        return findings;
    }

    /**
     * Where the service does not exist, in a Region or an emulator, nothing was ever made. Where it refuses or does not
     * answer, nobody knows, and the rest can be planned all the same.
     */
    private CompletableFuture<Findings> unreadable(Task task, List<Declared> declared, Throwable thrown) {
        CallFailedException failed = CallFailedException.of(thrown);
        Findings findings = new Findings();
        if (failed.kind() == Kind.UNKNOWN_OPERATION && declared.isEmpty()) {
            return CompletableFuture.completedFuture(findings);
        }
        if (Family.isOfTheServiceAlone(failed.kind())) {
            findings.unread(
                    Gap.in(
                            task.place().scope(),
                            kind.name() + " resources are not known and stay as they are",
                            Optional.of(failed.failure())),
                    kinds());
            return CompletableFuture.completedFuture(findings);
        }
        return CompletableFuture.failedFuture(failed);
    }
}
