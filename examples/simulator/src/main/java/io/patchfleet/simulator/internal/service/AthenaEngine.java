package io.patchfleet.simulator.internal.service;

import io.patchfleet.simulator.internal.world.Bucket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs a query on DuckDB, over JDBC: an engine that is neither ours nor Athena's, so that a query which runs here is
 * SQL. Functions that Athena alone has fail, such as {@code from_iso8601_timestamp}. The driver is for whoever uses the
 * simulation to add; without it a query is refused aloud.
 */
final class AthenaEngine {

    private static final String DATABASE_IN_MEMORY = "jdbc:duckdb:";

    private static final Map<String, String> TYPES =
            Map.of("string", "VARCHAR", "int", "INTEGER", "bigint", "BIGINT", "double", "DOUBLE", "boolean", "BOOLEAN");

    private final Map<String, Bucket> buckets;

    AthenaEngine(Map<String, Bucket> buckets) {
        this.buckets = buckets;
    }

    /**
     * Runs a query.
     *
     * @param tables all that there are; those that the query does not name are left out
     * @param account whose buckets are read
     */
    AthenaResult run(String sql, String database, Collection<AthenaTable> tables, String account) {
        List<AthenaTable> named = tables.stream()
                .filter(table -> names(sql, table.name().table()))
                .toList();
        named.forEach(table -> table.injected().forEach(partition -> demandCondition(sql, partition)));
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (AthenaTable table : named) {
                create(statement, table);
                fill(connection, table, account);
            }
            statement.execute("CREATE SCHEMA IF NOT EXISTS " + quoted(database));
            statement.execute("SET schema = '" + database + "'");
            // A query may read tables, and no file of this machine.
            statement.execute("SET enable_external_access = false");
            try (ResultSet found = statement.executeQuery(sql)) {
                return result(found);
            }
        } catch (SQLException e) {
            throw new AthenaFailure("SYNTAX_ERROR: " + e.getMessage());
        }
    }

    private static Connection connect() {
        try {
            return DriverManager.getConnection(DATABASE_IN_MEMORY);
        } catch (SQLException e) {
            throw new NotPlayedException("athena:StartQueryExecution of a query without an engine; add"
                    + " org.duckdb:duckdb_jdbc to the class path");
        }
    }

    private static boolean names(String sql, String word) {
        return Pattern.compile("\\b" + Pattern.quote(word) + "\\b", Pattern.CASE_INSENSITIVE)
                .matcher(sql)
                .find();
    }

    /** The words are those of AWS's documentation. */
    private static void demandCondition(String sql, String partition) {
        Pattern condition = Pattern.compile("\\b" + partition + "\\s*(=|IN\\b)", Pattern.CASE_INSENSITIVE);
        if (!condition.matcher(sql).find()) {
            throw new AthenaFailure("CONSTRAINT_VIOLATION: For the injected projected partition column " + partition
                    + ", the WHERE clause must contain only static equality conditions, and at least one such"
                    + " condition must be present.");
        }
    }

    private static void create(Statement statement, AthenaTable table) throws SQLException {
        String columns = Stream.concat(
                        table.columns().entrySet().stream()
                                .map(column -> quoted(column.getKey()) + " " + type(column.getValue())),
                        table.partitions().stream().map(partition -> quoted(partition) + " VARCHAR"))
                .collect(Collectors.joining(", "));
        statement.execute("CREATE SCHEMA IF NOT EXISTS " + quoted(table.name().database()));
        statement.execute("CREATE TABLE " + quoted(table.name()) + " (" + columns + ")");
    }

    private static String type(String declared) {
        String type = TYPES.get(declared.toLowerCase(Locale.ROOT));
        if (type == null) {
            throw new NotPlayedException("athena:StartQueryExecution: a column of type " + declared);
        }
        return type;
    }

    private void fill(Connection connection, AthenaTable table, String account) throws SQLException {
        Bucket bucket = buckets.get(table.bucket());
        if (bucket == null || !bucket.account().equals(account)) {
            throw new AthenaFailure(
                    "PERMISSION_DENIED: Access Denied reading s3://" + table.bucket() + "/" + table.folder());
        }
        List<String> columns = new ArrayList<>(table.columns().keySet());
        columns.addAll(table.partitions());
        String places = columns.stream().map(column -> "?").collect(Collectors.joining(", "));
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO " + quoted(table.name()) + " VALUES (" + places + ")")) {
            for (Map.Entry<String, Bucket.StoredObject> object :
                    bucket.objects().entrySet()) {
                Map<String, String> partition =
                        table.partitionOf(object.getKey()).orElse(null);
                if (partition != null) {
                    add(insert, columns, partition, object.getValue().text());
                }
            }
            insert.executeBatch();
        }
    }

    private static void add(PreparedStatement insert, List<String> columns, Map<String, String> partition, String text)
            throws SQLException {
        for (String line : text.lines().filter(each -> !each.isBlank()).toList()) {
            Map<String, String> values = values(line);
            values.putAll(partition);
            for (int i = 0; i < columns.size(); i++) {
                insert.setString(i + 1, values.get(columns.get(i)));
            }
            insert.addBatch();
        }
    }

    /** By names in small letters, as the SerDe finds its columns; of two that differ in no more, the last one. */
    private static Map<String, String> values(String line) {
        Map<String, String> values = new LinkedHashMap<>();
        try {
            for (Map.Entry<String, JsonNode> each :
                    JsonMapper.shared().readTree(line).properties()) {
                JsonNode value = each.getValue();
                if (!value.isNull()) {
                    values.put(
                            each.getKey().toLowerCase(Locale.ROOT),
                            value.isValueNode() ? value.asString() : value.toString());
                }
            }
        } catch (JacksonException e) {
            throw new AthenaFailure("HIVE_CURSOR_ERROR: Row is not a valid JSON Object");
        }
        return values;
    }

    private static AthenaResult result(ResultSet found) throws SQLException {
        ResultSetMetaData about = found.getMetaData();
        List<String> columns = new ArrayList<>();
        List<String> types = new ArrayList<>();
        for (int i = 1; i <= about.getColumnCount(); i++) {
            columns.add(about.getColumnLabel(i));
            types.add(about.getColumnTypeName(i).toLowerCase(Locale.ROOT));
        }
        List<List<@Nullable String>> rows = new ArrayList<>();
        while (found.next()) {
            List<@Nullable String> row = new ArrayList<>();
            for (int i = 1; i <= columns.size(); i++) {
                row.add(found.getString(i));
            }
            rows.add(row);
        }
        return new AthenaResult(columns, types, rows);
    }

    private static String quoted(AthenaName name) {
        return quoted(name.database()) + "." + quoted(name.table());
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "") + '"';
    }
}
