package io.patchfleet.internal.plan;

import io.patchfleet.internal.aws.OwnBaselines;
import io.patchfleet.internal.aws.OwnBaselines.Identity;
import io.patchfleet.internal.aws.OwnBaselines.Registration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** Patch baselines, the patch groups that they are registered for, and those that judge everything else. */
final class BaselineFamily implements Family {

    @Override
    public Set<String> kinds() {
        return Set.of(BaselineSteps.KIND, DefaultSteps.KIND, GroupSteps.KIND);
    }

    @Override
    public CompletableFuture<Findings> plan(Task task) {
        CompletableFuture<List<Registration>> registrations =
                OwnBaselines.registrations(task.caller(), task.place(), task.errand());
        return OwnBaselines.list(task.caller(), task.place(), task.errand())
                .thenCompose(all -> details(task, all)
                        .thenCombine(registrations, (details, groups) -> new Seen(all, details, groups)))
                .thenApply(seen -> {
                    Findings findings = new Findings();
                    new BaselineSteps(task, seen, findings).find();
                    new DefaultSteps(task, seen, findings).find();
                    new GroupSteps(task, seen, findings).find();
                    return findings;
                });
    }

    /** Tags of all that is not AWS's own, content of what is this spec's or may become so. */
    private static CompletableFuture<Map<String, Details>> details(Task task, List<Identity> all) {
        Map<String, CompletableFuture<Details>> reading = new TreeMap<>();
        all.stream()
                .filter(baseline -> !baseline.isOfAws())
                .forEach(baseline -> reading.put(baseline.id(), details(task, baseline)));
        return CompletableFuture.allOf(reading.values().toArray(CompletableFuture[]::new))
                .thenApply(done -> {
                    Map<String, Details> details = new HashMap<>();
                    reading.forEach((id, read) -> details.put(id, read.join()));
                    return details;
                });
    }

    private static CompletableFuture<Details> details(Task task, Identity baseline) {
        return OwnBaselines.tags(task.caller(), task.place(), task.errand(), baseline.id())
                .thenCompose(tags -> {
                    boolean concerned = task.ownership().owns(tags)
                            || task.declared().adoptedBaselines().contains(baseline.name());
                    CompletableFuture<SortedMap<String, String>> content = concerned
                            ? OwnBaselines.content(task.caller(), task.place(), task.errand(), baseline.id())
                            : CompletableFuture.completedFuture(new TreeMap<>());
                    return content.thenApply(read -> new Details(baseline, tags, read));
                });
    }

    /** One baseline that is not AWS's own; its content is empty if it is none of this spec's business. */
    record Details(Identity identity, SortedMap<String, String> tags, SortedMap<String, String> content) {}

    /** What there is in a scope. */
    record Seen(List<Identity> all, Map<String, Details> details, List<Registration> registrations) {

        private static final Comparator<Details> ORDER = Comparator.comparing(
                        (Details baseline) -> baseline.identity().name())
                .thenComparing(baseline -> baseline.identity().operatingSystem())
                .thenComparing(baseline -> baseline.identity().id());

        /** This spec's baselines, in the same order wherever they are called the same. */
        List<Details> owned(Ownership ownership) {
            return details.values().stream()
                    .filter(baseline -> ownership.owns(baseline.tags()))
                    .sorted(ORDER)
                    .toList();
        }
    }
}
