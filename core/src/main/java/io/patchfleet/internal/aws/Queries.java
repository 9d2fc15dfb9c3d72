package io.patchfleet.internal.aws;

import io.patchfleet.internal.call.AwsCall;
import io.patchfleet.internal.call.CallFailedException;
import io.patchfleet.internal.call.CallFailedException.Kind;
import io.patchfleet.internal.call.Caller;
import io.patchfleet.internal.call.Errand;
import io.patchfleet.internal.call.FleetTime;
import io.patchfleet.internal.call.Pages;
import io.patchfleet.internal.call.Place;
import io.patchfleet.model.AwsFailure;
import io.patchfleet.spec.ResourceDataSync;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.athena.model.Datum;
import software.amazon.awssdk.services.athena.model.GetQueryResultsResponse;
import software.amazon.awssdk.services.athena.model.QueryExecutionStatus;

/**
 * Asks Athena. A query only reads, although the workgroup keeps its result; its token lets it be asked for twice and
 * run once.
 *
 * @param home where Athena is asked
 */
record Queries(ResourceDataSync.Athena athena, Place home, Caller caller, FleetTime time, Errand errand) {

    /** The largest page that Athena gives. */
    private static final int PAGE = 1000;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /** Runs a query and hands over the values of each row, in the order of its columns; empty texts for nulls. */
    CompletableFuture<Void> run(String sql, Consumer<List<String>> each) {
        return caller.call(home, starting(sql), errand)
                .thenCompose(id -> ended(id, FIRST_PAUSE).thenCompose(done -> results(id, each)));
    }

    private AwsCall<AthenaClient, String> starting(String sql) {
        String token = UUID.randomUUID().toString();
        return AwsCall.reading(
                AthenaClient.class,
                "athena:StartQueryExecution",
                aws -> aws.startQueryExecution(r -> r.queryString(sql)
                                .clientRequestToken(token)
                                .workGroup(athena.workgroup())
                                .queryExecutionContext(c -> c.database(athena.database())))
                        .queryExecutionId());
    }

    private CompletableFuture<Void> ended(String id, Duration pause) {
        AwsCall<AthenaClient, QueryExecutionStatus> looking = AwsCall.reading(
                AthenaClient.class,
                "athena:GetQueryExecution",
                aws -> aws.getQueryExecution(r -> r.queryExecutionId(id))
                        .queryExecution()
                        .status());
        return caller.call(home, looking, errand).thenCompose(status -> switch (status.state()) {
            case QUEUED, RUNNING -> after(pause).thenCompose(passed -> ended(id, longer(pause)));
            case SUCCEEDED -> CompletableFuture.completedFuture(null);
            default -> CompletableFuture.failedFuture(failed(status));
        });
    }

    private CompletableFuture<Void> after(Duration pause) {
        CompletableFuture<Void> passed = errand.open();
        time.later(pause, () -> passed.complete(null));
        return passed;
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    private static CallFailedException failed(QueryExecutionStatus status) {
        String reason = status.stateChangeReason() == null ? "Athena gives no reason" : status.stateChangeReason();
        return new CallFailedException(
                new AwsFailure("athena:GetQueryExecution", status.stateAsString(), reason, Optional.empty()),
                Kind.REFUSED,
                null);
    }

    /** The first row of a result is its header. */
    private CompletableFuture<Void> results(String id, Consumer<List<String>> each) {
        Pages<AthenaClient, Page> pages = new Pages<>(
                token -> AwsCall.reading(
                        AthenaClient.class,
                        "athena:GetQueryResults",
                        aws -> Page.of(
                                aws.getQueryResults(r ->
                                        r.queryExecutionId(id).maxResults(PAGE).nextToken(token)),
                                token == null)),
                page -> page.answer().nextToken());
        return pages.read(caller, home, errand, page -> page.rows().forEach(each));
    }

    private record Page(GetQueryResultsResponse answer, boolean first) {

        static Page of(GetQueryResultsResponse answer, boolean first) {
            return new Page(answer, first);
        }

        List<List<String>> rows() {
            return answer.resultSet().rows().stream()
                    .skip(first ? 1 : 0)
                    .map(row -> row.data().stream().map(Page::text).toList())
                    .toList();
        }

        private static String text(Datum value) {
            return value.varCharValue() == null ? "" : value.varCharValue();
        }
    }
}
