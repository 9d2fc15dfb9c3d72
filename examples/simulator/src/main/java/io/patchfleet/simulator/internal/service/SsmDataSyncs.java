package io.patchfleet.simulator.internal.service;

import io.patchfleet.simulator.internal.world.AwsState;
import io.patchfleet.simulator.internal.world.Bucket;
import io.patchfleet.simulator.internal.world.DataSync;
import io.patchfleet.simulator.internal.world.Scope;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Resource Data Syncs into buckets. Those that bring operational data from elsewhere are not played. */
final class SsmDataSyncs {

    /** Quota of an account in a Region, as AWS documents it. */
    private static final int SYNCS = 5;

    private static final int MOST = 50;
    private static final String TO_BUCKET = "SyncToDestination";

    private final AwsState state;
    private final Scopes scopes;
    private final SyncWriter writer;
    private final Pages pages = Pages.ssm("ListResourceDataSync");

    SsmDataSyncs(AwsState state, Scopes scopes) {
        this.state = state;
        this.scopes = scopes;
        this.writer = new SyncWriter(state);
    }

    Map<String, Operation> operations() {
        return Map.of(
                "CreateResourceDataSync", this::createResourceDataSync,
                "ListResourceDataSync", this::listResourceDataSync,
                "DeleteResourceDataSync", this::deleteResourceDataSync);
    }

    private ObjectNode createResourceDataSync(Call call) {
        Input input = Input.of(call, "ssm:CreateResourceDataSync", Set.of("SyncName", "SyncType", "S3Destination"));
        toBucket(input);
        if (!input.has("S3Destination")) {
            throw invalid("S3Destination is required for the sync type " + TO_BUCKET + ".");
        }
        Scope scope = scopes.of(call);
        String name = input.required("SyncName");
        if (scope.dataSyncs().containsKey(name)) {
            throw new AwsRefusal(
                    "ResourceDataSyncAlreadyExistsException",
                    "A sync configuration with the same name already exists.");
        }
        if (scope.dataSyncs().size() >= SYNCS) {
            throw new AwsRefusal(
                    "ResourceDataSyncCountExceededException",
                    "You have exceeded the allowed maximum sync configurations.");
        }
        Input destination = input.object("S3Destination");
        Bucket bucket = state.buckets().get(destination.required("BucketName"));
        if (bucket == null || !bucket.region().equals(destination.required("Region"))) {
            throw invalid("There is no bucket " + destination.required("BucketName") + " in "
                    + destination.required("Region") + ".");
        }
        if (destination.has("AWSKMSKeyARN") || destination.has("DestinationDataSharing")) {
            throw input.notPlayed("a key of KMS, or the sharing of data");
        }
        DataSync sync = new DataSync(
                name,
                destination.required("BucketName"),
                destination.text("Prefix").orElse(""),
                bucket.region(),
                call.now());
        scope.dataSyncs().put(name, sync);
        writer.begin(scope, sync);
        return Answer.object();
    }

    private ObjectNode listResourceDataSync(Call call) {
        Input input = Input.of(call, "ssm:ListResourceDataSync", Set.of("SyncType", "MaxResults", "NextToken"));
        toBucket(input);
        Pages.Page<DataSync> page =
                pages.page(call, List.copyOf(scopes.of(call).dataSyncs().values()), input.number("MaxResults", MOST));
        ArrayNode items = Answer.array();
        page.items().forEach(sync -> items.add(item(sync)));
        return Answer.page("ResourceDataSyncItems", items, page.nextToken());
    }

    static ObjectNode item(DataSync sync) {
        ObjectNode item = Answer.object().put("SyncName", sync.name()).put("SyncType", TO_BUCKET);
        ObjectNode destination = item.putObject("S3Destination");
        destination.put("BucketName", sync.bucket());
        if (!sync.prefix().isEmpty()) {
            destination.put("Prefix", sync.prefix());
        }
        destination.put("SyncFormat", "JsonSerDe").put("Region", sync.bucketRegion());
        Answer.putInstant(item, "LastSyncTime", sync.lastSync());
        Answer.putInstant(item, "LastSuccessfulSyncTime", sync.lastSuccess());
        Answer.putInstant(item, "SyncCreatedTime", sync.created());
        return item.put("LastStatus", status(sync));
    }

    private static String status(DataSync sync) {
        if (sync.lastSync() == null) {
            return "InProgress";
        }
        return sync.lastSync().equals(sync.lastSuccess()) ? "Successful" : "Failed";
    }

    private ObjectNode deleteResourceDataSync(Call call) {
        Input input = Input.of(call, "ssm:DeleteResourceDataSync", Set.of("SyncName", "SyncType"));
        toBucket(input);
        if (scopes.of(call).dataSyncs().remove(input.required("SyncName")) == null) {
            throw new AwsRefusal("ResourceDataSyncNotFoundException", "The specified sync name wasn't found.");
        }
        return Answer.object();
    }

    private static void toBucket(Input input) {
        input.text("SyncType").filter(type -> !type.equals(TO_BUCKET)).ifPresent(other -> {
            throw input.notPlayed("the sync type " + other);
        });
    }

    private static AwsRefusal invalid(String words) {
        return new AwsRefusal("ResourceDataSyncInvalidConfigurationException", words);
    }
}
