package io.patchfleet.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void wordsStandLeftAndNumbersRight() {
        Table table = new Table("REGION", "NODES");
        table.row("eu-central-1", 7);
        table.row("us", 1234);
        table.row("down", "-");
        assertEquals("""
                REGION        NODES
                eu-central-1      7
                us             1234
                down              -""", table.toString());
    }

    @Test
    void strangersTextStaysInItsCell() {
        Table table = new Table("NAME", "NODES");
        table.row("a\nb\033[31m", 1);
        assertEquals("NAME      NODES\na\uFFFDb\uFFFD[31m      1", table.toString());
    }
}
