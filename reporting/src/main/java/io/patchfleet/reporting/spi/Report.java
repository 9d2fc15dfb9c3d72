package io.patchfleet.reporting.spi;

import io.patchfleet.model.Gap;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

/** What a renderer can draw: a value that is complete, so that drawing it twice gives the same bytes. */
public interface Report {

    /** Whose report it is, or what it is about; never blank. */
    String title();

    /** As of when it is true. */
    Instant at();

    /** The zone in which a reader is told times. */
    ZoneId zone();

    /** The language in which it is written. */
    Locale language();

    /** What could not be read, once for each cause. */
    List<Gap> gaps();
}
