package io.patchfleet.examples;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Stream;

/** Rows in columns that stand under each other: words to the left, numbers to the right. */
final class Table {

    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();
    /** Columns in which something else than a number, or a dash for one, was seen. */
    private final BitSet words = new BitSet();

    Table(String... titles) {
        rows.add(List.of(titles));
    }

    /** Adds a row of as many cells as there are titles. */
    void row(Object... cells) {
        for (int column = 0; column < cells.length; column++) {
            if (!(cells[column] instanceof Number) && !cells[column].equals("-")) {
                words.set(column);
            }
        }
        rows.add(Stream.of(cells)
                .map(cell -> SafeText.line(String.valueOf(cell)))
                .toList());
    }

    @Override
    public String toString() {
        StringJoiner lines = new StringJoiner("\n");
        for (List<String> row : rows) {
            StringJoiner line = new StringJoiner(GAP);
            for (int column = 0; column < row.size(); column++) {
                line.add(padded(row.get(column), column));
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines.toString();
    }

    private String padded(String cell, int column) {
        String padding = " ".repeat(width(column) - length(cell));
        return words.get(column) ? cell + padding : padding + cell;
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> length(row.get(column))).max().orElseThrow();
    }

    private static int length(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
