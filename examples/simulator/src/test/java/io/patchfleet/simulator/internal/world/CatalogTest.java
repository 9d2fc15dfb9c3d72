package io.patchfleet.simulator.internal.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogTest {

    private static final Instant START = Instant.parse("2026-11-24T00:00:00Z");
    private static final Pattern ADVISORY =
            Pattern.compile("ALAS2023-20\\d\\d-\\d{3,4}|RHSA-20\\d\\d:\\d{4,5}|USN-\\d{4}-\\d");
    private static final Pattern KB = Pattern.compile("KB\\d{6,7}");
    private static final Pattern CVE = Pattern.compile("CVE-20\\d\\d-\\d{4,6}");

    static Stream<Product> products() {
        return Catalog.at(START).products().stream();
    }

    @ParameterizedTest
    @MethodSource("products")
    void idsAreOfTheFormThatTheirVendorsGiveThem(Product product) {
        for (Release release : releases(product)) {
            boolean windows = product.operatingSystem().isWindows();
            assertTrue(!windows || KB.matcher(release.id()).matches(), release.id());
            String advisory = release.advisory();
            assertTrue(advisory == null || ADVISORY.matcher(advisory).matches(), advisory);
            assertTrue(
                    advisory != null || windows || !release.security(), "a security update without notice: " + release);
            release.cves().forEach(cve -> assertTrue(CVE.matcher(cve).matches(), cve));
        }
    }

    @ParameterizedTest
    @MethodSource("products")
    void eachUpdateIsYoungerThanTheOneBeforeAndNoneIsInTheFuture(Product product) {
        for (Software software : product.software()) {
            List<Instant> released =
                    software.releases().stream().map(Release::released).toList();
            assertEquals(released.stream().sorted().toList(), released, software.name());
            assertTrue(released.get(released.size() - 1).isBefore(START), software.name());
        }
    }

    @ParameterizedTest
    @MethodSource("products")
    void theNewestUpdateIsOfTheLastWeeksAndMostAreOlder(Product product) {
        List<Instant> released =
                releases(product).stream().map(Release::released).sorted().toList();
        assertTrue(released.get(released.size() - 1).isAfter(START.minus(Duration.ofDays(15))), product.name());
        assertTrue(released.get(released.size() / 2).isBefore(START.minus(Duration.ofDays(60))), product.name());
    }

    @ParameterizedTest
    @MethodSource("products")
    void thereIsEnoughToPatch(Product product) {
        Set<String> notices = new HashSet<>();
        for (Release release : releases(product)) {
            String advisory = release.advisory();
            notices.add(advisory == null ? release.version() : advisory);
        }
        assertTrue(notices.size() >= 15, product.name() + ": " + notices.size());
    }

    private static List<Release> releases(Product product) {
        List<Release> releases = new ArrayList<>();
        for (Software software : product.software()) {
            software.releases().stream().filter(release -> !release.original()).forEach(releases::add);
        }
        return releases;
    }
}
