package io.patchfleet.internal.aws;

import io.patchfleet.model.Problem;
import io.patchfleet.spec.ResourceDataSync;
import io.patchfleet.target.Target;
import java.util.Optional;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.s3.S3Client;

/** The clients whose artifacts an application adds if it needs them: few do, and they are large. */
public final class OptionalClients {

    private static final String S3 = "software.amazon.awssdk.services.s3.S3Client";
    private static final String ATHENA = "software.amazon.awssdk.services.athena.AthenaClient";
    private static final String GROUPS = "software.amazon.awssdk.services.resourcegroups.ResourceGroupsClient";

    private OptionalClients() {}

    /**
     * Looks whether a sync can be read.
     *
     * @throws io.patchfleet.model.InvalidInputException if an artifact is missing
     */
    public static void demand(ResourceDataSync sync) {
        boolean athena = sync.queriedBy().isPresent();
        Problem.refuseUnless(
                isThere(athena ? ATHENA : S3),
                "from",
                sync,
                "a sync whose client is on the class path; add software.amazon.awssdk:" + (athena ? "athena" : "s3"));
    }

    /**
     * Looks whether the members of a target's resource groups can be read.
     *
     * @throws io.patchfleet.model.InvalidInputException if it has any and the artifact is missing
     */
    public static void demand(Target target) {
        Problem.refuseUnless(
                target.resourceGroups().isEmpty() || isThere(GROUPS),
                "target",
                target,
                "a target whose client is on the class path; add software.amazon.awssdk:resourcegroups");
    }

    private static boolean isThere(String client) {
        try {
            Class.forName(client, false, OptionalClients.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /**
     * Begins a client that has to be told how to find what it reads; empty for any other.
     *
     * @param oneAddress whether all services have one address, so that a bucket cannot be part of it
     */
    static Optional<AwsClientBuilder<?, ?>> builder(Class<? extends SdkClient> type, boolean oneAddress) {
        return type.getName().equals(S3) ? Optional.of(s3(oneAddress)) : Optional.empty();
    }

    /** Apart, so that nothing asks for the class where it is not. */
    private static AwsClientBuilder<?, ?> s3(boolean oneAddress) {
        return S3Client.builder().forcePathStyle(oneAddress);
    }
}
