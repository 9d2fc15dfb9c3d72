package io.patchfleet.model;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentHashTest {

    private static final String OF_ABC = "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void itIsSha256OfTheTextAndReadsWhatItPrints() {
        assertAll(
                () -> assertEquals(OF_ABC, ContentHash.of("abc").toString()),
                () -> assertEquals(ContentHash.of("abc"), ContentHash.parse(OF_ABC)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sha256:", "sha256:BA78", "md5:ba7816bf", "ba7816bf8f01cfea414140de5dae2223"})
    void whatIsNoHashIsRefused(String text) {
        assertThrows(InvalidInputException.class, () -> ContentHash.parse(text));
    }
}
