package io.patchfleet.reporting.internal.markdown;

import io.patchfleet.model.Problem;
import io.patchfleet.reporting.report.ComplianceReport;
import io.patchfleet.reporting.spi.ReportFormat;
import io.patchfleet.reporting.spi.ReportRenderer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** What fits into a comment: the verdict, the states, what could not be read, the scopes, the worst nodes. */
public final class MarkdownRenderer implements ReportRenderer<ComplianceReport> {

    private static final ReportFormat FORMAT = new ReportFormat("md", "md", "text/markdown;charset=utf-8;variant=GFM");

    /** A little less than GitHub takes. */
    private static final int COMMENT = 60_000;

    private static final int LEAST = 2_000;

    private final int limit;

    /** Writes what fits into a comment at GitHub. */
    public MarkdownRenderer() {
        this(COMMENT);
    }

    /**
     * Writes at most so many characters.
     *
     * @param limit 2,000 or more
     */
    public MarkdownRenderer(int limit) {
        Problem.refuseUnless(limit >= LEAST, "limit", limit, LEAST + " characters or more");
        this.limit = limit;
    }

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
        String text = new MarkdownReport(request.report(), limit).text();
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
