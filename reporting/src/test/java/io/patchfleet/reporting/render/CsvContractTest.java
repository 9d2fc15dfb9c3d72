package io.patchfleet.reporting.render;

import io.patchfleet.reporting.report.ComplianceReport;
import io.patchfleet.reporting.spi.ReportRenderer;
import io.patchfleet.reporting.spi.ReportRendererContract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

class CsvContractTest extends ReportRendererContract {

    @Override
    protected ReportRenderer<? super ComplianceReport> renderer() {
        return Formats.csv();
    }

    @Override
    protected String textOf(byte[] document) throws IOException {
        String text = new String(document, StandardCharsets.UTF_8);
        Stream<String> names = Stream.of(text.lines().findFirst().orElseThrow());
        Stream<String> cells = Documents.csv(text).stream().flatMap(row -> row.getFields().stream());
        return Stream.concat(names, cells).collect(Collectors.joining("\n"));
    }

    @Override
    protected List<String> obeyed() {
        return List.of(",=", ",\"=", ",+", ",\"+", ",@", ",\"@", ",-", ",\"-");
    }
}
