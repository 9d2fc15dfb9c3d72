package io.patchfleet.reporting.internal.view;

import io.patchfleet.compliance.FleetCompliance;
import io.patchfleet.compliance.NodeCompliance;
import io.patchfleet.compliance.NodeState;
import io.patchfleet.compliance.ScopeCompliance.Status;
import io.patchfleet.compliance.StateCounts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Nodes by something and by environment. What is many is folded: the worst rows and columns stand alone, the others as
 * one that sums them, so that a matrix of a large fleet is no larger than that of a small one.
 */
public final class Matrix {

    private static final int ROWS_IN_ORDER = 8;
    private static final int ROWS_AT_MOST = 12;
    private static final int COLUMNS_AT_MOST = 6;

    private final List<Facet> rowFacets;
    private final Facet columnFacet;
    private final List<Column> columns;
    private final List<Row> rows;
    private final Optional<Row> others;
    private final List<Row> folded;
    private final Row total;
    private final Optional<Worst> worst;

    private Matrix(
            List<Facet> rowFacets,
            Facet columnFacet,
            Map<List<String>, Map<String, StateCounts>> counts,
            Map<List<String>, Status> statuses) {
        this.rowFacets = rowFacets;
        this.columnFacet = columnFacet;
        this.columns = columns(counts.values());
        List<Row> all = counts.entrySet().stream()
                .map(entry -> row(entry.getKey(), entry.getValue(), Optional.ofNullable(statuses.get(entry.getKey()))))
                .toList();
        if (all.size() <= ROWS_IN_ORDER && rowFacets.size() > 1) {
            this.rows = all;
            this.folded = List.of();
        } else {
            List<Row> ranked = all.stream().sorted(Row.WORST_FIRST).toList();
            // A scope that failed has no number by which it could be ranked, and is never hidden.
            this.rows = Stream.concat(
                            ranked.stream().filter(Row::isFailed),
                            ranked.stream().filter(row -> !row.isFailed()).limit(ROWS_AT_MOST))
                    .toList();
            this.folded = ranked.stream()
                    .filter(row -> !row.isFailed())
                    .skip(ROWS_AT_MOST)
                    .toList();
        }
        this.others = folded.isEmpty() ? Optional.empty() : Optional.of(sum(folded));
        this.total = sum(all);
        this.worst = findWorst();
    }

    /**
     * Counts nodes.
     *
     * @param fleet whose nodes
     * @param rowFacets what makes a row; of two, the first makes a group of rows
     * @param columnFacet what makes a column
     * @param statuses rows that there are even without nodes, and how far they could be read; may be empty
     */
    public static Matrix of(
            FleetCompliance fleet, List<Facet> rowFacets, Facet columnFacet, Map<List<String>, Status> statuses) {
        Map<List<String>, Map<String, StateCounts.Tally>> tallies = new TreeMap<>(Matrix::compare);
        statuses.keySet().forEach(key -> tallies.put(key, new TreeMap<>()));
        fleet.nodes()
                .forEach(node -> tallies.computeIfAbsent(key(rowFacets, node), k -> new TreeMap<>())
                        .computeIfAbsent(columnFacet.of(node), k -> new StateCounts.Tally())
                        .add(node.state()));
        Map<List<String>, Map<String, StateCounts>> counts = new LinkedHashMap<>();
        tallies.forEach((key, byColumn) -> {
            Map<String, StateCounts> row = new TreeMap<>();
            byColumn.forEach((column, tally) -> row.put(column, tally.counts()));
            counts.put(key, row);
        });
        return new Matrix(rowFacets, columnFacet, counts, statuses);
    }

    private static List<String> key(List<Facet> facets, NodeCompliance node) {
        return facets.stream().map(facet -> facet.of(node)).toList();
    }

    private static int compare(List<String> one, List<String> other) {
        for (int i = 0; i < one.size(); i++) {
            int order = one.get(i).compareTo(other.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private List<Column> columns(Collection<Map<String, StateCounts>> counts) {
        Map<String, StateCounts> sums = new TreeMap<>();
        counts.forEach(row -> row.forEach((column, count) -> sums.merge(column, count, StateCounts::plus)));
        Comparator<String> largestFirst = Comparator.<String>comparingInt(
                        column -> sums.getOrDefault(column, StateCounts.NONE).total())
                .reversed();
        List<String> values = sums.keySet().stream()
                .sorted(Comparator.comparing(String::isEmpty)
                        .thenComparing(largestFirst)
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
        if (values.size() <= COLUMNS_AT_MOST) {
            return values.stream().map(this::column).toList();
        }
        List<Column> columns = new ArrayList<>();
        values.stream().limit(COLUMNS_AT_MOST - 1).map(this::column).forEach(columns::add);
        List<String> rest = values.subList(COLUMNS_AT_MOST - 1, values.size());
        columns.add(new Column(rest.size() + " others", rest, tokens(columnFacet, rest)));
        return columns;
    }

    private Column column(String value) {
        return new Column(columnFacet.shown(value), List.of(value), columnFacet.token(value));
    }

    private Row row(List<String> key, Map<String, StateCounts> byColumn, Optional<Status> status) {
        List<StateCounts> cells = columns.stream()
                .map(column -> column.values.stream()
                        .map(value -> byColumn.getOrDefault(value, StateCounts.NONE))
                        .reduce(StateCounts.NONE, StateCounts::plus))
                .toList();
        StringBuilder filter = new StringBuilder();
        for (int i = 0; i < key.size(); i++) {
            filter.append(i == 0 ? "" : " ").append(rowFacets.get(i).token(key.get(i)));
        }
        return new Row(key, cells, total(cells), filter.toString(), status);
    }

    private Row sum(List<Row> rows) {
        List<StateCounts> cells = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            int column = i;
            cells.add(total(rows.stream().map(row -> row.cells.get(column)).toList()));
        }
        String filter = rowFacets.size() == 1
                ? tokens(
                        rowFacets.get(0),
                        rows.stream().map(row -> row.key.get(0)).toList())
                : "";
        return new Row(List.of(), cells, total(cells), filter, Optional.empty());
    }

    private static StateCounts total(List<StateCounts> counts) {
        return counts.stream().reduce(StateCounts.NONE, StateCounts::plus);
    }

    private static String tokens(Facet facet, List<String> values) {
        return values.stream().map(facet::token).collect(Collectors.joining("|"));
    }

    private Optional<Worst> findWorst() {
        Optional<Worst> found = Optional.empty();
        for (Row row : rows) {
            for (int i = 0; i < columns.size(); i++) {
                Worst candidate = new Worst(row, columns.get(i), row.cells.get(i));
                boolean isOnePlace = candidate.column.values.size() == 1;
                if (isOnePlace
                        && candidate.nonCompliant()
                                > found.map(Worst::nonCompliant).orElse(0)) {
                    found = Optional.of(candidate);
                }
            }
        }
        return rows.size() * columns.size() > 1 ? found : Optional.empty();
    }

    public List<Facet> rowFacets() {
        return rowFacets;
    }

    public List<Column> columns() {
        return columns;
    }

    /** The rows to be seen: in order if they are few, else the worst first. */
    public List<Row> rows() {
        return rows;
    }

    /** Whether the rows stand in the order of their names, group by group. */
    public boolean isInOrder() {
        return rowFacets.size() > 1 && rows.size() <= ROWS_IN_ORDER && folded.isEmpty();
    }

    /** The sum of the folded rows. */
    public Optional<Row> others() {
        return others;
    }

    /** The rows that are too many to be seen at once. */
    public List<Row> folded() {
        return folded;
    }

    public Row total() {
        return total;
    }

    /** The cell with the most non-compliant nodes, if there are cells to choose from. */
    public Optional<Worst> worst() {
        return worst;
    }

    /** The most nodes of any cell of a single row: what a bar's length is measured by. */
    public int largestCell() {
        return Stream.concat(rows.stream(), folded.stream())
                .flatMap(row -> row.cells.stream())
                .mapToInt(StateCounts::total)
                .max()
                .orElse(0);
    }

    /**
     * A column.
     *
     * @param label what it is called
     * @param values the values that it sums
     * @param filter the tokens of its nodes
     */
    public record Column(String label, List<String> values, String filter) {}

    /**
     * A row.
     *
     * @param key the values of its facets; empty for a sum
     * @param cells a count for each column
     * @param total their sum
     * @param filter the tokens of its nodes; empty if no filter shows just these
     * @param status how far it could be read, if it is a scope
     */
    public record Row(
            List<String> key, List<StateCounts> cells, StateCounts total, String filter, Optional<Status> status) {

        private static final Comparator<Row> WORST_FIRST = Comparator.<Row>comparingInt(
                        row -> row.total.total() - row.total.in(NodeState.COMPLIANT))
                .reversed();

        /** Whether nothing of it could be read, so that it has no number. */
        public boolean isFailed() {
            return status.filter(Status.FAILED::equals).isPresent();
        }
    }

    /**
     * The cell that hurts most.
     *
     * @param row its row
     * @param column its column
     * @param counts its nodes
     */
    public record Worst(Row row, Column column, StateCounts counts) {

        /** How many of its nodes are non-compliant. */
        public int nonCompliant() {
            return counts.in(NodeState.NON_COMPLIANT);
        }
    }
}
