package io.patchfleet.internal.aws;

import io.patchfleet.internal.call.Place;
import io.patchfleet.internal.spec.SyncTable;
import io.patchfleet.model.Scope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The rows of a Resource Data Sync, asked of Athena: one query for each table, whatever the number of scopes. */
final class QueriedRows implements SyncRows {

    private final Queries queries;
    private final List<Scope> scopes;
    private final Map<SyncTable, CompletableFuture<Map<Scope, Map<String, List<SyncRow>>>>> answers =
            new EnumMap<>(SyncTable.class);

    QueriedRows(Queries queries, List<Scope> scopes) {
        this.queries = queries;
        this.scopes = List.copyOf(scopes);
    }

    @Override
    public CompletableFuture<Boolean> any(SyncTable table, Place place) {
        return answer(table, place).thenApply(rows -> !rows.isEmpty());
    }

    @Override
    public CompletableFuture<Void> of(
            SyncTable table, Place place, Collection<String> nodes, BiConsumer<String, SyncRow> each) {
        return answer(table, place).thenAccept(rows -> handOver(rows, nodes, each));
    }

    private static void handOver(
            Map<String, List<SyncRow>> rows, Collection<String> nodes, BiConsumer<String, SyncRow> each) {
        nodes.forEach(node -> rows.getOrDefault(node, List.of()).forEach(row -> each.accept(node, row)));
    }

    private CompletableFuture<Map<String, List<SyncRow>>> answer(SyncTable table, Place place) {
        CompletableFuture<Map<Scope, Map<String, List<SyncRow>>>> answer;
        synchronized (answers) {
            answer = answers.computeIfAbsent(table, this::ask);
        }
        return answer.thenApply(rows -> rows.getOrDefault(place.scope(), Map.of()));
    }

    private CompletableFuture<Map<Scope, Map<String, List<SyncRow>>>> ask(SyncTable table) {
        Map<Scope, Map<String, List<SyncRow>>> rows = new HashMap<>();
        return queries.run(sql(table), values -> {
                    Scope scope = new Scope(values.get(0), values.get(1));
                    rows.computeIfAbsent(scope, unseen -> new HashMap<>())
                            .computeIfAbsent(values.get(2), unseen -> new ArrayList<>())
                            .add(row(table, values));
                })
                .thenApply(done -> rows);
    }

    private static SyncRow row(SyncTable table, List<String> values) {
        Map<String, String> row = new HashMap<>();
        for (int i = 0; i < table.columns().size(); i++) {
            row.put(table.columns().get(i), values.get(i + 2));
        }
        return new SyncRow(row);
    }

    /** Accounts and Regions are named one by one, because the tables work their partitions out from that. */
    private String sql(SyncTable table) {
        String columns = table.columns().stream()
                .map(column -> column.toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        return "SELECT accountid, region, " + columns + " FROM " + table.tableName()
                + " WHERE accountid IN (" + each(Scope::account) + ") AND region IN (" + each(Scope::region) + ")"
                + only(table);
    }

    private String each(Function<Scope, String> part) {
        return quoted(new TreeSet<>(scopes.stream().map(part).toList()));
    }

    private static String only(SyncTable table) {
        return switch (table) {
            case PATCH_SUMMARY -> "";
            case COMPLIANCE_ITEM ->
                " AND compliancetype = 'Patch' AND patchstate IN (" + quoted(PatchRows.WRONG_IF_AVAILABLE) + ")";
            case TAG -> " AND resourceid LIKE 'mi-%'";
        };
    }

    /** None of these has a quote in it: they are accounts, Regions and words of our own. */
    private static String quoted(Collection<String> texts) {
        return texts.stream().map(text -> "'" + text + "'").collect(Collectors.joining(", "));
    }
}
