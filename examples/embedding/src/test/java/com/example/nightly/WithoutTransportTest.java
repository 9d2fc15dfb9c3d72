package com.example.nightly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.patchfleet.PatchFleet;
import io.patchfleet.model.InvalidInputException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Runs with a class path on which no transport is. */
@Tag("without-transport")
class WithoutTransportTest {

    @Test
    void whoForgetsTheTransportIsToldWhatToAdd() {
        PatchFleet.Builder fleet = PatchFleet.builder().regions("eu-central-1");
        InvalidInputException refusal = assertThrows(InvalidInputException.class, fleet::build);
        assertEquals(
                "httpClient: 'none given, and none on the class path' is not allowed here; allowed: a transport of the"
                        + " AWS SDK; add software.amazon.awssdk:url-connection-client, or apache-client, or hand one"
                        + " in by httpClient(…)",
                refusal.getMessage());
    }
}
