package io.patchfleet.benchmarks;

import java.util.List;
import java.util.function.Function;

/**
 * A column of a table, right-aligned but for the first.
 *
 * @param cell what stands there for a measurement
 */
record Column(String head, Function<Measurement, String> cell) {

    /** Two lines of Markdown. */
    static String head(List<Column> columns) {
        return row(columns.stream().map(Column::head).toList()) + System.lineSeparator() + "| ---"
                + " | ---:".repeat(columns.size() - 1) + " |";
    }

    /** A line of Markdown. */
    static String row(List<Column> columns, Measurement measurement) {
        return row(
                columns.stream().map(column -> column.cell.apply(measurement)).toList());
    }

    private static String row(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |";
    }
}
