package io.patchfleet.internal.aws;

import io.patchfleet.internal.call.AwsCall;
import io.patchfleet.internal.call.Caller;
import io.patchfleet.internal.call.Errand;
import io.patchfleet.internal.call.Pages;
import io.patchfleet.internal.call.Place;
import io.patchfleet.model.OperatingSystem;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.DescribePatchPropertiesResponse;
import software.amazon.awssdk.services.ssm.model.PatchProperty;

/** The values by which AWS says that patches can be filtered. */
public final class PatchWords {

    /** The largest page that Systems Manager gives. */
    private static final int PAGE = 50;

    private PatchWords() {}

    /** Whether AWS can be asked for the values of a key. */
    public static boolean canBeAsked(String key) {
        return PatchProperty.fromValue(key) != PatchProperty.UNKNOWN_TO_SDK_VERSION;
    }

    /** The values of a key, for Windows those of the system and of Microsoft's applications. */
    public static CompletableFuture<Set<String>> of(
            Caller caller, Place place, Errand errand, OperatingSystem system, String key) {
        Set<String> words = new ConcurrentSkipListSet<>();
        List<String> sets = system == OperatingSystem.WINDOWS ? List.of("OS", "APPLICATION") : List.of("");
        List<CompletableFuture<Void>> reading = sets.stream()
                .map(set -> pages(system, key, set)
                        .read(
                                caller,
                                place,
                                errand,
                                page -> page.properties().forEach(property -> words.addAll(property.values()))))
                .toList();
        return CompletableFuture.allOf(reading.toArray(CompletableFuture[]::new))
                .thenApply(done -> new TreeSet<>(words));
    }

    private static Pages<SsmClient, DescribePatchPropertiesResponse> pages(
            OperatingSystem system, String key, String patchSet) {
        return new Pages<>(
                token -> AwsCall.reading(
                        SsmClient.class,
                        "ssm:DescribePatchProperties",
                        ssm -> ssm.describePatchProperties(r -> {
                            r.operatingSystem(system.name())
                                    .property(key)
                                    .maxResults(PAGE)
                                    .nextToken(token);
                            if (!patchSet.isEmpty()) {
                                r.patchSet(patchSet);
                            }
                        })),
                DescribePatchPropertiesResponse::nextToken);
    }
}
