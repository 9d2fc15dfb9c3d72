package io.patchfleet.simulator.internal.service;

import io.patchfleet.simulator.internal.world.AwsState;
import io.patchfleet.simulator.internal.world.Bucket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Amazon S3, as far as texts are kept in it: buckets and their objects, without versions. A bucket lets in its own
 * account, and Systems Manager; policies are not played.
 */
final class S3 implements Service {

    private static final int MOST = 1000;

    private final AwsState state;
    private final Pages pages = new Pages(
            "s3:ListObjectsV2",
            Set.of("ContinuationToken", "MaxKeys"),
            "ContinuationToken",
            fault -> new AwsRefusal("InvalidArgument", "The continuation token provided is incorrect"));

    S3(AwsState state) {
        this.state = state;
    }

    @Override
    public String name() {
        return "s3";
    }

    /** To list a bucket, and to see whether it is there, is one right. */
    @Override
    public String action(String operation) {
        return operation.equals("ListObjectsV2") || operation.equals("HeadBucket")
                ? "s3:ListBucket"
                : Service.super.action(operation);
    }

    @Override
    public Map<String, Operation> operations() {
        return Map.of(
                "CreateBucket", this::createBucket,
                "HeadBucket", this::headBucket,
                "ListObjectsV2", this::listObjects,
                "PutObject", this::putObject,
                "GetObject", this::getObject,
                "DeleteObject", this::deleteObject);
    }

    private ObjectNode createBucket(Call call) {
        String name = Input.of(call, "s3:CreateBucket", Set.of("Bucket")).required("Bucket");
        Bucket there = state.buckets().get(name);
        if (there == null) {
            state.buckets().put(name, new Bucket(call.account(), call.region()));
        } else if (there.account().equals(call.account())) {
            throw new AwsRefusal(
                    "BucketAlreadyOwnedByYou",
                    "Your previous request to create the named bucket succeeded and you already own it.",
                    409);
        } else {
            throw new AwsRefusal(
                    "BucketAlreadyExists",
                    "The requested bucket name is not available. The bucket namespace is shared by all users of the"
                            + " system. Please select a different name and try again.",
                    409);
        }
        return Answer.object();
    }

    private ObjectNode headBucket(Call call) {
        bucket(call, Input.of(call, "s3:HeadBucket", Set.of("Bucket")));
        return Answer.object();
    }

    private ObjectNode putObject(Call call) {
        Input input = Input.of(call, "s3:PutObject", Set.of("Bucket", "Key", "Body"));
        Bucket bucket = bucket(call, input);
        Bucket.StoredObject object =
                bucket.put(input.required("Key"), input.text("Body").orElse(""), call.now());
        return Answer.object().put("ETag", object.etag());
    }

    private ObjectNode getObject(Call call) {
        Input input = Input.of(call, "s3:GetObject", Set.of("Bucket", "Key"));
        Bucket.StoredObject object = bucket(call, input).object(input.required("Key"));
        if (object == null) {
            throw new AwsRefusal("NoSuchKey", "The specified key does not exist.", 404);
        }
        ObjectNode answer = Answer.object().put("Body", object.text()).put("ETag", object.etag());
        return Answer.putInstant(answer, "LastModified", object.modified());
    }

    private ObjectNode deleteObject(Call call) {
        Input input = Input.of(call, "s3:DeleteObject", Set.of("Bucket", "Key"));
        bucket(call, input).remove(input.required("Key"));
        return Answer.object();
    }

    private ObjectNode listObjects(Call call) {
        Input input = Input.of(
                call,
                "s3:ListObjectsV2",
                Set.of("Bucket", "Prefix", "Delimiter", "MaxKeys", "ContinuationToken", "StartAfter", "EncodingType"));
        Bucket bucket = bucket(call, input);
        int most = Math.min(MOST, input.number("MaxKeys", MOST));
        Pages.Page<String> page = pages.page(call, listed(bucket, input), most);
        boolean encoded = input.text("EncodingType").isPresent();
        ArrayNode contents = Answer.array();
        ArrayNode prefixes = Answer.array();
        for (String item : page.items()) {
            Bucket.StoredObject object = bucket.object(item);
            String shown = encoded ? URLEncoder.encode(item, StandardCharsets.UTF_8) : item;
            if (object == null) {
                prefixes.addObject().put("Prefix", shown);
            } else {
                contents.add(item(shown, object));
            }
        }
        ObjectNode answer = Answer.object();
        answer.put("Name", input.required("Bucket"));
        answer.put("Prefix", input.text("Prefix").orElse(""));
        answer.put("MaxKeys", most);
        answer.put("KeyCount", page.items().size());
        answer.put("IsTruncated", page.nextToken() != null);
        input.text("EncodingType").ifPresent(type -> answer.put("EncodingType", type));
        if (page.nextToken() != null) {
            answer.put("NextContinuationToken", page.nextToken());
        }
        answer.set("Contents", contents);
        answer.set("CommonPrefixes", prefixes);
        return answer;
    }

    /** Keys, and in the place of those that share one the prefix that ends with the delimiter. */
    private static List<String> listed(Bucket bucket, Input input) {
        String prefix = input.text("Prefix").orElse("");
        String delimiter = input.text("Delimiter").orElse("");
        String after = input.text("StartAfter").orElse("");
        Set<String> listed = new LinkedHashSet<>();
        for (String key : bucket.objects().tailMap(prefix).keySet()) {
            if (!key.startsWith(prefix)) {
                break;
            }
            if (key.compareTo(after) > 0) {
                int end = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
                listed.add(end < 0 ? key : key.substring(0, end + delimiter.length()));
            }
        }
        return new ArrayList<>(listed);
    }

    private static ObjectNode item(String key, Bucket.StoredObject object) {
        ObjectNode item = Answer.object().put("Key", key);
        Answer.putInstant(item, "LastModified", object.modified());
        return item.put("ETag", object.etag()).put("Size", object.size()).put("StorageClass", "STANDARD");
    }

    private Bucket bucket(Call call, Input input) {
        Bucket bucket = state.buckets().get(input.required("Bucket"));
        if (bucket == null) {
            throw new AwsRefusal("NoSuchBucket", "The specified bucket does not exist", 404);
        }
        if (!bucket.account().equals(call.account())) {
            throw new AwsRefusal("AccessDenied", "Access Denied", 403);
        }
        if (!bucket.region().equals(call.region())) {
            throw new AwsRefusal(
                    "PermanentRedirect",
                    "The bucket you are attempting to access must be addressed using the specified endpoint. Please"
                            + " send all future requests to this endpoint.",
                    301);
        }
        return bucket;
    }
}
