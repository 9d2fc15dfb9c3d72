package io.patchfleet.internal.aws;

import io.patchfleet.model.InvalidInputException;
import io.patchfleet.model.Problem;
import java.util.List;
import java.util.ServiceLoader;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.http.SdkHttpService;
import software.amazon.awssdk.utils.AttributeMap;

/** Finds the transport that is on the class path. */
public final class Transport {

    /** As many connections as calls may overlap, so that none waits for another's. */
    private static final int MOST_CONNECTIONS = 64;

    private Transport() {}

    /**
     * A client of the first transport that there is, for all of the fleet's clients together.
     *
     * @throws InvalidInputException if there is none
     */
    public static SdkHttpClient found() {
        AttributeMap options = AttributeMap.builder()
                .put(SdkHttpConfigurationOption.MAX_CONNECTIONS, MOST_CONNECTIONS)
                .build();
        return ServiceLoader.load(SdkHttpService.class, Transport.class.getClassLoader()).stream()
                .findFirst()
                .map(transport -> transport.get().createHttpClientBuilder().buildWithDefaults(options))
                .orElseThrow(() -> new InvalidInputException(List.of(new Problem(
                        "httpClient",
                        "none given, and none on the class path",
                        "a transport of the AWS SDK; add software.amazon.awssdk:url-connection-client, or"
                                + " apache-client, or hand one in by httpClient(…)"))));
    }
}
