package io.patchfleet.reporting.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.patchfleet.compliance.FleetCompliance;
import io.patchfleet.reporting.spi.SampleFleet;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvGuardTest {

    private static final FleetCompliance HOSTILE = SampleFleet.hostile();

    @Test
    void a_cell_that_would_be_a_formula_begins_with_an_apostrophe() throws Exception {
        List<NamedCsvRecord> rows = Documents.csv(Documents.text(HOSTILE, Formats.csv()));
        assertTrue(SampleFleet.HOSTILE.contains("+1+cmd|' /C calc'!A0"));
        for (int i = 0; i < rows.size(); i++) {
            String text = SampleFleet.HOSTILE.get(i);
            boolean formula = "=+-@".indexOf(text.charAt(0)) >= 0;
            assertEquals(formula ? "'" + text : text, rows.get(i).getField("name"));
            assertEquals(formula ? "'" + text : text, rows.get(i).getField("tag:Team"));
        }
    }

    @Test
    void for_machines_every_cell_is_as_it_is() throws Exception {
        List<NamedCsvRecord> rows = Documents.csv(Documents.text(HOSTILE, Formats.csvForMachines()));
        for (int i = 0; i < rows.size(); i++) {
            assertEquals(SampleFleet.HOSTILE.get(i), rows.get(i).getField("name"));
        }
    }

    @Test
    void our_own_numbers_need_no_apostrophe() throws Exception {
        NamedCsvRecord row =
                Documents.csv(Documents.text(HOSTILE, Formats.csv())).get(0);
        assertEquals("1", row.getField("missing"));
        assertEquals("2026-11-22T22:00:00Z", row.getField("last_scan"));
    }
}
