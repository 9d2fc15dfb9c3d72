package io.patchfleet.simulator.internal.service;

import io.patchfleet.simulator.internal.world.AwsState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Amazon Athena: statements that declare databases and tables of JSON, and queries of them. The file with a result that
 * Athena leaves where the workgroup says is not written.
 */
final class Athena implements Service {

    private static final int MOST = 1000;
    private static final String PRIMARY = "primary";
    private static final Pattern QUERY =
            Pattern.compile("(SELECT|WITH)\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final AwsState state;
    private final Scopes scopes;
    private final AthenaEngine engine;
    private final Map<List<String>, AthenaCatalog> catalogs = new HashMap<>();
    private final Map<List<String>, String> outputLocations = new HashMap<>();
    private final Map<List<String>, AthenaQuery> queries = new HashMap<>();
    private final ClientTokens tokens =
            new ClientTokens("ClientRequestToken", () -> invalid("Idempotent parameters do not match"));
    private final Pages pages = new Pages(
            "athena:GetQueryResults",
            Set.of("NextToken", "MaxResults"),
            "NextToken",
            fault -> invalid("The NextToken isn't valid."));

    Athena(AwsState state, Scopes scopes) {
        this.state = state;
        this.scopes = scopes;
        this.engine = new AthenaEngine(state.buckets());
    }

    @Override
    public String name() {
        return "athena";
    }

    @Override
    public Map<String, Operation> operations() {
        return Map.of(
                "CreateWorkGroup", this::createWorkGroup,
                "StartQueryExecution", call -> tokens.once(call, "StartQueryExecution", this::startQueryExecution),
                "GetQueryExecution", this::getQueryExecution,
                "GetQueryResults", this::getQueryResults,
                "StopQueryExecution", this::stopQueryExecution);
    }

    private ObjectNode createWorkGroup(Call call) {
        Input input = Input.of(call, "athena:CreateWorkGroup", Set.of("Name", "Configuration", "Description"));
        String name = input.required("Name");
        String location = input.object("Configuration")
                .object("ResultConfiguration")
                .text("OutputLocation")
                .orElse("");
        if (name.equals(PRIMARY) || outputLocations.putIfAbsent(key(call, name), location) != null) {
            throw invalid("WorkGroup is already created");
        }
        return Answer.object();
    }

    private ObjectNode startQueryExecution(Call call) {
        Input input = Input.of(
                call,
                "athena:StartQueryExecution",
                Set.of(
                        "QueryString",
                        "ClientRequestToken",
                        "QueryExecutionContext",
                        "ResultConfiguration",
                        "WorkGroup"));
        String workGroup = input.text("WorkGroup").orElse(PRIMARY);
        String location = outputLocation(call, input, workGroup);
        String sql =
                input.required("QueryString").strip().replaceFirst(";$", "").strip();
        String database = input.object("QueryExecutionContext").text("Database").orElse("default");
        AthenaResult result = AthenaResult.NOTHING;
        String failure = null;
        try {
            result = run(call, sql, database);
        } catch (AthenaFailure e) {
            failure = e.reason();
        }
        AthenaQuery query =
                new AthenaQuery(scopes.of(call).newUuid(), sql, workGroup, location, call.now(), result, failure);
        queries.put(key(call, query.id()), query);
        return Answer.object().put("QueryExecutionId", query.id());
    }

    private String outputLocation(Call call, Input input, String workGroup) {
        Optional<String> own = input.object("ResultConfiguration").text("OutputLocation");
        String ofGroup = outputLocations.get(key(call, workGroup));
        if (ofGroup == null && !workGroup.equals(PRIMARY)) {
            throw invalid("WorkGroup " + workGroup + " is not found.");
        }
        return own.or(() -> Optional.ofNullable(ofGroup).filter(location -> !location.isEmpty()))
                .orElseThrow(() -> invalid("No output location provided. An output location is required either through"
                        + " the Workgroup result configuration setting or as an API input."));
    }

    private AthenaResult run(Call call, String sql, String database) {
        AthenaCatalog catalog = catalogs.computeIfAbsent(key(call, ""), unseen -> new AthenaCatalog());
        if (QUERY.matcher(sql).matches()) {
            if (!catalog.has(database)) {
                throw new AthenaFailure("SCHEMA_NOT_FOUND: Schema '" + database + "' does not exist");
            }
            return engine.run(sql, database, catalog.tables().values(), call.account());
        }
        if (catalog.declare(sql, database, state.buckets())) {
            return AthenaResult.NOTHING;
        }
        throw new NotPlayedException(
                "athena:StartQueryExecution: " + sql.lines().findFirst().orElse(""));
    }

    private ObjectNode getQueryExecution(Call call) {
        AthenaQuery query = query(call, Input.of(call, "athena:GetQueryExecution", Set.of("QueryExecutionId")));
        String now = query.state(call.now());
        ObjectNode answer = Answer.object();
        ObjectNode execution = answer.putObject("QueryExecution");
        execution.put("QueryExecutionId", query.id());
        execution.put("Query", query.sql());
        execution.put("StatementType", query.result().columns().isEmpty() ? "DDL" : "DML");
        execution.put("WorkGroup", query.workGroup());
        execution.putObject("ResultConfiguration").put("OutputLocation", query.outputLocation());
        ObjectNode status = execution.putObject("Status").put("State", now);
        Answer.putInstant(status, "SubmissionDateTime", query.submitted());
        if (!call.now().isBefore(query.ended())) {
            Answer.putInstant(status, "CompletionDateTime", query.ended());
        }
        if (now.equals("FAILED")) {
            status.put("StateChangeReason", query.failure());
        }
        return answer;
    }

    private ObjectNode stopQueryExecution(Call call) {
        query(call, Input.of(call, "athena:StopQueryExecution", Set.of("QueryExecutionId")))
                .cancel(call.now());
        return Answer.object();
    }

    /** The first row of a query's result is its header. */
    private ObjectNode getQueryResults(Call call) {
        Input input = Input.of(call, "athena:GetQueryResults", Set.of("QueryExecutionId", "MaxResults", "NextToken"));
        AthenaQuery query = query(call, input);
        String now = query.state(call.now());
        if (!now.equals("SUCCEEDED")) {
            throw invalid(
                    now.equals("QUEUED") || now.equals("RUNNING")
                            ? "Query has not yet finished. Current state: " + now
                            : "Query did not finish successfully. Final query state: " + now);
        }
        AthenaResult result = query.result();
        List<List<@Nullable String>> rows = new ArrayList<>();
        if (!result.columns().isEmpty()) {
            rows.add(new ArrayList<@Nullable String>(result.columns()));
        }
        rows.addAll(result.rows());
        Pages.Page<List<@Nullable String>> page = pages.page(call, rows, input.number("MaxResults", MOST));
        ObjectNode answer = Answer.object();
        ObjectNode set = answer.putObject("ResultSet");
        ArrayNode shown = set.putArray("Rows");
        for (List<@Nullable String> row : page.items()) {
            row(shown.addObject().putArray("Data"), row);
        }
        ArrayNode columns = set.putObject("ResultSetMetadata").putArray("ColumnInfo");
        for (int i = 0; i < result.columns().size(); i++) {
            columns.addObject()
                    .put("Name", result.columns().get(i))
                    .put("Type", result.types().get(i));
        }
        if (page.nextToken() != null) {
            answer.put("NextToken", page.nextToken());
        }
        return answer;
    }

    private static void row(ArrayNode data, List<@Nullable String> values) {
        for (String value : values) {
            ObjectNode datum = data.addObject();
            if (value != null) {
                datum.put("VarCharValue", value);
            }
        }
    }

    private AthenaQuery query(Call call, Input input) {
        String id = input.required("QueryExecutionId");
        AthenaQuery query = queries.get(key(call, id));
        if (query == null) {
            throw invalid("QueryExecution " + id + " was not found");
        }
        return query;
    }

    private static List<String> key(Call call, String name) {
        return List.of(call.account(), call.region(), name);
    }

    private static AwsRefusal invalid(String words) {
        return new AwsRefusal("InvalidRequestException", words);
    }
}
