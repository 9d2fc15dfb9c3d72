package io.patchfleet.internal.aws;

import static io.patchfleet.model.IamPolicy.Statement.allow;

import io.patchfleet.model.IamPolicy;
import io.patchfleet.model.InvalidInputException;
import io.patchfleet.model.Problem;
import io.patchfleet.model.Verb;
import io.patchfleet.spec.FleetSpec.Declared;
import io.patchfleet.spec.ResourceDataSync;
import io.patchfleet.spi.ResourceKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ResourceDataSyncItem;
import software.amazon.awssdk.services.ssm.model.ResourceDataSyncNotFoundException;
import software.amazon.awssdk.services.ssm.model.ResourceDataSyncS3Destination;
import software.amazon.awssdk.services.ssm.model.ResourceDataSyncS3Format;

/**
 * Resource Data Syncs. AWS can neither tag nor change them: the name says whose one is, and another is made in place of
 * one that is to be otherwise.
 */
public final class DataSyncKind implements ResourceKind {

    /** The largest page that Systems Manager gives. */
    private static final int PAGE = 50;

    /** AWS has room for 64 characters in the name of a sync. */
    private static final int LONGEST_PREFIX = 40;

    private static final int LONGEST_NAME = 24;

    private static final String BUCKET = "bucket";
    private static final String PREFIX = "prefix";
    private static final String REGION = "region";
    /** Never declared; one that is there is a difference. */
    private static final String KEY = "kmsKey";

    @Override
    public String name() {
        return ResourceDataSync.KIND;
    }

    @Override
    public List<Problem> check(Declared declared) {
        List<Problem> problems = new ArrayList<>();
        if (declared.name().length() > LONGEST_NAME) {
            problems.add(new Problem("name", declared.name(), "at most " + LONGEST_NAME + " characters"));
        }
        declared.properties().keySet().stream()
                .filter(property -> !Set.of(BUCKET, PREFIX, REGION).contains(property))
                .forEach(property -> problems.add(
                        new Problem(property, property, "only " + BUCKET + ", " + PREFIX + " and " + REGION)));
        try {
            ResourceDataSync.of(
                    declared.properties().getOrDefault(BUCKET, ""),
                    declared.properties().getOrDefault(PREFIX, ""),
                    declared.properties().getOrDefault(REGION, ""));
        } catch (InvalidInputException e) {
            problems.addAll(e.problems());
        }
        return problems;
    }

    @Override
    public CompletionStage<List<Found>> read(Context context) {
        return read(context, null, new ArrayList<>());
    }

    private static CompletionStage<List<Found>> read(Context context, @Nullable String token, List<Found> before) {
        String prefix = context.ownPrefix(LONGEST_PREFIX);
        return context.read(
                        SsmClient.class,
                        "ssm:ListResourceDataSync",
                        ssm -> ssm.listResourceDataSync(r -> r.maxResults(PAGE).nextToken(token)))
                .thenCompose(page -> {
                    page.resourceDataSyncItems().stream()
                            .filter(sync ->
                                    sync.syncName() != null && sync.syncName().startsWith(prefix))
                            .map(sync -> found(sync, prefix))
                            .forEach(before::add);
                    return page.nextToken() == null || page.nextToken().isEmpty()
                            ? CompletableFuture.completedFuture(before)
                            : read(context, page.nextToken(), before);
                });
    }

    private static Found found(ResourceDataSyncItem sync, String prefix) {
        ResourceDataSyncS3Destination to = sync.s3Destination();
        SortedMap<String, String> properties = to == null
                ? new TreeMap<>()
                : new Fields()
                        .put(BUCKET, to.bucketName())
                        .put(PREFIX, to.prefix())
                        .put(REGION, to.region())
                        .put(KEY, to.awskmsKeyARN())
                        .values();
        return Found.named(sync.syncName().substring(prefix.length()), sync.syncName(), properties);
    }

    @Override
    public CompletionStage<String> make(Context context, Meant meant) {
        String name = context.ownPrefix(LONGEST_PREFIX) + meant.declared().name();
        SortedMap<String, String> properties = meant.declared().properties();
        return context.change(
                        SsmClient.class,
                        "ssm:CreateResourceDataSync",
                        "sync " + name,
                        false,
                        ssm -> ssm.createResourceDataSync(r -> r.syncName(name)
                                .s3Destination(to -> to.bucketName(properties.get(BUCKET))
                                        .prefix(properties.get(PREFIX))
                                        .region(properties.get(REGION))
                                        .syncFormat(ResourceDataSyncS3Format.JSON_SER_DE))))
                .thenApply(done -> name);
    }

    /** What was written to the bucket stays there. */
    @Override
    public CompletionStage<?> remove(Context context, Found found) {
        return context.change(SsmClient.class, "ssm:DeleteResourceDataSync", "sync " + found.id(), true, ssm -> {
            try {
                return ssm.deleteResourceDataSync(r -> r.syncName(found.id()));
            } catch (ResourceDataSyncNotFoundException gone) {
                return gone;
            }
        });
    }

    @Override
    public boolean isChangeable(String property) {
        return false;
    }

    @Override
    public IamPolicy iamPolicy(Verb verb, String partition) {
        IamPolicy planning = IamPolicy.of(allow(List.of("*"), "ssm:ListResourceDataSync"));
        List<String> own = List.of("arn:" + partition + ":ssm:*:*:resource-data-sync/patchfleet-*");
        return switch (verb) {
            case APPLY ->
                planning.plus(IamPolicy.of(allow(own, "ssm:CreateResourceDataSync", "ssm:DeleteResourceDataSync")));
            case DESTROY -> planning.plus(IamPolicy.of(allow(own, "ssm:DeleteResourceDataSync")));
            default -> planning;
        };
    }
}
