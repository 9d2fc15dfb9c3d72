package io.patchfleet.reporting.internal;

import io.patchfleet.reporting.spi.Report;
import io.patchfleet.reporting.spi.ReportRenderer;
import java.io.IOException;
import java.io.OutputStream;

/** Brings a report and a renderer that may be able to draw more than this report together. */
final class Drawing {

    private Drawing() {}

    static <R extends Report> void draw(R report, ReportRenderer<R> renderer, OutputStream out) throws IOException {
        renderer.render(ReportRenderer.Request.of(report), out);
        out.flush();
    }
}
