package io.patchfleet.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.DocumentAlreadyExistsException;
import software.amazon.awssdk.services.ssm.model.DocumentFormat;
import software.amazon.awssdk.services.ssm.model.DocumentType;
import software.amazon.awssdk.services.ssm.model.GetCalendarStateResponse;
import software.amazon.awssdk.services.ssm.model.InvalidDocumentContentException;
import software.amazon.awssdk.services.ssm.model.InvalidDocumentException;

/** Change Calendars, as AWS's own client sees them. */
class ChangeCalendarTest {

    private static final String REGION = "eu-central-1";
    private static final String CHRISTMAS = """
            BEGIN:VEVENT
            DTSTART;TZID=Europe/Berlin:20301224T000000
            DTEND;TZID=Europe/Berlin:20301227T000000
            END:VEVENT
            """;
    private static final String BOXING_DAY = """
            BEGIN:VEVENT
            DTSTART:20301226T0
             00000Z
            DTEND:20301227T000000Z
            END:VEVENT
            """;

    private final SimulatedAws aws =
            SimulatedAws.builder().regions(REGION).nodes(0).build();

    @AfterEach
    void close() {
        aws.close();
    }

    @ParameterizedTest
    @EnumSource(Door.class)
    void anEventClosesACalendarThatIsOpenByDefault(Door door) {
        try (SsmClient ssm = door.client(aws, SsmClient.builder(), REGION)) {
            create(ssm, "holidays", "DEFAULT_OPEN", CHRISTMAS);

            assertEquals("OPEN", state(ssm, "2030-12-23T22:59:59Z", "holidays").stateAsString());
            assertEquals(
                    "2030-12-23T23:00:00Z",
                    state(ssm, "2030-12-01T00:00:00Z", "holidays").nextTransitionTime());
            assertEquals(
                    "CLOSED", state(ssm, "2030-12-23T23:00:00Z", "holidays").stateAsString());
            assertEquals(
                    "2030-12-26T23:00:00Z",
                    state(ssm, "2030-12-25T12:00:00+01:00", "holidays").nextTransitionTime());
            assertEquals(null, state(ssm, "2031-01-01T00:00:00Z", "holidays").nextTransitionTime());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2030-12-23T00:00:00Z, CLOSED, 2030-12-26T00:00:00Z",
        "2030-12-26T12:00:00Z, OPEN, 2030-12-27T00:00:00Z",
        "2030-12-27T00:00:00Z, CLOSED, ",
    })
    void anEventOpensACalendarThatIsClosedByDefault(String at, String state, String changes) {
        try (SsmClient ssm = client()) {
            create(ssm, "changes", "DEFAULT_CLOSED", BOXING_DAY);

            assertEquals(state, state(ssm, at, "changes").stateAsString());
            assertEquals(changes, state(ssm, at, "changes").nextTransitionTime());
        }
    }

    @Test
    void severalAreOpenOnlyTogether() {
        try (SsmClient ssm = client()) {
            create(ssm, "holidays", "DEFAULT_OPEN", CHRISTMAS);
            create(ssm, "changes", "DEFAULT_CLOSED", BOXING_DAY);
            String byArn = "arn:aws:ssm:" + REGION + ":111122223333:document/changes";

            GetCalendarStateResponse both = state(ssm, "2030-12-26T12:00:00Z", "holidays", byArn);
            GetCalendarStateResponse after = state(ssm, "2030-12-26T23:00:00Z", "holidays", byArn);

            assertEquals("CLOSED", both.stateAsString());
            assertEquals("2030-12-26T23:00:00Z", both.nextTransitionTime());
            assertEquals("OPEN", after.stateAsString());
            assertEquals("2030-12-27T00:00:00Z", after.nextTransitionTime());
        }
    }

    @Test
    void aCalendarIsKeptChangedAndDeleted() {
        try (SsmClient ssm = client()) {
            create(ssm, "holidays", "DEFAULT_OPEN", "");
            assertThrows(
                    DocumentAlreadyExistsException.class, () -> create(ssm, "holidays", "DEFAULT_OPEN", CHRISTMAS));
            assertEquals("OPEN", state(ssm, "2030-12-25T00:00:00Z", "holidays").stateAsString());

            ssm.updateDocument(r ->
                    r.name("holidays").content(text("DEFAULT_OPEN", CHRISTMAS)).documentVersion("$LATEST"));

            assertEquals(
                    "CLOSED", state(ssm, "2030-12-25T00:00:00Z", "holidays").stateAsString());
            assertEquals(
                    text("DEFAULT_OPEN", CHRISTMAS),
                    ssm.getDocument(r -> r.name("holidays")).content());
            ssm.deleteDocument(r -> r.name("holidays"));
            assertThrows(InvalidDocumentException.class, () -> state(ssm, "2030-12-25T00:00:00Z", "holidays"));
            assertEquals(List.of(), aws.violations());
        }
    }

    @Test
    void whatIsNoCalendarIsRefused() {
        try (SsmClient ssm = client()) {
            assertThrows(InvalidDocumentContentException.class, () -> create(ssm, "odd", "PERHAPS", CHRISTMAS));
            assertThrows(
                    InvalidDocumentContentException.class,
                    () -> create(ssm, "odd", "DEFAULT_OPEN", CHRISTMAS.replace("20301227", "20301224")));
        }
    }

    private SsmClient client() {
        return Door.IN_PROCESS.client(aws, SsmClient.builder(), REGION);
    }

    private static void create(SsmClient ssm, String name, String type, String events) {
        ssm.createDocument(r -> r.name(name)
                .documentType(DocumentType.CHANGE_CALENDAR)
                .documentFormat(DocumentFormat.TEXT)
                .content(text(type, events)));
    }

    private static String text(String type, String events) {
        return "BEGIN:VCALENDAR\nVERSION:2.0\nX-CALENDAR-TYPE:" + type + "\n" + events + "END:VCALENDAR\n";
    }

    private static GetCalendarStateResponse state(SsmClient ssm, String at, String... names) {
        return ssm.getCalendarState(r -> r.calendarNames(names).atTime(at));
    }
}
