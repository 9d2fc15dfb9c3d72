package io.patchfleet.simulator.internal.wire;

import io.patchfleet.simulator.internal.time.VirtualScheduler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpRequest;

/** The way in for AWS SDK clients of the same process: no socket, no thread; delays pass in simulated time. */
public final class InProcessDoor implements SdkHttpClient {

    private final Handler handler;
    private final VirtualScheduler time;

    public InProcessDoor(Handler handler, VirtualScheduler time) {
        this.handler = handler;
        this.time = time;
    }

    @Override
    public String clientName() {
        return "SimulatedAws";
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new Visit(request);
    }

    /** Owns nothing: clients may close it and others go on using it. */
    @Override
    public void close() {
        // Nothing to close.
    }

    private final class Visit implements ExecutableHttpRequest {

        private final HttpExecuteRequest request;
        private volatile boolean aborted;

        private Visit(HttpExecuteRequest request) {
            this.request = request;
        }

        @Override
        public HttpExecuteResponse call() throws IOException {
            if (aborted) {
                throw new IOException("the request was aborted");
            }
            Answer answer = handler.handle(read(request.httpRequest(), request.contentStreamProvider()));
            try {
                time.pause(answer.delay());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while waiting for the answer");
            }
            if (aborted) {
                throw new IOException("the request was aborted");
            }
            if (answer.dropped()) {
                throw new IOException("Connection reset");
            }
            return written(answer);
        }

        @Override
        public void abort() {
            aborted = true;
        }
    }

    private static Request read(SdkHttpRequest http, Optional<ContentStreamProvider> content) throws IOException {
        Map<String, String> headers = new HashMap<>();
        http.forEachHeader((name, values) -> headers.put(name, String.join(",", values)));
        return new Request(
                http.method().name(),
                http.encodedPath(),
                http.encodedQueryParameters().orElse(""),
                headers,
                content.isPresent() ? text(content.get()) : "");
    }

    private static String text(ContentStreamProvider content) throws IOException {
        try (InputStream stream = content.newStream()) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static HttpExecuteResponse written(Answer answer) {
        SdkHttpFullResponse.Builder http = SdkHttpFullResponse.builder().statusCode(answer.status());
        answer.headers().forEach(http::putHeader);
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        http.putHeader("Content-Length", String.valueOf(body.length));
        return HttpExecuteResponse.builder()
                .response(http.build())
                .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
                .build();
    }
}
