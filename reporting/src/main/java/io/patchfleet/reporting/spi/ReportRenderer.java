package io.patchfleet.reporting.spi;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;

/**
 * Writes a report in a format. An application hands over one of its own where a report is written, or registers it for
 * {@link java.util.ServiceLoader} so that it can be asked for by name; then it needs a public constructor without
 * parameters.
 *
 * <p>The same report gives the same bytes: whatever the clock, the machine's zone and its language say. Names, tags and
 * titles of patches are strangers' text, so it is the renderer that makes them harmless in its format. Reports may be
 * large: a renderer writes as it goes. It may be called from several threads at once. The published
 * {@code ReportRendererContract} holds a renderer to this.
 *
 * @param <R> what it can draw; {@link Report} itself for a renderer of any report
 */
public interface ReportRenderer<R extends Report> {

    /** What it writes. */
    ReportFormat format();

    /** What it can draw. */
    Class<R> draws();

    /**
     * Writes the report. The stream is the caller's, who closes it; the renderer flushes what it has buffered.
     *
     * @param request what to write
     * @param out where to
     * @throws IOException what the stream threw
     */
    void render(Request<R> request, OutputStream out) throws IOException;

    /**
     * What a renderer is asked to write. Only this library implements it; it may grow.
     *
     * @param <R> what is drawn
     */
    interface Request<R extends Report> {

        /** The report to draw. */
        R report();

        /**
         * A request, for whoever calls a renderer directly.
         *
         * @param report the report to draw
         * @param <R> what is drawn
         * @return the request
         */
        static <R extends Report> Request<R> of(R report) {
            Objects.requireNonNull(report, "report");
            return () -> report;
        }
    }
}
