package io.patchfleet.examples;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls Systems Manager as it is called over the wire, without anything in between that might put right what is wrong. */
record SsmCalls(URI endpoint, String region, String key) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** For an emulator that takes any key. */
    SsmCalls(URI endpoint, String region) {
        this(endpoint, region, "test");
    }

    /** An answer, whatever it is. */
    Answer call(String operation, String body) {
        HttpRequest request = HttpRequest.newBuilder(endpoint.resolve("/"))
                .header("X-Amz-Target", "AmazonSSM." + operation)
                .header("Content-Type", "application/x-amz-json-1.1")
                // An emulator reads service and Region here, and checks nothing.
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=" + key + "/20260101/" + region
                                + "/ssm/aws4_request, SignedHeaders=host, Signature=0")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = send(request);
        return new Answer(response.statusCode(), response.body());
    }

    static HttpResponse<String> send(HttpRequest request) {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new InterruptedIOException("interrupted"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An answer over HTTP. */
    record Answer(int status, String body) {

        JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }
    }
}
