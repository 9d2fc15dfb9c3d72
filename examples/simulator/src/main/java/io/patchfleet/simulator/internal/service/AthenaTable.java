package io.patchfleet.simulator.internal.service;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A table of objects in a bucket, as a {@code CREATE EXTERNAL TABLE} declares it: JSON in lines, in folders that name
 * its partitions.
 *
 * @param columns its columns and their types, those that are read from lines
 * @param partitions the columns that folders name
 * @param properties what else was declared of it
 * @param loaded the folders that are known; a table whose partitions are projected needs to know none
 */
record AthenaTable(
        AthenaName name,
        Map<String, String> columns,
        List<String> partitions,
        String bucket,
        String folder,
        Map<String, String> properties,
        Set<String> loaded) {

    private static final String SERDE = "org.openx.data.jsonserde.JsonSerDe";

    private static final Pattern STATEMENT = Pattern.compile(
            "CREATE\\s+EXTERNAL\\s+TABLE\\s+(IF\\s+NOT\\s+EXISTS\\s+)?(?<name>[\\w`\".-]+)\\s*"
                    + "\\((?<columns>[^()]*)\\)\\s*PARTITIONED\\s+BY\\s*\\((?<partitions>[^()]*)\\)\\s*"
                    + "ROW\\s+FORMAT\\s+SERDE\\s+'(?<serde>[^']+)'\\s*"
                    + "(WITH\\s+SERDEPROPERTIES\\s*\\([^()]*\\)\\s*)?"
                    + "LOCATION\\s+'s3://(?<bucket>[^/']+)/(?<folder>[^']*)'\\s*"
                    + "(TBLPROPERTIES\\s*\\((?<properties>[^()]*)\\)\\s*)?",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern PROPERTY = Pattern.compile("'([^']*)'\\s*=\\s*'([^']*)'");

    /** The table that a statement declares; empty if it declares none of this form. */
    static Optional<AthenaTable> declaredBy(String sql, String database) {
        Matcher statement = STATEMENT.matcher(sql);
        if (!statement.matches()) {
            return Optional.empty();
        }
        if (!statement.group("serde").equals(SERDE)) {
            throw new NotPlayedException("athena:StartQueryExecution: the SerDe " + statement.group("serde"));
        }
        Map<String, String> properties = new LinkedHashMap<>();
        String declared = statement.group("properties");
        Matcher property = PROPERTY.matcher(declared == null ? "" : declared);
        while (property.find()) {
            properties.put(property.group(1), property.group(2));
        }
        return Optional.of(new AthenaTable(
                AthenaName.of(statement.group("name"), database),
                columns(statement.group("columns")),
                List.copyOf(columns(statement.group("partitions")).keySet()),
                statement.group("bucket"),
                statement.group("folder"),
                properties,
                new HashSet<>()));
    }

    private static Map<String, String> columns(String declared) {
        Map<String, String> columns = new LinkedHashMap<>();
        for (String column : declared.split(",", -1)) {
            String[] words = column.trim().split("\\s+", 2);
            if (words.length < 2) {
                throw new AthenaFailure("FAILED: ParseException: cannot recognize input near '" + column.trim() + "'");
            }
            columns.put(words[0].replace("`", "").toLowerCase(Locale.ROOT), words[1].trim());
        }
        return columns;
    }

    boolean projected() {
        return properties.getOrDefault("projection.enabled", "false").equals("true");
    }

    /** The partitions of which a query has to name the values. */
    List<String> injected() {
        return partitions.stream()
                .filter(partition ->
                        projected() && projection(partition, "type").equals("injected"))
                .toList();
    }

    /** What a key says of the partitions, if it belongs to one that is known. */
    Optional<Map<String, String>> partitionOf(String key) {
        int end = key.lastIndexOf('/');
        if (!key.startsWith(folder) || end < folder.length()) {
            return Optional.empty();
        }
        Map<String, String> values = new LinkedHashMap<>();
        Arrays.stream(key.substring(folder.length(), end).split("/", -1))
                .map(part -> part.split("=", 2))
                .filter(part -> part.length == 2)
                .forEach(part -> values.put(part[0].toLowerCase(Locale.ROOT), part[1]));
        boolean known = projected()
                ? partitions.stream().allMatch(partition -> isProjected(partition, values.getOrDefault(partition, "")))
                : loaded.contains(key.substring(0, end));
        return known && values.keySet().containsAll(partitions) ? Optional.of(values) : Optional.empty();
    }

    private boolean isProjected(String partition, String value) {
        return switch (projection(partition, "type")) {
            case "injected" -> true;
            case "enum" ->
                Arrays.asList(projection(partition, "values").split(",", -1)).contains(value);
            default ->
                throw new NotPlayedException("athena:StartQueryExecution: the projection of " + partition + " as "
                        + projection(partition, "type"));
        };
    }

    private String projection(String partition, String property) {
        return properties.getOrDefault("projection." + partition + "." + property, "");
    }
}
