package io.patchfleet.internal.aws;

import io.patchfleet.internal.call.AwsCall;
import io.patchfleet.internal.call.Caller;
import io.patchfleet.internal.call.Errand;
import io.patchfleet.internal.call.Pages;
import io.patchfleet.internal.call.Place;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.GetResourcesResponse;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.ResourceTagMapping;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.Tag;

/** The tags of hybrid nodes, which no list of Systems Manager holds. */
public final class HybridTags {

    /** The largest page that the tagging API gives. */
    private static final int PAGE = 100;

    private static final Pages<ResourceGroupsTaggingApiClient, GetResourcesResponse> OF_MANAGED_NODES = new Pages<>(
            token -> AwsCall.reading(
                    ResourceGroupsTaggingApiClient.class,
                    "tag:GetResources",
                    tagging -> tagging.getResources(r -> r.resourceTypeFilters("ssm:managed-instance")
                            .resourcesPerPage(PAGE)
                            .paginationToken(token))),
            GetResourcesResponse::paginationToken);

    private HybridTags() {}

    /** Hands over each tagged node's id and tags. */
    public static CompletableFuture<Void> read(
            Caller caller, Place place, Errand errand, BiConsumer<String, SortedMap<String, String>> each) {
        return OF_MANAGED_NODES.read(
                caller,
                place,
                errand,
                page -> page.resourceTagMappingList().stream()
                        .filter(resource -> resource.resourceARN() != null)
                        .forEach(resource ->
                                each.accept(idOf(resource), Tags.of(resource.tags(), Tag::key, Tag::value))));
    }

    private static String idOf(ResourceTagMapping resource) {
        return resource.resourceARN().substring(resource.resourceARN().lastIndexOf('/') + 1);
    }
}
