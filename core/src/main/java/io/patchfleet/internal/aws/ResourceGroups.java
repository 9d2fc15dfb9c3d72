package io.patchfleet.internal.aws;

import io.patchfleet.internal.call.AwsCall;
import io.patchfleet.internal.call.CallFailedException;
import io.patchfleet.internal.call.Caller;
import io.patchfleet.internal.call.Errand;
import io.patchfleet.internal.call.Pages;
import io.patchfleet.internal.call.Place;
import io.patchfleet.model.AwsFailure;
import io.patchfleet.model.Scope;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.resourcegroups.ResourceGroupsClient;
import software.amazon.awssdk.services.resourcegroups.model.ListGroupResourcesItem;
import software.amazon.awssdk.services.resourcegroups.model.ListGroupResourcesResponse;
import software.amazon.awssdk.services.resourcegroups.model.QueryError;
import software.amazon.awssdk.services.resourcegroups.model.ResourceFilter;
import software.amazon.awssdk.services.resourcegroups.model.ResourceFilterName;

/** Which nodes belong to a group of AWS Resource Groups. */
public final class ResourceGroups {

    private static final String LISTING = "resource-groups:ListGroupResources";

    /** The largest page that Resource Groups gives. */
    private static final int PAGE = 50;

    private static final List<ResourceFilter> NODES = List.of(ResourceFilter.builder()
            .name(ResourceFilterName.RESOURCE_TYPE)
            .values("AWS::EC2::Instance", "AWS::SSM::ManagedInstance")
            .build());

    private static final List<ResourceFilter> WHATEVER = List.of();

    private ResourceGroups() {}

    /**
     * Lists the nodes of a group. Never fails: what could not be read is said by the answer.
     *
     * @param group its name or ARN; of another account or Region it has no members here, and nothing is called
     */
    public static CompletableFuture<Members> members(Caller caller, Place place, Errand errand, String group) {
        if (Arns.isArn(group) && !isOf(place.scope(), group)) {
            return CompletableFuture.completedFuture(Members.NO_GROUP);
        }
        Reading reading = new Reading(place.scope());
        return pages(group, NODES)
                .read(caller, place, errand, reading::take)
                .exceptionallyCompose(thrown -> is("BadRequestException", thrown)
                        // AWS takes a filter only of types that the group's own query names, which may be one of both.
                        ? pages(group, WHATEVER).read(caller, place, errand, reading::take)
                        : CompletableFuture.failedFuture(thrown))
                .handle((done, thrown) -> {
                    if (thrown == null) {
                        return reading.members();
                    }
                    return is("NotFoundException", thrown)
                            ? Members.NO_GROUP
                            : reading.members(CallFailedException.of(thrown).failure());
                });
    }

    private static Pages<ResourceGroupsClient, ListGroupResourcesResponse> pages(
            String group, List<ResourceFilter> filters) {
        return new Pages<>(
                token -> AwsCall.reading(
                        ResourceGroupsClient.class,
                        LISTING,
                        groups -> groups.listGroupResources(r ->
                                r.group(group).filters(filters).maxResults(PAGE).nextToken(token))),
                ListGroupResourcesResponse::nextToken);
    }

    private static boolean isOf(Scope scope, String arn) {
        return arn.startsWith(
                "arn:" + Arns.partition(scope) + ":resource-groups:" + scope.region() + ":" + scope.account() + ":");
    }

    private static boolean is(String code, Throwable thrown) {
        return CallFailedException.of(thrown).failure().code().equals(code);
    }

    /** What has been read so far; one page at a time, on whatever thread. */
    private static final class Reading {

        private final Set<String> nodes = ConcurrentHashMap.newKeySet();
        private volatile Optional<Boolean> exists = Optional.empty();
        private volatile Optional<AwsFailure> failure = Optional.empty();
        private final String instances;
        private final String hybrids;

        Reading(Scope scope) {
            String where = scope.region() + ":" + scope.account();
            String partition = "arn:" + Arns.partition(scope);
            this.instances = partition + ":ec2:" + where + ":instance/";
            this.hybrids = partition + ":ssm:" + where + ":managed-instance/";
        }

        void take(ListGroupResourcesResponse page) {
            exists = Optional.of(true);
            page.resources().forEach(this::take);
            page.queryErrors().stream().findFirst().ifPresent(error -> failure = Optional.of(failure(page, error)));
        }

        /** One that is still being added, which AWS calls pending, is meant to be there. */
        private void take(ListGroupResourcesItem item) {
            String arn = item.identifier() == null ? null : item.identifier().resourceArn();
            if (arn != null && (arn.startsWith(instances) || arn.startsWith(hybrids))) {
                nodes.add(arn.substring(arn.lastIndexOf('/') + 1));
            }
        }

        /** AWS answers with what it found and says beside it that its query went wrong. */
        private static AwsFailure failure(ListGroupResourcesResponse page, QueryError error) {
            return new AwsFailure(
                    LISTING,
                    String.valueOf(error.errorCodeAsString()),
                    String.valueOf(error.message()),
                    Optional.ofNullable(page.responseMetadata().requestId()));
        }

        Members members() {
            return new Members(Optional.of(true), Set.copyOf(nodes), failure);
        }

        Members members(AwsFailure broken) {
            return new Members(exists, Set.copyOf(nodes), Optional.of(broken));
        }
    }

    /**
     * The nodes of a group in one scope.
     *
     * @param exists whether the scope has such a group; empty if that is not known
     * @param nodes the ids of those that are known to belong to it
     * @param failure why others may belong to it as well; empty if none do
     */
    public record Members(Optional<Boolean> exists, Set<String> nodes, Optional<AwsFailure> failure) {

        static final Members NO_GROUP = new Members(Optional.of(false), Set.of(), Optional.empty());
    }
}
