package io.patchfleet.internal.aws;

import io.patchfleet.internal.call.AwsCall;
import io.patchfleet.internal.call.Caller;
import io.patchfleet.internal.call.Errand;
import io.patchfleet.internal.call.Pages;
import io.patchfleet.internal.call.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Association;
import software.amazon.awssdk.services.ssm.model.ListAssociationsResponse;

/**
 * Patch policies of Quick Setup, which leave associations of State Manager behind. A node under one is patched by the
 * policy's baselines, whatever its patch group is.
 */
public final class PatchPolicies {

    private static final String NAME = "AWS-QuickSetup-PatchPolicy";
    /** The largest page that Systems Manager gives. */
    private static final int PAGE = 50;

    private static final Pages<SsmClient, ListAssociationsResponse> ALL = new Pages<>(
            token -> AwsCall.reading(
                    SsmClient.class,
                    "ssm:ListAssociations",
                    ssm -> ssm.listAssociations(r -> r.maxResults(PAGE).nextToken(token))),
            ListAssociationsResponse::nextToken);

    private PatchPolicies() {}

    /** All that there are. */
    public static CompletableFuture<List<Policy>> list(Caller caller, Place place, Errand errand) {
        List<Policy> found = new ArrayList<>();
        return ALL.read(
                        caller,
                        place,
                        errand,
                        page -> page.associations().stream()
                                .filter(PatchPolicies::isOfPolicy)
                                .map(association ->
                                        new Policy(association.associationName(), Reach.of(association.targets())))
                                .forEach(found::add))
                .thenApply(done -> found);
    }

    private static boolean isOfPolicy(Association association) {
        String name = association.associationName();
        return name != null && name.startsWith(NAME);
    }

    /** One association of a policy, and which nodes it reaches. */
    public record Policy(String name, Reach reach) {}
}
