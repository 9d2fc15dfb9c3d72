package io.patchfleet.simulator.internal.service;

import io.patchfleet.simulator.internal.world.Bucket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The databases and tables of one account in one Region, and the statements that declare them. */
final class AthenaCatalog {

    private static final Pattern DATABASE = Pattern.compile(
            "CREATE\\s+(DATABASE|SCHEMA)\\s+(?<lenient>IF\\s+NOT\\s+EXISTS\\s+)?(?<name>[\\w`\"-]+)\\s*",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern REPAIR =
            Pattern.compile("MSCK\\s+REPAIR\\s+TABLE\\s+(?<name>[\\w`\".-]+)\\s*", Pattern.CASE_INSENSITIVE);

    private final Set<String> databases = new TreeSet<>(Set.of("default"));
    private final Map<AthenaName, AthenaTable> tables = new LinkedHashMap<>();

    Map<AthenaName, AthenaTable> tables() {
        return tables;
    }

    boolean has(String database) {
        return databases.contains(database);
    }

    /** Does what a statement declares, if it is one that declares something. */
    boolean declare(String sql, String database, Map<String, Bucket> buckets) {
        Matcher creation = DATABASE.matcher(sql);
        if (creation.matches()) {
            create(creation);
            return true;
        }
        Matcher repair = REPAIR.matcher(sql);
        if (repair.matches()) {
            repair(AthenaName.of(repair.group("name"), database), buckets);
            return true;
        }
        Optional<AthenaTable> table = AthenaTable.declaredBy(sql, database);
        table.ifPresent(this::create);
        return table.isPresent();
    }

    private void create(Matcher creation) {
        String name = AthenaName.of(creation.group("name"), "").table();
        if (!databases.add(name) && creation.group("lenient") == null) {
            throw new AthenaFailure("FAILED: SemanticException Database already exists: " + name);
        }
    }

    private void create(AthenaTable table) {
        if (!has(table.name().database())) {
            throw new AthenaFailure("FAILED: SemanticException [Error 10072]: Database does not exist: "
                    + table.name().database());
        }
        tables.putIfAbsent(table.name(), table);
    }

    /** Gets to know the folders that are there now. */
    private void repair(AthenaName name, Map<String, Bucket> buckets) {
        AthenaTable table = tables.get(name);
        if (table == null) {
            throw new AthenaFailure("FAILED: SemanticException table not found: " + name);
        }
        Bucket bucket = buckets.get(table.bucket());
        if (bucket != null) {
            bucket.objects().keySet().stream()
                    .filter(key -> key.startsWith(table.folder())
                            && key.indexOf('/', table.folder().length()) > 0)
                    .forEach(key -> table.loaded().add(key.substring(0, key.lastIndexOf('/'))));
        }
    }
}
