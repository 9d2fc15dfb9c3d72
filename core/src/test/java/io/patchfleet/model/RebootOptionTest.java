package io.patchfleet.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RebootOptionTest {

    @ParameterizedTest
    @CsvSource({"IF_NEEDED, RebootIfNeeded", "NO_REBOOT, NoReboot"})
    void isWrittenAsTheDocumentWritesIt(RebootOption option, String wireName) {
        assertEquals(wireName, option.wireName());
        assertEquals(Optional.of(option), RebootOption.named(wireName));
    }

    @Test
    void anUnknownNameIsNoOption() {
        assertEquals(Optional.empty(), RebootOption.named("RebootAlways"));
    }
}
