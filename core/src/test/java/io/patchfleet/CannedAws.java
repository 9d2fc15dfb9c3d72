package io.patchfleet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;

/**
 * Answers that no sane service gives, for what the simulated AWS refuses to play. An operation without an answer of its
 * own finds nothing.
 */
final class CannedAws implements SdkHttpClient {

    private static final Pattern ACTION = Pattern.compile("Action=(\\w+)");

    private final Map<String, UnaryOperator<String>> answers = new HashMap<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    CannedAws() {
        answer(
                "GetCallerIdentity",
                body -> "<GetCallerIdentityResponse><GetCallerIdentityResult>"
                        + "<Account>111122223333</Account></GetCallerIdentityResult></GetCallerIdentityResponse>");
        answer("DescribeInstances", body -> "<DescribeInstancesResponse><reservationSet/></DescribeInstancesResponse>");
    }

    /** An operation's answer, given the request's body. */
    CannedAws answer(String operation, UnaryOperator<String> answer) {
        answers.put(operation, answer);
        return this;
    }

    /** The operations that were called, in order. */
    List<String> calls() {
        return calls;
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() {
                String body =
                        request.contentStreamProvider().map(CannedAws::text).orElse("");
                String operation = request.httpRequest()
                        .firstMatchingHeader("X-Amz-Target")
                        .map(target -> target.substring(target.indexOf('.') + 1))
                        .orElseGet(() -> action(body));
                calls.add(operation);
                String answer = answers.getOrDefault(operation, any -> "{}").apply(body);
                return HttpExecuteResponse.builder()
                        .response(SdkHttpFullResponse.builder().statusCode(200).build())
                        .responseBody(AbortableInputStream.create(
                                new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8))))
                        .build();
            }

            @Override
            public void abort() {}
        };
    }

    private static String action(String body) {
        Matcher action = ACTION.matcher(body);
        return action.find() ? action.group(1) : "";
    }

    private static String text(ContentStreamProvider content) {
        try (var stream = content.newStream()) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
