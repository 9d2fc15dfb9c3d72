package io.patchfleet.simulator.internal.wire;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/** The way in for everybody else: HTTP on the loopback address. Delays pass in real time. */
public final class HttpDoor implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";

    /** Calls are answered at once and yet may be held back for a while, each by a thread. */
    private static final int THREADS = 128;

    private final WireMockServer server;

    /**
     * Begins to listen.
     *
     * @param port where; 0 for any that is free
     */
    public HttpDoor(Handler handler, ControlDesk desk, int port) {
        this.server = new WireMockServer(WireMockConfiguration.options()
                .bindAddress(LOOPBACK)
                .port(port)
                .containerThreads(THREADS)
                .disableRequestJournal()
                .gzipDisabled(true)
                .stubRequestLoggingDisabled(true)
                .extensions(new Everything(handler, desk)));
        server.stubFor(any(anyUrl()).willReturn(aResponse()));
        server.start();
    }

    public URI address() {
        return URI.create("http://" + LOOPBACK + ":" + server.port());
    }

    @Override
    public void close() {
        server.stop();
    }

    /** Hands every request on. */
    private record Everything(Handler handler, ControlDesk desk) implements ResponseDefinitionTransformerV2 {

        @Override
        public String getName() {
            return "simulated-aws";
        }

        @Override
        public ResponseDefinition transform(ServeEvent event) {
            Request request = read(event.getRequest());
            return written(desk.isMeantBy(request) ? desk.handle(request) : handler.handle(request));
        }

        private static Request read(LoggedRequest http) {
            Map<String, String> headers = new HashMap<>();
            for (HttpHeader header : http.getHeaders().all()) {
                headers.put(header.key(), String.join(",", header.values()));
            }
            URI url = URI.create(http.getUrl());
            String query = url.getRawQuery() == null ? "" : url.getRawQuery();
            return new Request(http.getMethod().getName(), url.getRawPath(), query, headers, http.getBodyAsString());
        }

        private static ResponseDefinition written(Answer answer) {
            ResponseDefinitionBuilder http =
                    aResponse().withFixedDelay(Math.toIntExact(answer.delay().toMillis()));
            if (answer.dropped()) {
                return http.withFault(Fault.CONNECTION_RESET_BY_PEER).build();
            }
            answer.headers().forEach(http::withHeader);
            return http.withStatus(answer.status()).withBody(answer.body()).build();
        }
    }
}
