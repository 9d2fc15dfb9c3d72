package io.patchfleet.reporting.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.patchfleet.compliance.FleetCompliance;
import io.patchfleet.compliance.NodeState;
import io.patchfleet.reporting.report.ComplianceReport;
import io.patchfleet.reporting.spi.SampleFleet;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import tools.jackson.databind.JsonNode;

/** The same fleet in every format: the numbers are the same, and they are the fleet's. */
class FormatsAgreeTest {

    private static final FleetCompliance FLEET = SampleFleet.of(600, 42);
    private static final Map<NodeState, String> KEYS = Map.of(
            NodeState.COMPLIANT, "compliant",
            NodeState.NON_COMPLIANT, "nonCompliant",
            NodeState.SCAN_OUT_OF_DATE, "scanOutOfDate",
            NodeState.CONNECTION_LOST, "connectionLost",
            NodeState.NEVER_SCANNED, "neverScanned",
            NodeState.UNMANAGED, "unmanaged",
            NodeState.UNREADABLE, "unreadable");

    @Test
    void json_counts_what_the_fleet_counts() {
        JsonNode json = Documents.json(Documents.text(FLEET, Formats.json()));
        KEYS.forEach((state, key) ->
                assertEquals(FLEET.counts().in(state), json.at("/counts/" + key).intValue(), key));
        assertEquals(600, json.at("/counts/total").intValue());
        assertEquals(FLEET.counts().stopped(), json.at("/counts/stopped").intValue());
        assertEquals(FLEET.missingPatches(), json.at("/missingPatches").longValue());
        assertEquals(
                FLEET.compliant().percent().orElseThrow(),
                json.at("/compliantPercent").doubleValue());
        assertEquals("not-compliant-and-incomplete", json.at("/verdict").stringValue());
        assertEquals(false, json.at("/complete").booleanValue());
    }

    @Test
    void json_lists_every_node_with_its_state() {
        JsonNode json = Documents.json(Documents.text(FLEET, Formats.json()));
        Map<String, Long> listed = json.at("/nodes")
                .valueStream()
                .collect(Collectors.groupingBy(node -> node.at("/state").stringValue(), Collectors.counting()));
        KEYS.forEach((state, key) -> assertEquals(FLEET.counts().in(state), listed.getOrDefault(key, 0L), key));
    }

    @Test
    void csv_has_a_row_for_every_node_with_its_state_and_its_numbers() throws Exception {
        List<NamedCsvRecord> rows = Documents.csv(Documents.text(FLEET, Formats.csv()));
        assertEquals(600, rows.size());
        Map<String, Long> listed =
                rows.stream().collect(Collectors.groupingBy(row -> row.getField("state"), Collectors.counting()));
        KEYS.forEach((state, key) -> assertEquals(FLEET.counts().in(state), listed.getOrDefault(key, 0L), key));
        assertEquals(
                FLEET.missingPatches(),
                rows.stream()
                        .map(row -> row.getField("missing"))
                        .filter(missing -> !missing.isEmpty())
                        .mapToLong(Long::parseLong)
                        .sum());
    }

    @Test
    void csv_names_the_tags_that_the_caller_groups_by() throws Exception {
        NamedCsvRecord row = Documents.csv(Documents.text(FLEET, Formats.csv())).get(0);
        String team = FLEET.nodes().findFirst().orElseThrow().node().tags().get("Team");
        assertEquals(team, row.getField("tag:Team"));
    }

    @Test
    void markdown_tells_the_same_numbers() {
        String markdown = Documents.text(FLEET, Formats.markdown());
        assertTrue(markdown.startsWith("## Not compliant, and not all could be read\n"), markdown);
        assertTrue(markdown.contains("**" + FLEET.compliant().percentText() + "** of 600 nodes"), markdown);
        assertTrue(
                markdown.contains("| Non-compliant | " + FLEET.counts().in(NodeState.NON_COMPLIANT) + " |"), markdown);
    }

    @Test
    void html_has_a_row_for_every_node_and_counts_them_by_state() throws Exception {
        Document page = Documents.html(Documents.text(FLEET, Formats.html()));
        List<Element> rows = Documents.elements(page, "tr").stream()
                .filter(row -> row.hasAttribute("data-k"))
                .toList();
        assertEquals(600, rows.size());
        assertEquals(
                FLEET.counts().in(NodeState.COMPLIANT),
                rows.stream()
                        .filter(row -> row.getAttribute("data-k").startsWith("s0 "))
                        .count());
        String states = Documents.elements(page, "section").stream()
                .filter(section -> section.getAttribute("class").equals("states"))
                .findFirst()
                .orElseThrow()
                .getTextContent();
        FLEET.counts().byState().values().forEach(count -> assertTrue(states.contains(count.toString()), states));
    }

    @Test
    void every_number_of_a_matrix_is_the_number_of_the_rows_that_its_link_selects() throws Exception {
        Document page = Documents.html(Documents.text(FLEET, Formats.html()));
        List<List<String>> rows = Documents.elements(page, "tr").stream()
                .filter(row -> row.hasAttribute("data-k"))
                .map(row -> List.of(row.getAttribute("data-k").split(" ")))
                .toList();
        List<Element> links = Documents.elements(page, "a").stream()
                .filter(link -> link.hasAttribute("data-k")
                        && link.getAttribute("data-q").isEmpty())
                .toList();
        assertTrue(links.size() > 100, "links: " + links.size());
        for (Element link : links) {
            long selected = rows.stream().filter(row -> isSelected(row, link)).count();
            assertEquals(link.getFirstChild().getTextContent(), Long.toString(selected), link.getTextContent());
        }
    }

    private static boolean isSelected(List<String> row, Element link) {
        String states = link.getAttribute("data-s");
        boolean state = states.isEmpty()
                || List.of(states.split(" ")).contains(row.get(0).substring(1));
        String tokens = link.getAttribute("data-k");
        return state
                && (tokens.isEmpty()
                        || List.of(tokens.split(" ")).stream()
                                .allMatch(token ->
                                        List.of(token.split("\\|")).stream().anyMatch(row::contains)));
    }

    @Test
    void the_fingerprint_in_the_page_is_that_of_the_json() throws Exception {
        ComplianceReport report = Documents.report(FLEET);
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Documents.bytes(report, Formats.json()));
        String page = new String(Documents.bytes(report, Formats.html()), StandardCharsets.UTF_8);
        assertTrue(page.contains(HexFormat.of().formatHex(digest)));
    }
}
