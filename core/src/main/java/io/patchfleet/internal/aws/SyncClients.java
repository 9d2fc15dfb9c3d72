package io.patchfleet.internal.aws;

import io.patchfleet.model.Problem;
import io.patchfleet.spec.ResourceDataSync;
import java.util.Optional;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.s3.S3Client;

/** The clients that read a Resource Data Sync, whose artifacts an application adds if it needs them. */
public final class SyncClients {

    private static final String S3 = "software.amazon.awssdk.services.s3.S3Client";
    private static final String ATHENA = "software.amazon.awssdk.services.athena.AthenaClient";

    private SyncClients() {}

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

    private static boolean isThere(String client) {
        try {
            Class.forName(client, false, SyncClients.class.getClassLoader());
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
