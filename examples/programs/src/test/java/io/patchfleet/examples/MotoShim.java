package io.patchfleet.examples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.patchfleet.examples.SsmCalls.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Stands in front of moto and hands everything on untouched but for the gaps in it that {@link MotoGaps} fills. */
final class MotoShim implements AutoCloseable {

    private static final Pattern ACTION = Pattern.compile("\\bAction=(\\w+)");
    private static final Pattern SIGNED_FOR = Pattern.compile("Credential=[^/]+/[^/]+/([^/]+)/");
    /** Those that an HTTP client insists on setting for itself. */
    private static final Set<String> OWN_HEADERS = Set.of("host", "content-length", "connection", "expect", "upgrade");

    private final URI moto;
    private final MotoGaps gaps = new MotoGaps();
    private final Set<String> motosOwn = new ConcurrentSkipListSet<>();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    MotoShim(URI moto) {
        this.moto = moto;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /** Operations that moto answered alone; those without a name by their method and path. */
    SortedSet<String> motosOwn() {
        return new TreeSet<>(motosOwn);
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            String operation = target == null ? "" : target.substring(target.indexOf('.') + 1);
            Answer answer = gaps.of(operation)
                    .map(inItsPlace -> inItsPlace.apply(new MotoGaps.Call(
                            regionOf(exchange),
                            (ObjectNode) JsonMapper.shared().readTree(body),
                            other -> forward(exchange, other.getBytes(StandardCharsets.UTF_8)))))
                    .orElseGet(() -> {
                        motosOwn.add(operation.isEmpty() ? unnamed(exchange, body) : operation);
                        return forward(exchange, body);
                    });
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static String unnamed(HttpExchange exchange, byte[] body) {
        Matcher action = ACTION.matcher(new String(body, StandardCharsets.UTF_8));
        String[] path = exchange.getRequestURI().getPath().split("/", -1);
        return action.find() ? action.group(1) : exchange.getRequestMethod() + " /" + path[1];
    }

    private static String regionOf(HttpExchange exchange) {
        Matcher scope =
                SIGNED_FOR.matcher(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        return scope.find() ? scope.group(1) : "";
    }

    private Answer forward(HttpExchange exchange, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        moto.resolve(exchange.getRequestURI().toString()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        HttpResponse<String> response = SsmCalls.send(request.build());
        return new Answer(response.statusCode(), response.body());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }
}
