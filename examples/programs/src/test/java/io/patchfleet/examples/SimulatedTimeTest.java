package io.patchfleet.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.patchfleet.simulator.SimulatedAws;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatedTimeTest {

    @Test
    void anHourPassesInThePaceOfTheOtherClock() throws Exception {
        try (SimulatedAws aws = SimulatedAws.builder()
                        .nodes(0)
                        .followingTheWallClock(36_000)
                        .build();
                SimulatedTime time = SimulatedTime.at(aws.endpoint()).orElseThrow()) {
            Instant before = time.clock().instant();
            time.scheduler().schedule(() -> {}, 1, TimeUnit.HOURS).get(20, TimeUnit.SECONDS);
            assertTrue(
                    !time.clock().instant().isBefore(before.plus(Duration.ofHours(1))),
                    "an hour has passed since " + before + ": " + time.clock().instant());
        }
    }

    @Test
    void whatIsDueTomorrowHappensWhenSomebodyMovesTheOtherClockOn() throws Exception {
        try (SimulatedAws aws =
                        SimulatedAws.builder().nodes(0).followingTheWallClock(1).build();
                SimulatedTime time = SimulatedTime.at(aws.endpoint()).orElseThrow()) {
            ScheduledFuture<?> tomorrow = time.scheduler().schedule(() -> {}, 1, TimeUnit.DAYS);
            assertFalse(tomorrow.isDone());
            aws.time().advance(Duration.ofDays(1));
            tomorrow.get(20, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @CsvSource({"404, nothing here", "200, <html>", "200, {}", "200, '{\"now\":\"noon\"}'"})
    void whatGivesNoTimeIsNoSimulatedAws(int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        try {
            URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
            assertEquals(Optional.empty(), SimulatedTime.at(address));
        } finally {
            server.stop(0);
        }
    }
}
