package io.patchfleet.examples;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SimulateTest {

    @Test
    void itServesAnybodyUntilItIsStopped(@TempDir Path out) throws Exception {
        try (PipedInputStream read = new PipedInputStream();
                PrintStream written = new PrintStream(new PipedOutputStream(read), true, StandardCharsets.UTF_8)) {
            Shell shell = new Shell(new ByteArrayInputStream(new byte[0]), written, System.err, false, Map.of());
            FutureTask<Integer> program = new FutureTask<>(() -> Programs.run(
                    shell,
                    "simulate",
                    "--nodes",
                    "30",
                    "--regions",
                    "us-east-1",
                    "--accounts",
                    "222233334444",
                    "--seed",
                    "5"));
            Thread thread = new Thread(program, "simulate");
            thread.start();
            JsonNode first = firstLine(read);
            String endpoint = first.get("endpoint").asString();
            JsonNode world = get(endpoint + "/_simulator/world");
            Run report = Run.of(
                    "report",
                    "--endpoint",
                    endpoint,
                    "--accounts",
                    "222233334444",
                    "--regions",
                    "us-east-1",
                    "--json",
                    "--out",
                    out.toString());
            thread.interrupt();
            assertAll(
                    () -> assertEquals(ExitCode.DONE, program.get()),
                    () -> assertTrue(endpoint.matches("http://127\\.0\\.0\\.1:\\d+"), endpoint),
                    () -> assertEquals(List.of("222233334444"), texts(first.get("accounts"))),
                    () -> assertEquals(List.of("us-east-1"), texts(first.get("regions"))),
                    () -> assertEquals(5, first.get("seed").asInt()),
                    () -> assertEquals(30, first.get("nodes").asInt()),
                    () -> assertEquals(
                            running(world), report.json().at("/nodes/total").asInt()));
        }
    }

    private static long running(JsonNode world) {
        return world.get("nodes")
                .valueStream()
                .filter(node -> node.get("power").asString().equals("running")
                        || node.get("id").asString().startsWith("mi-"))
                .count();
    }

    private static JsonNode firstLine(PipedInputStream read) throws IOException {
        return JsonMapper.shared()
                .readTree(new BufferedReader(new InputStreamReader(read, StandardCharsets.UTF_8)).readLine());
    }

    private static JsonNode get(String address) throws IOException, InterruptedException {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
        return JsonMapper.shared().readTree(answer.body());
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }
}
