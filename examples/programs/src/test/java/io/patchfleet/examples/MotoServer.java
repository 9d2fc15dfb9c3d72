package io.patchfleet.examples;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * moto, an AWS that is not ours, as a process of its own on a free port of this machine, as long as a class of tests.
 * Where it is not installed they are skipped aloud; in CI that fails.
 */
final class MotoServer implements BeforeAllCallback, AfterAllCallback {

    /** The one in which {@link MotoGaps} were found. */
    static final String VERSION = "5.2.1";

    private static final String PROGRAM = "moto_server";
    private static final Pattern READY = Pattern.compile("Running on (http://127\\.0\\.0\\.1:\\d+)");
    private static final int LONGEST_START_SECONDS = 120;

    private final CompletableFuture<URI> endpoint = new CompletableFuture<>();
    private Optional<Process> process = Optional.empty();

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        boolean there = Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, PROGRAM)));
        String absent = "SKIPPED: no " + PROGRAM + " on the path (PyPI: moto[server]==" + VERSION + ")";
        if (!there && "true".equals(System.getenv("CI"))) {
            fail(absent);
        }
        if (!there) {
            System.err.println(absent);
        }
        Assumptions.assumeTrue(there, absent);
        launch();
    }

    private void launch() throws IOException {
        // On port 0 it takes a free one, and says which.
        Process launched = new ProcessBuilder(PROGRAM, "-H", "127.0.0.1", "-p", "0")
                .redirectErrorStream(true)
                .start();
        process = Optional.of(launched);
        Thread reader = new Thread(() -> read(launched), "moto's output");
        reader.setDaemon(true);
        reader.start();
        endpoint.orTimeout(LONGEST_START_SECONDS, TimeUnit.SECONDS).join();
    }

    /** To its end: moto stops when nobody takes what it prints. */
    private void read(Process launched) {
        StringBuilder said = new StringBuilder();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(launched.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                Matcher ready = READY.matcher(line);
                if (ready.find()) {
                    endpoint.complete(URI.create(ready.group(1)));
                } else if (!endpoint.isDone()) {
                    said.append('\n').append(line);
                }
            }
            endpoint.completeExceptionally(new IllegalStateException(PROGRAM + " ended:" + said));
        } catch (IOException e) {
            endpoint.completeExceptionally(e);
        }
    }

    URI endpoint() {
        return endpoint.join();
    }

    /** As its installation says; moto itself tells nobody. */
    String version() throws IOException {
        Path script = process.orElseThrow().info().arguments().stream()
                .flatMap(Arrays::stream)
                .map(Path::of)
                .filter(argument -> argument.endsWith(PROGRAM))
                .findFirst()
                .orElseThrow();
        // What runs it stands beside it, wherever Python was installed or an environment made.
        Process asked = new ProcessBuilder(
                        script.toRealPath().resolveSibling("python3").toString(),
                        "-c",
                        "import importlib.metadata; print(importlib.metadata.version('moto'))")
                .redirectErrorStream(true)
                .start();
        try (BufferedReader output = asked.inputReader(StandardCharsets.UTF_8)) {
            return output.lines().collect(Collectors.joining("\n"));
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        process.ifPresent(Process::destroy);
    }
}
