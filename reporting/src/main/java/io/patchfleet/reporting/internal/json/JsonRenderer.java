package io.patchfleet.reporting.internal.json;

import io.patchfleet.reporting.report.ComplianceReport;
import io.patchfleet.reporting.spi.ReportFormat;
import io.patchfleet.reporting.spi.ReportRenderer;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/** Everything that a report knows, a node a line. */
public final class JsonRenderer implements ReportRenderer<ComplianceReport> {

    private static final ReportFormat FORMAT = new ReportFormat("json", "json", "application/json");
    private static final JsonFactory FACTORY =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    /**
     * The fingerprint of the JSON of a report, by which somebody who holds both knows that they belong together.
     *
     * @param report the report
     * @return the SHA-256 of the bytes, in hexadecimal digits
     */
    public static String sha256(ComplianceReport report) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            new JsonRenderer()
                    .render(Request.of(report), new DigestOutputStream(OutputStream.nullOutputStream(), digest));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
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
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out, JsonEncoding.UTF8)) {
            new JsonReport(json).write(request.report());
        } catch (JacksonIOException e) {
            throw e.getCause();
        } catch (JacksonException e) {
            throw new IOException(e);
        }
    }
}
