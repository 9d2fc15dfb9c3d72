package io.patchfleet.reporting.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.patchfleet.compliance.FleetCompliance;
import io.patchfleet.compliance.NodeState;
import io.patchfleet.reporting.spi.SampleFleet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LoggingPreferences;

/** The page in Chromium, as a reader has it. */
class HtmlInBrowserTest {

    private static final Path BROWSER = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final FleetCompliance FLEET = SampleFleet.of(600, 42);

    @TempDir
    private Path directory;

    /** One for all tests with scripts and one without: each takes a second to start. */
    private static final Map<Boolean, ChromeDriver> BROWSERS = new HashMap<>();

    private @Nullable ChromeDriver opened;

    @BeforeAll
    static void a_browser_is_there() {
        boolean there = Files.isExecutable(BROWSER) && Files.isExecutable(DRIVER);
        String absent = "SKIPPED: no browser at " + BROWSER + " and " + DRIVER + " (Debian: chromium, chromium-driver)";
        if (!there && "true".equals(System.getenv("CI"))) {
            fail(absent);
        }
        if (!there) {
            System.err.println(absent);
        }
        Assumptions.assumeTrue(there, absent);
    }

    @AfterAll
    static void close() {
        BROWSERS.values().forEach(ChromeDriver::quit);
    }

    private ChromeDriver browser() {
        return Objects.requireNonNull(opened, "open a page first");
    }

    private void open(FleetCompliance fleet, boolean scripts) {
        Path file = directory.resolve("report.html");
        Documents.report(fleet).write(Formats.html(), file);
        opened = BROWSERS.computeIfAbsent(scripts, HtmlInBrowserTest::start);
        opened.get(file.toUri().toString());
    }

    private static ChromeDriver start(boolean scripts) {
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable("browser", Level.ALL);
        logs.enable("performance", Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(BROWSER.toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                "--window-size=1280,800");
        options.setCapability("goog:loggingPrefs", logs);
        if (!scripts) {
            options.setExperimentalOption("prefs", Map.of("profile.managed_default_content_settings.javascript", 2));
        }
        return new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(DRIVER.toFile())
                        .build(),
                options);
    }

    private List<String> visibleNodes() {
        return texts("return Array.from(document.querySelectorAll('#flat tbody tr'), (row) => row.id)");
    }

    /** In one go: asking the driver for each element of hundreds takes seconds. */
    private List<String> texts(String script) {
        List<?> texts = (List<?>) Objects.requireNonNull(browser().executeScript(script));
        return texts.stream().map(String.class::cast).toList();
    }

    private String shows() {
        return browser().findElement(By.id("shows")).getText();
    }

    private void waitUntilShown(String text) {
        browser().manage().timeouts().scriptTimeout(Duration.ofSeconds(10));
        browser().executeAsyncScript("""
                const [text, done] = arguments;
                const look = () => document.getElementById('shows').textContent === text ? done() : requestAnimationFrame(look);
                look();
                """, text);
    }

    @Test
    void it_shows_first_what_needs_somebody() {
        open(FLEET, true);
        int action = 600 - FLEET.counts().in(NodeState.COMPLIANT);
        assertEquals("Shows " + action + " of 600 nodes", shows());
        assertEquals(action, visibleNodes().size());
    }

    @Test
    void a_word_leaves_the_rows_that_hold_it() {
        open(FLEET, true);
        String id = FLEET.nodes()
                .filter(node -> node.state() == NodeState.NON_COMPLIANT)
                .findFirst()
                .orElseThrow()
                .id()
                .id();
        browser().findElement(By.id("q")).sendKeys(id.toUpperCase(Locale.ROOT));
        waitUntilShown("Shows 1 of 600 nodes");
        assertTrue(visibleNodes().get(0).endsWith(id));
        browser().findElement(By.id("reset")).click();
        waitUntilShown("Shows 600 of 600 nodes, the first 500 drawn");
        browser().findElement(By.id("all")).click();
        assertEquals(600, visibleNodes().size());
    }

    @Test
    void a_number_leads_to_just_the_rows_that_it_counts() {
        open(FLEET, true);
        List<String> shown = texts("""
                return Array.from(document.querySelectorAll('#places tbody td a'), (link) => {
                    link.click();
                    return link.firstChild.data + ': ' + document.getElementById('shows').textContent;
                });
                """);
        assertTrue(shown.size() > 30, () -> shown.size() + " numbers");
        for (String each : shown) {
            String number = each.substring(0, each.indexOf(':'));
            assertEquals(number + ": Shows " + number + " of 600 nodes", each);
        }
    }

    @Test
    void a_head_sorts_and_says_so() {
        open(FLEET, true);
        List<Integer> before = missing();
        WebElement head = browser().findElement(By.cssSelector("#flat thead th:nth-child(8)"));
        head.findElement(By.tagName("button")).click();
        assertEquals("descending", head.getAttribute("aria-sort"));
        List<Integer> sorted = new ArrayList<>(before);
        sorted.sort(Comparator.reverseOrder());
        assertEquals(sorted, missing());
        head.findElement(By.tagName("button")).click();
        assertEquals("ascending", head.getAttribute("aria-sort"));
        sorted.sort(Comparator.naturalOrder());
        assertEquals(sorted, missing());
    }

    private List<Integer> missing() {
        return texts(
                        "return Array.from(document.querySelectorAll('#flat tbody td:nth-child(8)'), (cell) => cell.innerText)")
                .stream()
                .map(text -> text.equals("–") ? -1 : text.equals("·") ? 0 : Integer.parseInt(text))
                .toList();
    }

    @Test
    void strangers_text_runs_nothing_and_nothing_is_fetched() {
        open(SampleFleet.hostile(), true);
        browser().findElement(By.id("q")).sendKeys("onmouseover");
        waitUntilShown("Shows 1 of 14 nodes");
        List<String> complaints = new ArrayList<>();
        for (LogEntry entry : browser().manage().logs().get("browser")) {
            complaints.add(entry.toString());
        }
        assertEquals(List.of(), complaints);
        for (LogEntry entry : browser().manage().logs().get("performance")) {
            String message = entry.getMessage();
            if (message.contains("\"Network.requestWillBeSent\"")) {
                assertTrue(message.contains("\"documentURL\":\"file:"), message);
                assertFalse(message.contains("\"url\":\"http"), message);
            }
        }
    }

    @Test
    void it_can_be_read_with_scripts_off() {
        open(FLEET, false);
        assertTrue(browser().findElements(By.id("filter")).isEmpty(), "a control that does nothing");
        assertTrue(browser().findElement(By.cssSelector("#rows-nc")).isDisplayed());
        assertEquals(
                600 - FLEET.counts().in(NodeState.COMPLIANT),
                browser().findElements(By.cssSelector("div.part tr[data-k]")).size());
        assertEquals(
                FLEET.counts().in(NodeState.COMPLIANT),
                browser().findElements(By.cssSelector("#rows-ok tr[data-k]")).size());
    }

    @Test
    void ten_thousand_nodes_are_filtered_at_once() {
        FleetCompliance fleet = SampleFleet.wide(10_000, 7);
        open(fleet, true);
        assertTrue(
                shows().startsWith("Shows " + (10_000 - fleet.counts().in(NodeState.COMPLIANT)) + " of 10000"),
                shows());
        Number millis = (Number) Objects.requireNonNull(browser().executeScript("""
                const began = performance.now();
                document.querySelector('#places tbody td a').click();
                document.body.offsetHeight;
                return performance.now() - began;
                """));
        assertTrue(millis.doubleValue() < 2_000, () -> millis + " ms");
    }

    @Test
    void nothing_is_wider_than_a_phone() {
        for (FleetCompliance fleet : List.of(FLEET, SampleFleet.hostile())) {
            open(fleet, true);
            browser()
                    .executeCdpCommand(
                            "Emulation.setDeviceMetricsOverride",
                            Map.of("width", 390, "height", 844, "deviceScaleFactor", 1, "mobile", true));
            assertEquals(390L, browser().executeScript("return document.documentElement.scrollWidth"));
            browser().executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
        }
    }
}
