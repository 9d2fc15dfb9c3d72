package io.patchfleet.reporting.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchfleet.compliance.FleetCompliance;
import io.patchfleet.reporting.Reporting;
import io.patchfleet.reporting.spi.SampleFleet;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class HtmlPageTest {

    private static Document page(FleetCompliance fleet) throws Exception {
        return Documents.html(Documents.text(fleet, Formats.html()));
    }

    private static String headline(FleetCompliance fleet) throws Exception {
        return Documents.elements(page(fleet), "h1").get(0).getTextContent();
    }

    @Test
    void the_verdict_is_said_in_words() throws Exception {
        assertEquals("Compliant", headline(SampleFleet.compliant(12)));
        assertEquals("Not compliant, and not all could be read", headline(SampleFleet.of(600, 42)));
        assertEquals("Nothing could be read", headline(SampleFleet.unread()));
        assertEquals("No running nodes in 1 account, 2 Regions", headline(SampleFleet.empty()));
    }

    @Test
    void what_was_asked_of_what_when_and_by_whom_stands_at_the_top() throws Exception {
        String header = Documents.elements(page(SampleFleet.of(600, 42)), "header")
                .get(0)
                .getTextContent();
        for (String said : List.of(
                "Meridian Hospital Group",
                "Mon 23 Nov 2026, 09:00–09:04 JST (00:00 UTC)",
                "patch-reporter",
                "everything, without tag Lifecycle=image, in 2 accounts, 3 Regions",
                "Patch state of each running instance and hybrid node, and the patches where something is wrong")) {
            assertTrue(header.contains(said), () -> said + " is missing in " + header);
        }
    }

    @Test
    void what_could_not_be_read_stands_beside_the_verdict_with_what_clears_it() throws Exception {
        String unread = Documents.elements(page(SampleFleet.of(600, 42)), "aside")
                .get(0)
                .getTextContent();
        assertTrue(unread.contains("Could not be read: 1 of 6 scopes, in part"), unread);
        assertTrue(unread.contains("shared-services 444455556666, eu-central-1"), unread);
        assertTrue(unread.contains("allow ssm:DescribeInstanceProperties there"), unread);
    }

    @Test
    void a_fleet_without_nodes_has_no_rate_and_no_bar() throws Exception {
        for (FleetCompliance fleet : List.of(SampleFleet.empty(), SampleFleet.unread())) {
            Document page = page(fleet);
            assertFalse(
                    page.getElementsByTagName("main").item(0).getTextContent().contains("%"));
            assertTrue(Documents.elements(page, "svg").stream()
                    .noneMatch(svg -> svg.getAttribute("class").equals("bar")));
        }
    }

    @Test
    void without_patches_the_page_says_that_only_counts_were_asked_for() throws Exception {
        String text =
                page(SampleFleet.withoutPatches(120, 3)).getDocumentElement().getTextContent();
        assertTrue(text.contains("Only counts were asked for"), text);
    }

    @Test
    void the_policy_allows_this_style_and_this_script_and_nothing_else() throws Exception {
        String html = Documents.text(SampleFleet.of(60, 42), Formats.html());
        assertTrue(html.contains("default-src &#39;none&#39;") || html.contains("default-src 'none'"), html);
        for (String element : List.of("style", "script")) {
            Matcher content = Pattern.compile("(?s)<" + element + ">(.*?)</" + element + ">")
                    .matcher(html);
            assertTrue(content.find());
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(content.group(1).getBytes(StandardCharsets.UTF_8));
            String policy =
                    Documents.elements(Documents.html(html), "meta").get(0).getAttribute("content");
            assertTrue(policy.contains("'sha256-" + Base64.getEncoder().encodeToString(digest) + "'"), policy);
            assertFalse(content.find(), "one " + element + " only");
        }
    }

    @Test
    void no_element_has_a_style_or_a_handler_or_leads_off_the_page() throws Exception {
        for (Element element : Documents.elements(page(SampleFleet.hostile()), "*")) {
            for (int i = 0; i < element.getAttributes().getLength(); i++) {
                String name = element.getAttributes().item(i).getNodeName();
                String value = element.getAttributes().item(i).getNodeValue();
                assertFalse(name.equals("style") || name.startsWith("on"), () -> name + "=" + value);
                assertFalse(name.equals("src"), () -> name + "=" + value);
                assertTrue(!name.equals("href") || value.startsWith("#"), () -> name + "=" + value);
            }
        }
    }

    @Test
    void every_anchor_exists_once() throws Exception {
        for (FleetCompliance fleet :
                List.of(SampleFleet.of(600, 42), SampleFleet.wide(3_000, 7), SampleFleet.empty())) {
            Document page = page(fleet);
            Set<String> anchors = new HashSet<>();
            for (Element element : Documents.elements(page, "*")) {
                String id = element.getAttribute("id");
                assertTrue(id.isEmpty() || anchors.add(id), () -> "twice: " + id);
            }
            for (Element link : Documents.elements(page, "a")) {
                String anchor = link.getAttribute("href").substring(1);
                assertTrue(anchors.contains(anchor), () -> "leads nowhere: " + anchor);
            }
        }
    }

    @Test
    void tables_say_what_they_are_and_what_their_heads_are_for() throws Exception {
        Document page = page(SampleFleet.of(120, 42));
        for (Element table : Documents.elements(page, "table")) {
            assertFalse(table.getElementsByTagName("caption")
                    .item(0)
                    .getTextContent()
                    .isBlank());
        }
        for (Element head : Documents.elements(page, "th")) {
            assertFalse(head.getAttribute("scope").isEmpty(), head.getTextContent());
        }
    }

    @Test
    void what_is_many_is_folded_and_counted() throws Exception {
        Document page = page(SampleFleet.wide(10_000, 7));
        String text = page.getDocumentElement().getTextContent();
        assertTrue(text.contains("13 more scopes"));
        assertTrue(text.contains("compliant nodes are counted here and not listed"));
        long groups = Documents.elements(page, "details").stream()
                .filter(group -> group.getAttribute("id").startsWith("rows-"))
                .count();
        assertEquals(25, groups);
    }

    @Test
    void the_caller_says_how_many_compliant_nodes_are_listed() throws Exception {
        FleetCompliance fleet = SampleFleet.compliant(12);
        String html = new String(
                Documents.bytes(Reporting.with(r -> r.compliantRowsAtMost(11)).report(fleet), Formats.html()),
                StandardCharsets.UTF_8);
        assertTrue(
                Documents.elements(Documents.html(html), "tr").stream().noneMatch(row -> row.hasAttribute("data-k")));
        assertTrue(html.contains("The 12 compliant nodes are counted here"));
    }
}
