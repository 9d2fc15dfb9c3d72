package io.patchfleet.reporting.spi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchfleet.compliance.FleetCompliance;
import io.patchfleet.reporting.Reporting;
import io.patchfleet.reporting.report.ComplianceReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/**
 * What every renderer of compliance reports keeps. Whoever writes one extends this class with a test of theirs and says
 * what the renderer is and how its documents are read.
 */
public abstract class ReportRendererContract {

    /** For the tests that extend it. */
    protected ReportRendererContract() {}

    /** The renderer under test. */
    protected abstract ReportRenderer<? super ComplianceReport> renderer();

    /**
     * The texts that a reader of a document gets, as a parser of the format finds them; fails if it is not well-formed.
     *
     * @param document what the renderer wrote
     * @return its texts, in any order and any number of pieces
     * @throws Exception if the document is not well-formed
     */
    protected abstract String textOf(byte[] document) throws Exception;

    /**
     * How a reader gets to see a stranger's text; for formats that must show some characters otherwise.
     *
     * @param text a name or a tag
     * @return the text itself, unless the format changes it
     */
    protected String asShown(String text) {
        return text;
    }

    /** What no document may hold as it is, because the format would obey it; none for formats that obey nothing. */
    protected List<String> obeyed() {
        return List.of();
    }

    @Test
    void the_same_report_gives_the_same_bytes() {
        assertArrayEquals(drawn(SampleFleet.of(120, 5)), drawn(SampleFleet.of(120, 5)));
    }

    @Test
    @ResourceLock(Resources.LOCALE)
    @ResourceLock(Resources.TIME_ZONE)
    void neither_the_machines_language_nor_its_zone_makes_a_difference() {
        byte[] here = drawn(SampleFleet.of(120, 5));
        Locale language = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
            assertArrayEquals(here, drawn(SampleFleet.of(120, 5)));
        } finally {
            Locale.setDefault(language);
            TimeZone.setDefault(zone);
        }
    }

    @Test
    void the_stream_is_flushed_and_left_open() {
        Watched out = new Watched();
        report(SampleFleet.of(30, 5)).write(renderer(), out);
        assertFalse(out.closed);
        assertEquals(out.size(), out.sizeWhenFlushed);
    }

    @Test
    void what_the_stream_throws_comes_out() {
        IOException full = new IOException("disk full");
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw full;
            }
        };
        ComplianceReport report = report(SampleFleet.of(30, 5));
        UncheckedIOException thrown = assertThrows(UncheckedIOException.class, () -> report.write(renderer(), broken));
        assertSame(full, thrown.getCause());
    }

    @Test
    void a_strangers_text_stays_text() throws Exception {
        byte[] document = drawn(SampleFleet.hostile());
        String text = textOf(document);
        for (String hostile : SampleFleet.HOSTILE) {
            assertTrue(text.contains(asShown(hostile)), () -> "lost: " + hostile);
        }
        String raw = new String(document, StandardCharsets.UTF_8);
        for (String order : obeyed()) {
            assertFalse(raw.contains(order), () -> "would be obeyed: " + order);
        }
    }

    @Test
    void a_fleet_without_nodes_is_a_document_too() throws Exception {
        assertFalse(textOf(drawn(SampleFleet.empty())).isBlank());
    }

    @Test
    void a_fleet_that_could_not_be_read_is_a_document_too() throws Exception {
        assertFalse(textOf(drawn(SampleFleet.unread())).isBlank());
    }

    @Test
    void ten_thousand_nodes_are_written_in_pieces() throws Exception {
        Watched out = new Watched();
        report(SampleFleet.wide(10_000, 7)).write(renderer(), out);
        assertTrue(
                out.largestPiece <= 128 * 1024, () -> "a piece of " + out.largestPiece + " bytes was held in memory");
        assertFalse(textOf(out.toByteArray()).isBlank());
    }

    private byte[] drawn(FleetCompliance fleet) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        report(fleet).write(renderer(), out);
        return out.toByteArray();
    }

    private static ComplianceReport report(FleetCompliance fleet) {
        return Reporting.with(r -> r.title("Meridian Hospital Group")
                        .zone(ZoneId.of("Asia/Tokyo"))
                        .groupBy("Team", SampleFleet.HOSTILE.get(4)))
                .report(fleet);
    }

    private static final class Watched extends ByteArrayOutputStream {

        private boolean closed;
        private int sizeWhenFlushed;
        private int largestPiece;

        @Override
        public synchronized void write(byte[] bytes, int from, int length) {
            largestPiece = Math.max(largestPiece, length);
            super.write(bytes, from, length);
        }

        @Override
        public void flush() {
            sizeWhenFlushed = size();
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
