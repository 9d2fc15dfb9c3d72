package io.patchfleet.internal.aws;

import io.patchfleet.internal.call.AwsCall;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ResourceTypeForTagging;
import software.amazon.awssdk.services.ssm.model.Tag;

/** Tags of Systems Manager's resources. */
final class SsmTags {

    private SsmTags() {}

    static List<Tag> of(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    static AwsCall<SsmClient, SortedMap<String, String>> list(ResourceTypeForTagging type, String id) {
        return AwsCall.reading(
                SsmClient.class,
                "ssm:ListTagsForResource",
                ssm -> Tags.of(
                        ssm.listTagsForResource(r -> r.resourceType(type).resourceId(id))
                                .tagList(),
                        Tag::key,
                        Tag::value));
    }

    static AwsCall<SsmClient, ?> remove(ResourceTypeForTagging type, String id, Collection<String> keys) {
        return AwsCall.repeatable(
                SsmClient.class,
                "ssm:RemoveTagsFromResource",
                "tags " + String.join(", ", keys) + " of " + id,
                ssm -> ssm.removeTagsFromResource(
                        r -> r.resourceType(type).resourceId(id).tagKeys(keys)));
    }

    static AwsCall<SsmClient, ?> add(ResourceTypeForTagging type, String id, Map<String, String> tags) {
        return AwsCall.repeatable(
                SsmClient.class,
                "ssm:AddTagsToResource",
                "tags " + String.join(", ", tags.keySet()) + " of " + id,
                ssm -> ssm.addTagsToResource(
                        r -> r.resourceType(type).resourceId(id).tags(of(tags))));
    }
}
