package io.patchfleet.reporting.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.patchfleet.compliance.FleetCompliance;
import io.patchfleet.reporting.spi.SampleFleet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JsonSchemaTest {

    private static final Schema SCHEMA = schema();

    static Stream<FleetCompliance> fleets() {
        return Stream.of(
                SampleFleet.of(600, 42),
                SampleFleet.withoutPatches(60, 3),
                SampleFleet.compliant(12),
                SampleFleet.empty(),
                SampleFleet.unread(),
                SampleFleet.hostile());
    }

    @ParameterizedTest
    @MethodSource("fleets")
    void what_is_written_is_what_the_schema_says(FleetCompliance fleet) {
        assertEquals(List.of(), SCHEMA.validate(Documents.text(fleet, Formats.json()), InputFormat.JSON));
    }

    @Test
    void the_schema_refuses_what_is_something_else() {
        String json = Documents.text(SampleFleet.of(60, 42), Formats.json());
        assertFalse(SCHEMA.validate(json.replace("\"nonCompliant\",\"reason\"", "\"bad\",\"reason\""), InputFormat.JSON)
                .isEmpty());
        assertFalse(SCHEMA.validate(json.replace("\"throttled\"", "\"choked\""), InputFormat.JSON)
                .isEmpty());
    }

    private static Schema schema() {
        try (InputStream in = Formats.class.getResourceAsStream("/io/patchfleet/reporting/compliance-1.schema.json")) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
