package io.patchfleet;

import io.patchfleet.simulator.SimulatedAws;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.DocumentFormat;
import software.amazon.awssdk.services.ssm.model.DocumentType;

/** Change Calendars, made and edited by hand. */
final class ChangeCalendars {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final String OPEN =
            "BEGIN:VCALENDAR\nVERSION:2.0\nX-CALENDAR-TYPE:DEFAULT_OPEN\nX-WR-CALDESC:%s\n%sEND:VCALENDAR\n";

    private ChangeCalendars() {}

    /** Closed in that time, and open before and after it. */
    static void closed(SimulatedAws aws, String region, String name, Instant from, Instant to) {
        create(
                aws,
                region,
                name,
                "BEGIN:VEVENT\nDTSTART:%s\nDTEND:%s\nEND:VEVENT\n".formatted(TIME.format(from), TIME.format(to)));
    }

    /** Always open. */
    static void open(SimulatedAws aws, String region, String name) {
        create(aws, region, name, "");
    }

    private static void create(SimulatedAws aws, String region, String name, String events) {
        try (SsmClient ssm = Fleets.client(aws, region, SsmClient.builder())) {
            ssm.createDocument(r -> r.name(name)
                    .documentType(DocumentType.CHANGE_CALENDAR)
                    .documentFormat(DocumentFormat.TEXT)
                    .content(OPEN.formatted("as it was", events)));
        }
    }

    /** Somebody takes out all that closes one that is there. */
    static void opened(SimulatedAws aws, String region, String name) {
        try (SsmClient ssm = Fleets.client(aws, region, SsmClient.builder())) {
            ssm.updateDocument(r -> r.name(name).documentVersion("$LATEST").content(OPEN.formatted("edited", "")));
        }
    }
}
