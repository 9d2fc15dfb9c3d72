package io.patchfleet.examples;

import io.patchfleet.simulator.SimulatedAws;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The time of a simulated AWS that runs elsewhere: a clock that follows its clock, and timers that follow this one.
 *
 * <p>It asks what the time is again and again, so that it sees when somebody moves the other clock on. In between it
 * goes at the pace that it has measured, a little slower, because a clock may be moved on but never back.
 */
final class SimulatedTime implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SimulatedTime.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long BETWEEN_LOOKS_MILLIS = 50;
    private static final double A_LITTLE_SLOWER = 0.98;
    /** A clock that seems to stand. */
    private static final double SLOWEST = 1e-6;

    private final HttpClient http;
    private final URI question;
    private final double pace;
    /** An empty one, for its clock. */
    private final SimulatedAws follower;

    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "simulated-time");
        thread.setDaemon(true);
        return thread;
    });

    private SimulatedTime(HttpClient http, URI question, Instant now, double pace) {
        this.http = http;
        this.question = question;
        this.pace = pace;
        this.follower = SimulatedAws.builder()
                .nodes(0)
                .startingAt(now)
                .followingTheWallClock(pace)
                .build();
        looks.scheduleWithFixedDelay(this::look, 0, BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * The time at an address; empty if what is there gives none, and so is no simulated AWS.
     *
     * @throws ProgramFailedException if nobody is there
     */
    static Optional<SimulatedTime> at(URI address) {
        HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
        URI question = URI.create(address.toString().replaceFirst("/+$", "") + "/_simulator/clock");
        try {
            return ask(http, question).isEmpty() ? Optional.empty() : Optional.of(measured(http, question));
        } catch (HttpTimeoutException e) {
            throw new ProgramFailedException(
                    address + " does not answer within " + PATIENCE.toSeconds() + " seconds", e);
        } catch (IOException e) {
            throw new ProgramFailedException(address + " could not be reached: " + reason(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProgramFailedException("stopped before the end", e);
        }
    }

    /**
     * By two looks that take their time themselves, from before the first to after the second: a clock that is too slow
     * is put right by the next look, and one that is too fast never.
     */
    private static SimulatedTime measured(HttpClient http, URI question) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        Instant first = ask(http, question).orElseThrow(() -> new IOException("the clock is gone"));
        TimeUnit.MILLISECONDS.sleep(2 * BETWEEN_LOOKS_MILLIS);
        Instant second = ask(http, question).orElse(first);
        double passedHere = System.nanoTime() - begin;
        double passedThere = Duration.between(first, second).toNanos();
        return new SimulatedTime(http, question, second, Math.max(SLOWEST, A_LITTLE_SLOWER * passedThere / passedHere));
    }

    Clock clock() {
        return follower.clock();
    }

    /** How long it is there while so long passes here, and never less than that. */
    Duration there(Duration here) {
        return here.multipliedBy((long) Math.ceil(Math.max(1, pace)));
    }

    ScheduledExecutorService scheduler() {
        return follower.scheduler();
    }

    private void look() {
        try {
            ask(http, question).ifPresent(follower.time()::advanceTo);
        } catch (IOException e) {
            LOG.debug("The simulated AWS did not say what the time is", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Optional<Instant> ask(HttpClient http, URI question) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(question).timeout(PATIENCE).build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() == 200 ? instantIn(answer.body()) : Optional.empty();
    }

    private static Optional<Instant> instantIn(String answer) {
        try {
            return Optional.of(Instant.parse(
                    JsonMapper.shared().readTree(answer).path("now").asString("")));
        } catch (JacksonException | DateTimeException e) {
            LOG.debug("This is not the clock of a simulated AWS: {}", answer, e);
            return Optional.empty();
        }
    }

    /** The JDK's client leaves the message of a refused connection to its cause. */
    private static String reason(IOException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause.getMessage() != null) {
                return cause.getMessage();
            }
        }
        return e.getClass().getSimpleName();
    }

    @Override
    public void close() {
        looks.shutdownNow();
        follower.close();
    }
}
