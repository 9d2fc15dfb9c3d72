package io.patchfleet.reporting.render;

import io.patchfleet.reporting.report.ComplianceReport;
import io.patchfleet.reporting.spi.ReportRenderer;
import io.patchfleet.reporting.spi.ReportRendererContract;
import java.nio.charset.StandardCharsets;
import java.util.List;

class HtmlContractTest extends ReportRendererContract {

    @Override
    protected ReportRenderer<? super ComplianceReport> renderer() {
        return Formats.html();
    }

    @Override
    protected String textOf(byte[] document) throws Exception {
        return Documents.html(new String(document, StandardCharsets.UTF_8))
                .getDocumentElement()
                .getTextContent();
    }

    @Override
    protected List<String> obeyed() {
        return List.of("<script>alert", "<img", "<svg onload", "<?php", "\" onmouseover", "' onmouseover='alert(4)\"");
    }
}
