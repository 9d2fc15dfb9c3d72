package io.patchfleet.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShareTest {

    @ParameterizedTest(name = "{0} of {1} nodes are {2}")
    @CsvSource({
        "3, 100, 3",
        "3, 2, 2",
        "3, 0, 0",
        "0, 100, 0",
        "0%, 100, 0",
        "10%, 100, 10",
        "10%, 19, 1",
        "10%, 9, 1",
        "10%, 1, 1",
        "10%, 0, 0",
        "100%, 7, 7",
        "99%, 2000000000, 1980000000"
    })
    void isAtLeastOneNodeAndAtMostAll(String share, int intended, int nodes) {
        assertEquals(nodes, Share.parse(share).of(intended));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "50", "9999999", "0%", "9%", "10%", "100%"})
    void isWrittenAsAwsWritesIt(String text) {
        assertEquals(text, Share.parse(text).toString());
    }

    @Test
    void isEqualByAmountAndUnit() {
        assertEquals(Share.percent(10), Share.parse("10%"));
        assertEquals(Share.nodes(10), Share.parse("10"));
        assertFalse(Share.nodes(10).equals(Share.percent(10)));
    }

    @Test
    void knowsWhetherItIsNone() {
        assertTrue(Share.nodes(0).isNone());
        assertTrue(Share.percent(0).isNone());
        assertFalse(Share.percent(1).isNone());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "01", "-1", "10 %", "1.5%", "%", "10000000", "ten"})
    void refusesWhatAwsCouldNotRead(String text) {
        assertEquals(
                "share: '" + text
                        + "' is not allowed here; allowed: a number of nodes, such as 3, or per cent, such as 10%",
                assertThrows(InvalidInputException.class, () -> Share.parse(text))
                        .getMessage());
    }

    @Test
    void refusesAmountsOutOfRange() {
        assertEquals(
                "share: '101' is not allowed here; allowed: 0 to 100 percent",
                assertThrows(InvalidInputException.class, () -> Share.percent(101))
                        .getMessage());
        assertEquals(
                "share: '-1' is not allowed here; allowed: 0 to 9999999 nodes",
                assertThrows(InvalidInputException.class, () -> Share.nodes(-1)).getMessage());
        assertEquals(
                "intended: '-1' is not allowed here; allowed: 0 or more",
                assertThrows(InvalidInputException.class, () -> Share.nodes(1).of(-1))
                        .getMessage());
    }
}
