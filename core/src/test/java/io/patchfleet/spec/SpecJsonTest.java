package io.patchfleet.spec;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.patchfleet.model.ContentHash;
import io.patchfleet.model.OperatingSystem;
import io.patchfleet.model.Schedule;
import io.patchfleet.model.Share;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpecJsonTest {

    private static final Schema SCHEMA = schema();
    private static final int SEEDS = 60;

    @Test
    void whatIsWrittenIsReadAsTheSameSpec() {
        for (long seed = 0; seed < SEEDS; seed++) {
            FleetSpec spec = Specs.random(seed);
            FleetSpec read = FleetSpec.fromJson(spec.toJson());
            assertEquals(spec, read, "seed " + seed);
            assertEquals(spec.toJson(), read.toJson(), "seed " + seed);
            assertEquals(spec.hash(), read.hash(), "seed " + seed);
        }
    }

    @Test
    void whatIsWrittenIsWhatTheSchemaSays() {
        for (long seed = 0; seed < SEEDS; seed++) {
            assertEquals(List.of(), SCHEMA.validate(Specs.random(seed).toJson(), InputFormat.JSON), "seed " + seed);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"format\" : \"patchfleet.spec/1\" | \"format\" : \"patchfleet.spec/2\"",
                "\"name\" : \"bank-servers\" | \"name\" : \"b\"",
                "\"duration\" : \"PT5H\" | \"durations\" : \"PT5H\"",
                "\"afterDays\" : 2 | \"afterDays\" : 361",
                "\"pace\" : \"5%\" | \"pace\" : \"five\"",
                "AMAZON_LINUX_2023 | AMAZON_LINUX_2024",
                "\"from\" : \"2026-12-20\" | \"from\" : \"20.12.2026\"",
                "\"events\" : [ \"TIMED_OUT\", \"FAILED\" ] | \"events\" : [ ]",
                "\"zone\" : \"Asia/Tokyo\" | \"timezone\" : \"Asia/Tokyo\"",
                "\"regions\" : [ \"eu-central-1\" ] | \"regions\" : [ ]",
                "\"Team\" : | \"aws:Team\" :"
            })
    void theSchemaAndTheReaderRefuseTheSame(String right, String wrong) {
        String json = Specs.bankWithFrankfurt().build().toJson();
        String broken = json.replace(right, wrong);
        assertNotEquals(json, broken, json);
        assertAll(
                wrong,
                () -> assertNotEquals(List.of(), SCHEMA.validate(broken, InputFormat.JSON)),
                () -> Refused.by(() -> FleetSpec.fromJson(broken)));
    }

    @Test
    void whatPeopleWriteIsReadAsWhatProgramsWrite() {
        String json = """
                {
                  "format": "patchfleet.spec/1",
                  "name": "small",
                  "baselines": {
                    "linux": {
                      "operatingSystem": "AMAZON_LINUX_2023",
                      "rules": [{"filters": {"CLASSIFICATION": "Security"}, "afterDays": 2}]
                    }
                  },
                  "environments": {
                    "Production": {
                      "installWindow": {
                        "schedule": {"every": "2nd Tuesday", "at": "01:00", "zone": "Asia/Tokyo", "offsetDays": 4},
                        "duration": "PT180M",
                        "pace": "3"
                      },
                      "scanWindow": {"schedule": {"every": "day", "at": "05:30", "zone": "UTC"}, "duration": "PT1H"}
                    }
                  }
                }
                """;
        FleetSpec built = FleetSpec.builder("small")
                .baseline(
                        "linux",
                        OperatingSystem.AMAZON_LINUX_2023,
                        baseline -> baseline.approve(
                                rule -> rule.classification("Security").afterDays(2)))
                .environment(
                        "Production",
                        environment -> environment
                                .installWindow(
                                        Schedule.monthly(2, DayOfWeek.TUESDAY, LocalTime.of(1, 0), Specs.TOKYO)
                                                .plusDays(4),
                                        Duration.ofHours(3),
                                        window -> window.pace(Share.nodes(3)))
                                .scanWindow(Schedule.daily(LocalTime.of(5, 30), ZoneId.of("UTC")), Duration.ofHours(1)))
                .build();
        assertAll(
                () -> assertEquals(List.of(), SCHEMA.validate(json, InputFormat.JSON)),
                () -> assertEquals(built, FleetSpec.fromJson(json)));
    }

    @Test
    void whatNobodySaidIsNotWritten() {
        FleetSpec spec = FleetSpec.builder("small")
                .environment("Production", environment -> {})
                .build();
        assertEquals("""
                {
                  "format" : "patchfleet.spec/1",
                  "name" : "small",
                  "environments" : {
                    "Production" : { }
                  }
                }
                """, spec.toJson());
    }

    @Test
    void theHashTellsSpecsApartAndNotTheOrderOfTheirParts() {
        FleetSpec spec = Specs.bank().build();
        FleetSpec other = Specs.bank().tag("Team", "other").build();
        FleetSpec oneWay = FleetSpec.builder("small")
                .environment("A", e -> {})
                .environment("B", e -> {})
                .build();
        FleetSpec otherWay = FleetSpec.builder("small")
                .environment("B", e -> {})
                .environment("A", e -> {})
                .build();
        assertAll(
                () -> assertNotEquals(spec.hash(), other.hash()),
                () -> assertEquals(oneWay.hash(), otherWay.hash()),
                () -> assertEquals(spec.hash(), ContentHash.parse(spec.hash().toString())));
    }

    @Test
    void theHashOfASpecDoesNotChangeFromReleaseToRelease() {
        assertEquals(
                "sha256:efba33a18efadc393284fd514f04695813a76f48c89f83806973f198b25d3085",
                Specs.bankWithFrankfurt().build().hash().toString());
    }

    private static Schema schema() {
        try (InputStream in = FleetSpec.class.getResourceAsStream("spec-1.schema.json")) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
