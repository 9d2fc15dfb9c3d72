package io.patchfleet.reporting.internal.html;

import io.patchfleet.compliance.NodeState;
import io.patchfleet.compliance.ScopeCompliance.Status;
import io.patchfleet.compliance.StateCounts;
import io.patchfleet.reporting.internal.view.Accounts;
import io.patchfleet.reporting.internal.view.Matrix;
import io.patchfleet.reporting.internal.view.ShownState;
import io.patchfleet.reporting.internal.view.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A matrix as the page draws it. */
public final class MatrixView {

    private final Matrix matrix;
    private final Accounts accounts;
    private final Labels labels;
    private final double pixelsOfNode;

    /**
     * @param matrix the numbers
     * @param accounts what accounts are called
     * @param labels how the table names itself
     * @param longestBar how wide the bar of the largest cell is, in pixels
     */
    MatrixView(Matrix matrix, Accounts accounts, Labels labels, int longestBar) {
        this.matrix = matrix;
        this.accounts = accounts;
        this.labels = labels;
        this.pixelsOfNode = (double) longestBar / Math.max(1, matrix.largestCell());
    }

    public Labels labels() {
        return labels;
    }

    public List<String> columns() {
        return matrix.columns().stream().map(Matrix.Column::label).toList();
    }

    /** Whether a row says its account once for all its Regions. */
    public boolean isGrouped() {
        return matrix.isInOrder();
    }

    public List<RowView> rows() {
        return views(matrix.rows());
    }

    public List<RowView> folded() {
        return views(matrix.folded());
    }

    public Optional<RowView> others() {
        return matrix.others().map(row -> view(row, matrix.folded().size() + " more " + labels.many(), "", false));
    }

    public RowView total() {
        return view(matrix.total(), "All " + matrix.columns().size(), "", false);
    }

    /** What the total's row is called. */
    public String totalLabel() {
        int rows = matrix.rows().size() + matrix.folded().size();
        return rows == 1 ? "In all" : "All " + Words.number(rows) + " " + labels.many();
    }

    private List<RowView> views(List<Matrix.Row> rows) {
        List<RowView> views = new ArrayList<>();
        String group = "";
        for (Matrix.Row row : rows) {
            String first = row.key().get(0);
            if (matrix.rowFacets().size() == 1) {
                views.add(view(row, matrix.rowFacets().get(0).shown(first), "", false));
            } else if (isGrouped()) {
                views.add(view(row, row.key().get(1), first, !first.equals(group)));
                group = first;
            } else {
                views.add(view(row, row.key().get(1), first, false));
            }
        }
        return views;
    }

    private RowView view(Matrix.Row row, String label, String account, boolean beginsGroup) {
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < row.cells().size(); i++) {
            Matrix.Column column = matrix.columns().get(i);
            String filter = (row.filter() + " " + column.filter()).strip();
            cells.add(cell(row.cells().get(i), filter, isWorst(row, column), column.label()));
        }
        return new RowView(
                label,
                account,
                account.isEmpty() ? "" : accounts.name(account).orElse(""),
                beginsGroup,
                row.status().filter(status -> status != Status.READ),
                cells,
                row.total(),
                row.key().isEmpty(),
                Link.toAll(row.total(), row.filter()));
    }

    private boolean isWorst(Matrix.Row row, Matrix.Column column) {
        return matrix.worst()
                .filter(worst -> worst.row().equals(row) && worst.column().equals(column))
                .isPresent();
    }

    private Cell cell(StateCounts counts, String filter, boolean worst, String column) {
        return new Cell(column, counts, filter, worst, Bar.scaled(counts, pixelsOfNode, 14));
    }

    /**
     * How a matrix names itself.
     *
     * @param id its anchor
     * @param title its heading
     * @param caption what it shows
     * @param rows what a row is
     * @param many what several rows are
     * @param explained whether the marks and bars are explained over it: once on a page
     */
    public record Labels(String id, String title, String caption, String rows, String many, boolean explained) {}

    /**
     * A row.
     *
     * @param label what it is called
     * @param account the account's id, if it is a scope
     * @param accountName what the account is called, if anybody said so
     * @param beginsGroup whether it is the first of its account
     * @param trouble how far it could be read, if not whole
     * @param cells by environment
     * @param total their sum
     * @param isSum whether it sums several, so that a bar would be out of scale
     * @param all leads to the rows of all its nodes
     */
    public record RowView(
            String label,
            String account,
            String accountName,
            boolean beginsGroup,
            Optional<Status> trouble,
            List<Cell> cells,
            StateCounts total,
            boolean isSum,
            Link all) {

        public boolean isFailed() {
            return trouble.filter(Status.FAILED::equals).isPresent();
        }

        /** The rate, or the word for it where no node could be judged. */
        public String rate() {
            if (total.total() == 0) {
                return "–";
            }
            return total.unknown() == total.total()
                    ? "unknown"
                    : total.compliant().percentText();
        }
    }

    /**
     * A cell.
     *
     * @param column what its column is called
     * @param counts its nodes
     * @param filter their tokens
     * @param worst whether it is the one that hurts most
     * @param bar its nodes as lengths
     */
    public record Cell(String column, StateCounts counts, String filter, boolean worst, Bar bar) {

        public boolean isEmpty() {
            return counts.total() == 0;
        }

        public int bad() {
            return counts.in(NodeState.NON_COMPLIANT);
        }

        /** Unreadable nodes, which have a mark of their own. */
        public int unreadable() {
            return counts.in(NodeState.UNREADABLE);
        }

        /** Nodes of the four other unknown states. */
        public int unknown() {
            return counts.unknown() - unreadable();
        }

        public String rate() {
            return counts.total() == 0 ? "–" : counts.compliant().percentText();
        }

        public Link toBad() {
            return Link.toState(counts, ShownState.NON_COMPLIANT, filter, "#rows");
        }

        public Link toUnreadable() {
            return Link.toState(counts, ShownState.UNREADABLE, filter, "#rows");
        }

        public Link toUnknown() {
            return new Link(Words.number(unknown()), "#rows", "2 3 4 5", filter, "", true);
        }

        public Link toAll() {
            return Link.toAll(counts, filter);
        }

        /** Which unknown states, in words, because the cell shows one number for them. */
        public String unknownSpelt() {
            StringBuilder spelt = new StringBuilder();
            for (ShownState state : ShownState.unknown()) {
                int count = counts.in(state.state());
                if (count > 0 && state != ShownState.UNREADABLE) {
                    spelt.append(spelt.length() == 0 ? "" : ", ")
                            .append(count)
                            .append(' ')
                            .append(state.words());
                }
            }
            return spelt.toString();
        }
    }
}
