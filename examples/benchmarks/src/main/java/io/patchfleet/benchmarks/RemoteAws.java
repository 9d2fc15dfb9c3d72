package io.patchfleet.benchmarks;

import io.patchfleet.simulator.SimulatedAws;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The simulated AWS of the other process, as contenders see it, and what it says of them afterwards. */
final class RemoteAws implements AutoCloseable {

    static final List<String> REGIONS =
            List.of("ap-northeast-1", "us-east-1", "eu-central-1", "eu-west-1", "us-west-2");

    /** An account's number, used as access key id, is the key of its owner. */
    private static final String ACCOUNT = "111122223333";

    private final Process process;
    private int speed = 1;
    private final PrintStream orders;
    private final BufferedReader answers;
    private final HttpClient http = HttpClient.newHttpClient();
    private URI endpoint = URI.create("http://127.0.0.1");
    /** An empty one, for its time. */
    private SimulatedAws follower = SimulatedAws.builder().build();

    private RemoteAws(Process process) {
        this.process = process;
        this.orders = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts the other process: the same Java, the same class path, and the heap that Java takes by itself. */
    static RemoteAws start() throws IOException {
        return new RemoteAws(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SimulatorProcess.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Gives up the world that there was for a new one, in which nobody has called yet. */
    void open(Setting setting) throws IOException {
        String[] answer = order(
                        "world",
                        setting.nodes(),
                        setting.lacking(),
                        (int) setting.heldBack().toMillis(),
                        setting.speed())
                .split(" ", -1);
        endpoint = URI.create(answer[0]);
        speed = setting.speed();
        follower.close();
        follower = SimulatedAws.builder()
                .startingAt(Instant.parse(answer[1]))
                .followingTheWallClock(setting.speed())
                .build();
    }

    /** From now on there is a limit to how fast calls may be made. */
    void throttle(Setting setting) throws IOException {
        order("throttle", setting.perSecond(), Setting.BURST);
    }

    private String order(String what, int... numbers) throws IOException {
        StringBuilder order = new StringBuilder(what);
        for (int number : numbers) {
            order.append(' ').append(number);
        }
        orders.println(order);
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("the simulated AWS has ended; it was asked for: " + order);
        }
        return answer;
    }

    URI endpoint() {
        return endpoint;
    }

    AwsCredentialsProvider credentials() {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCOUNT, "secret"));
    }

    /** Its time, which passes as fast as its setting says. */
    Clock clock() {
        return follower.clock();
    }

    ScheduledExecutorService scheduler() {
        return follower.scheduler();
    }

    /** Waits for so long by its time. */
    void pause(Duration length) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(length.dividedBy(speed).toNanos());
    }

    /** What has been called so far. */
    Calls calls() throws IOException, InterruptedException {
        HttpRequest question =
                HttpRequest.newBuilder(endpoint.resolve("/_simulator/calls")).build();
        String answer =
                http.send(question, HttpResponse.BodyHandlers.ofString()).body();
        List<Calls.Entry> entries = new ArrayList<>();
        for (JsonNode call : JsonMapper.shared().readTree(answer).path("calls")) {
            entries.add(new Calls.Entry(
                    call.path("region").asString(),
                    call.path("operation").asString(),
                    call.path("calls").asLong(),
                    call.path("throttled").asLong(),
                    call.path("failed").asLong()));
        }
        return new Calls(entries);
    }

    /** Ends the other process: nobody gives it orders any more. */
    @Override
    public void close() throws IOException {
        follower.close();
        orders.close();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroy();
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
        }
        answers.close();
    }
}
