package io.patchfleet.reporting.internal.html;

import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.WriterOutput;
import io.patchfleet.reporting.internal.html.template.JtereportGenerated;
import io.patchfleet.reporting.report.ComplianceReport;
import io.patchfleet.reporting.spi.ReportFormat;
import io.patchfleet.reporting.spi.ReportRenderer;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** One page that needs nothing else: no network, no script, no style from elsewhere. */
public final class HtmlRenderer implements ReportRenderer<ComplianceReport> {

    private static final ReportFormat FORMAT = new ReportFormat("html", "html", "text/html;charset=utf-8");

    @Override
    public ReportFormat format() {
        return FORMAT;
    }

    @Override
    public Class<ComplianceReport> draws() {
        return ComplianceReport.class;
    }

    @Override
    public void render(Request<ComplianceReport> request, OutputStream out) throws IOException {
        Page page = new Page(request.report());
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        try {
            // Called as the plain class that it is: a template engine would find it by reflection.
            JtereportGenerated.render(
                    new OwaspHtmlTemplateOutput(new WriterOutput(new VisibleWriter(writer))), null, page);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        writer.flush();
    }
}
