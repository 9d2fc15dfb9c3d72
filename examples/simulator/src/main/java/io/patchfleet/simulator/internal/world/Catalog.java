package io.patchfleet.simulator.internal.world;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What there is to install. Advisories, KBs, fixed versions and CVE ids are the vendors' own, of 2023 to 2025; each
 * product's history is moved as a whole, so that its newest update came out a few days before the world begins.
 */
public final class Catalog {

    private static final List<String> FILES =
            List.of("amazon-linux-2023.json", "rhel-9.json", "ubuntu-22.04.json", "windows-server-2022.json");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Map<OperatingSystem, Product> products = new LinkedHashMap<>();

    private Catalog(LocalDate firstDay) {
        for (String file : FILES) {
            Product product = new Reader(read("catalog/" + file), firstDay).product();
            products.put(product.operatingSystem(), product);
        }
    }

    static Catalog at(Instant start) {
        return new Catalog(LocalDate.ofInstant(start, ZoneOffset.UTC));
    }

    public List<Product> products() {
        return List.copyOf(products.values());
    }

    /** The product of an operating system. */
    public Product product(OperatingSystem operatingSystem) {
        Product product = products.get(operatingSystem);
        if (product == null) {
            throw new IllegalArgumentException(
                    "No machine here runs " + operatingSystem + "; there are " + products.keySet() + ".");
        }
        return product;
    }

    static JsonNode read(String resource) {
        try (InputStream stream = Catalog.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("The resource " + resource + " is not in the jar.");
            }
            return JSON.readTree(stream.readAllBytes());
        } catch (IOException e) {
            throw new IllegalStateException("The resource " + resource + " cannot be read.", e);
        }
    }

    /** Reads one product. */
    private static final class Reader {

        private final JsonNode file;
        private final JsonNode advisories;
        private final OperatingSystem operatingSystem;
        private final String architecture;
        private final Period shift;

        Reader(JsonNode file, LocalDate firstDay) {
            this.file = file;
            this.advisories = file.path("advisories");
            this.operatingSystem = OperatingSystem.valueOf(text(file, "operatingSystem"));
            this.architecture = file.path("architecture").asString("");
            LocalDate newest = firstDay.minusDays(file.path("newestDaysOld").asInt());
            this.shift = Period.ofDays((int) ChronoUnit.DAYS.between(newestRelease(), newest));
        }

        Product product() {
            List<Software> software = new ArrayList<>();
            file.path("software").forEach(entry -> software.add(software(entry)));
            return new Product(
                    operatingSystem,
                    text(file, "product"),
                    file.path("family").asString(""),
                    text(file, "platformName"),
                    text(file, "platformVersion"),
                    software);
        }

        private LocalDate newestRelease() {
            LocalDate newest = LocalDate.MIN;
            for (JsonNode software : file.path("software")) {
                for (JsonNode update : software.path("updates")) {
                    LocalDate released = LocalDate.parse(text(notice(update), "released"));
                    newest = released.isAfter(newest) ? released : newest;
                }
            }
            return newest;
        }

        /** Where an update's day and kind are written: at the advisory that brought it, or at the update itself. */
        private JsonNode notice(JsonNode update) {
            JsonNode advisory = update.path("advisory");
            return advisory.isMissingNode() ? update : advisories.path(advisory.asString());
        }

        private Software software(JsonNode entry) {
            String name = text(entry, "name");
            List<Release> releases = new ArrayList<>();
            String section = entry.path("section").asString("");
            releases.add(original(name, text(entry, "original"), section));
            entry.path("updates").forEach(update -> releases.add(release(name, update, section)));
            return new Software(name, entry.path("presence").asInt(100), releases);
        }

        private Release original(String name, String version, String section) {
            return new Release(
                    id(name), title(name, version), version, null, Instant.MIN, "", "", section, false, List.of());
        }

        private Release release(String name, JsonNode update, String section) {
            JsonNode notice = notice(update);
            LocalDate day = LocalDate.parse(text(notice, "released")).plus(shift);
            String version = text(update, "version");
            List<String> cves = new ArrayList<>();
            notice.path("cves").forEach(cve -> cves.add(cve.asString()));
            boolean windows = operatingSystem.isWindows();
            String classification = notice.path("classification").asString("");
            return new Release(
                    windows ? version : id(name),
                    windows ? month(text(update, "title"), day) + " (" + version + ")" : title(name, version),
                    version,
                    advisory(update),
                    // Vendors publish in the course of their day; Microsoft at ten in the morning, Pacific time.
                    day.atTime(18, 0).toInstant(ZoneOffset.UTC),
                    classification,
                    notice.path("severity").asString(""),
                    section,
                    classification.equals("Security") || classification.equals("SecurityUpdates"),
                    cves);
        }

        private static @Nullable String advisory(JsonNode update) {
            JsonNode advisory = update.path("advisory");
            return advisory.isMissingNode() ? null : advisory.asString();
        }

        private static String month(String title, LocalDate day) {
            return title.replace("{month}", day.toString().substring(0, 7));
        }

        private String id(String name) {
            return operatingSystem.isWindows() ? "" : name + "." + architecture;
        }

        private String title(String name, String version) {
            String epoch = version.indexOf(':') < 0 ? "0:" : "";
            return operatingSystem.isWindows() ? "" : id(name) + ":" + epoch + version;
        }

        private static String text(JsonNode node, String field) {
            JsonNode value = node.path(field);
            if (!value.isString()) {
                throw new IllegalStateException("A catalogue entry has no " + field + ": " + node);
            }
            return value.asString();
        }
    }
}
