package io.patchfleet.internal.aws;

import io.patchfleet.internal.call.AwsCall;
import io.patchfleet.model.Problem;
import io.patchfleet.model.Scope;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.CalendarState;

/** Change Calendars of Systems Manager, which say when changes are allowed. */
public final class ChangeCalendars {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeCalendars.class);

    private static final String NAME = "[a-zA-Z0-9_.-]{3,128}";
    private static final Pattern NAME_OR_ARN =
            Pattern.compile(NAME + "|arn:aws[a-z-]*:ssm:([a-z0-9-]+):([0-9]{12}):document/" + NAME);

    private ChangeCalendars() {}

    /**
     * Refuses what can be no calendar.
     *
     * @throws io.patchfleet.model.InvalidInputException if it is neither a document's name nor its ARN
     */
    public static String checked(String field, String nameOrArn) {
        Problem.refuseUnless(
                NAME_OR_ARN.matcher(nameOrArn).matches(),
                field,
                nameOrArn,
                "the name of a Change Calendar, 3 to 128 letters, digits, '_', '-' or '.', or its ARN, such as"
                        + " arn:aws:ssm:eu-central-1:111122223333:document/quarter-end");
        return nameOrArn;
    }

    /** Where the calendar is; empty for a name, which means that of each scope. */
    public static Optional<Scope> home(String nameOrArn) {
        Matcher parts = NAME_OR_ARN.matcher(nameOrArn);
        return parts.matches() && parts.group(1) != null
                ? Optional.of(new Scope(parts.group(2), parts.group(1)))
                : Optional.empty();
    }

    /** Whether these calendars, of one account and Region, are all open now. */
    public static AwsCall<SsmClient, State> state(List<String> namesOrArns) {
        return AwsCall.reading(SsmClient.class, "ssm:GetCalendarState", ssm -> {
            var answer = ssm.getCalendarState(r -> r.calendarNames(namesOrArns));
            return new State(answer.state() == CalendarState.OPEN, instant(answer.nextTransitionTime()));
        });
    }

    private static Optional<Instant> instant(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException strange) {
            LOG.debug("a calendar changes at a time that cannot be read", strange);
            return Optional.empty();
        }
    }

    /**
     * What a calendar says.
     *
     * @param isOpen false also for words that are not known
     * @param changes when it says the opposite, if it is known
     */
    public record State(boolean isOpen, Optional<Instant> changes) {}
}
