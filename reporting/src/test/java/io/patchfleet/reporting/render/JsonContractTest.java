package io.patchfleet.reporting.render;

import io.patchfleet.reporting.report.ComplianceReport;
import io.patchfleet.reporting.spi.ReportRenderer;
import io.patchfleet.reporting.spi.ReportRendererContract;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

class JsonContractTest extends ReportRendererContract {

    @Override
    protected ReportRenderer<? super ComplianceReport> renderer() {
        return Formats.json();
    }

    @Override
    protected String textOf(byte[] document) {
        return texts(Documents.json(new String(document, StandardCharsets.UTF_8)));
    }

    private static String texts(JsonNode node) {
        return node.isString()
                ? node.stringValue()
                : node.valueStream().map(JsonContractTest::texts).collect(Collectors.joining("\n"));
    }
}
