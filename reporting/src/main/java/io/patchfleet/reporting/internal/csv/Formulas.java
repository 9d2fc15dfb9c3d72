package io.patchfleet.reporting.internal.csv;

/** Keeps spreadsheets from running what somebody wrote into a tag. */
final class Formulas {

    /** What makes a cell a formula, at its beginning; the wide ones in Japanese and Chinese spreadsheets. */
    private static final String BEGINNINGS = "=+-@\t\r\n\0\uFF1D\uFF0B\uFF0D\uFF20";

    private Formulas() {}

    /**
     * The same text, behind an apostrophe if a spreadsheet would take it for a formula. Quotes would not help: they are
     * gone when the cell is read.
     *
     * @see <a href="https://owasp.org/www-community/attacks/CSV_Injection">CSV injection</a>
     */
    static String disarm(String cell) {
        return !cell.isEmpty() && BEGINNINGS.indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    }
}
