package io.patchfleet.simulator.internal.service;

import io.patchfleet.simulator.internal.world.ChangeCalendar;
import io.patchfleet.simulator.internal.world.Scope;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * Change Calendars, and what is asked of them. Of Systems Manager's documents only these can be made here; they are not
 * shared with other accounts.
 */
final class SsmCalendars {

    private static final String TYPE = "ChangeCalendar";

    private final Scopes scopes;

    SsmCalendars(Scopes scopes) {
        this.scopes = scopes;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "CreateDocument", this::createDocument,
                "UpdateDocument", this::updateDocument,
                "GetDocument", this::getDocument,
                "DeleteDocument", this::deleteDocument,
                "GetCalendarState", this::getCalendarState);
    }

    private ObjectNode createDocument(Call call) {
        Input input = Input.of(call, "ssm:CreateDocument", Set.of("Name", "Content", "DocumentType", "DocumentFormat"));
        if (!input.text("DocumentType").orElse("").equals(TYPE)) {
            throw input.notPlayed("a document that is no " + TYPE);
        }
        if (!input.text("DocumentFormat").orElse("JSON").equals("TEXT")) {
            throw new AwsRefusal("InvalidDocumentContent", "A " + TYPE + " document must have the format TEXT.");
        }
        Scope scope = scopes.of(call);
        String name = input.required("Name");
        if (scope.calendars().containsKey(name)) {
            throw new AwsRefusal("DocumentAlreadyExists", "Document with name " + name + " already exists");
        }
        return described(scope, put(scope, input, name, 1, call.now()));
    }

    private ObjectNode updateDocument(Call call) {
        Input input =
                Input.of(call, "ssm:UpdateDocument", Set.of("Name", "Content", "DocumentVersion", "DocumentFormat"));
        Scope scope = scopes.of(call);
        ChangeCalendar before = find(scope, input.required("Name"));
        if (before.content().equals(input.required("Content"))) {
            throw new AwsRefusal(
                    "DuplicateDocumentContent",
                    "The content of the association document matches another document. Change the content of the"
                            + " document and try again.");
        }
        return described(scope, put(scope, input, before.name(), before.version() + 1, before.created()));
    }

    private static ChangeCalendar put(Scope scope, Input input, String name, int version, Instant created) {
        String content = input.required("Content");
        CalendarText text = CalendarText.read(input, content);
        ChangeCalendar calendar =
                new ChangeCalendar(name, content, version, text.openByDefault(), text.events(), created);
        scope.calendars().put(name, calendar);
        return calendar;
    }

    private static ObjectNode described(Scope scope, ChangeCalendar calendar) {
        ObjectNode answer = Answer.object();
        ObjectNode description = answer.putObject("DocumentDescription");
        identify(description, calendar);
        description.put("Owner", scope.account());
        Answer.putInstant(description, "CreatedDate", calendar.created());
        description.put("LatestVersion", String.valueOf(calendar.version()));
        description.put("DefaultVersion", String.valueOf(calendar.version()));
        return answer;
    }

    private ObjectNode getDocument(Call call) {
        Input input = Input.of(call, "ssm:GetDocument", Set.of("Name", "DocumentVersion", "DocumentFormat"));
        ChangeCalendar calendar = find(scopes.of(call), input.required("Name"));
        ObjectNode answer = Answer.object();
        identify(answer, calendar);
        answer.put("Content", calendar.content());
        return answer;
    }

    private static void identify(ObjectNode answer, ChangeCalendar calendar) {
        answer.put("Name", calendar.name());
        answer.put("DocumentVersion", String.valueOf(calendar.version()));
        answer.put("Status", "Active");
        answer.put("DocumentType", TYPE);
        answer.put("DocumentFormat", "TEXT");
    }

    private ObjectNode deleteDocument(Call call) {
        Input input = Input.of(call, "ssm:DeleteDocument", Set.of("Name", "Force"));
        Scope scope = scopes.of(call);
        scope.calendars().remove(find(scope, input.required("Name")).name());
        return Answer.object();
    }

    private ObjectNode getCalendarState(Call call) {
        Input input = Input.of(call, "ssm:GetCalendarState", Set.of("CalendarNames", "AtTime"));
        Scope scope = scopes.of(call);
        List<ChangeCalendar> calendars = input.texts("CalendarNames").stream()
                .map(name -> find(scope, name))
                .toList();
        Instant at = input.text("AtTime").map(SsmCalendars::time).orElse(call.now());
        ObjectNode answer = Answer.object();
        answer.put("State", isOpen(calendars, at) ? "OPEN" : "CLOSED");
        answer.put("AtTime", at.truncatedTo(ChronoUnit.SECONDS).toString());
        nextTransition(calendars, at).ifPresent(next -> answer.put("NextTransitionTime", next.toString()));
        return answer;
    }

    /** Only if all are. */
    private static boolean isOpen(List<ChangeCalendar> calendars, Instant at) {
        return calendars.stream().allMatch(calendar -> calendar.isOpen(at));
    }

    private static Optional<Instant> nextTransition(List<ChangeCalendar> calendars, Instant at) {
        return calendars.stream()
                .flatMap(ChangeCalendar::bounds)
                .filter(at::isBefore)
                .sorted()
                .filter(bound -> isOpen(calendars, bound) != isOpen(calendars, at))
                .findFirst();
    }

    private static Instant time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException notOne) {
            throw SsmRefusals.invalid("AtTime is no time of ISO 8601: " + text);
        }
    }

    /** By its name, or by its ARN in this account and Region. */
    private static ChangeCalendar find(Scope scope, String nameOrArn) {
        String own = ":ssm:" + scope.region() + ":" + scope.account() + ":document/";
        int at = nameOrArn.indexOf(own);
        ChangeCalendar calendar = scope.calendars().get(at < 0 ? nameOrArn : nameOrArn.substring(at + own.length()));
        if (calendar == null) {
            throw new AwsRefusal("InvalidDocument", "Document with name " + nameOrArn + " does not exist.");
        }
        return calendar;
    }
}
