package io.patchfleet.reporting.render;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.patchfleet.compliance.FleetCompliance;
import io.patchfleet.reporting.Reporting;
import io.patchfleet.reporting.report.ComplianceReport;
import io.patchfleet.reporting.spi.ReportRenderer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Draws reports and reads them back with parsers that are not ours. */
final class Documents {

    private static final Pattern STYLE_AND_SCRIPT = Pattern.compile("(?s)<(style|script)>.*?</\\1>");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Documents() {}

    static ComplianceReport report(FleetCompliance fleet) {
        return Reporting.with(r -> r.title("Meridian Hospital Group")
                        .zone(ZoneId.of("Asia/Tokyo"))
                        .groupBy("Team"))
                .report(fleet);
    }

    static byte[] bytes(ComplianceReport report, ReportRenderer<? super ComplianceReport> renderer) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        report.write(renderer, out);
        return out.toByteArray();
    }

    static String text(FleetCompliance fleet, ReportRenderer<? super ComplianceReport> renderer) {
        return new String(bytes(report(fleet), renderer), StandardCharsets.UTF_8);
    }

    static JsonNode json(String document) {
        return JSON.readTree(document);
    }

    static List<NamedCsvRecord> csv(String document) throws IOException {
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(document)) {
            return reader.stream().toList();
        }
    }

    /** The page as XML, which it is but for the insides of its style and its script. */
    static Document html(String document) throws Exception {
        String markup =
                STYLE_AND_SCRIPT.matcher(document).replaceAll("<$1></$1>").replace("<!DOCTYPE html>", "");
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(markup.strip())));
    }

    static List<Element> elements(Document document, String name) {
        NodeList found = document.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }
}
