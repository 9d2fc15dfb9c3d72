package io.patchfleet.reporting.internal.html;

import io.patchfleet.compliance.StateCounts;
import io.patchfleet.reporting.internal.view.ShownState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Nodes by state as lengths. Even one node of many is wide enough to be seen; the number beside the bar is exact.
 *
 * @param width of the whole, as an SVG length
 * @param height in pixels
 * @param segments of the states that have nodes, in the order of the states
 */
public record Bar(String width, int height, List<Segment> segments) {

    private static final double SEEN = 2.6;
    private static final double GAP = 1;

    /** As long as its parent is wide. */
    static Bar across(StateCounts counts, int height) {
        double total = Math.max(1, counts.total());
        double unit = 100 / total;
        return new Bar("100%", height, segments(counts, 100, unit, 0.3, 0.08, "%"));
    }

    /** So long that a node has a given width. */
    static Bar scaled(StateCounts counts, double pixelsOfNode, int height) {
        double width = Math.max(counts.total() * pixelsOfNode, minimum(counts));
        return new Bar(length(width, ""), height, segments(counts, width, pixelsOfNode, SEEN, GAP, ""));
    }

    /** A bad part of a whole, from the left, so that the parts of several bars can be compared. */
    static Bar share(int part, int whole, double pixelsOfNode) {
        double bad = Math.max(SEEN, part * pixelsOfNode);
        double good = Math.max(0, (whole - part) * pixelsOfNode - GAP);
        return new Bar(
                length(bad + GAP + good, ""),
                12,
                List.of(
                        new Segment(ShownState.NON_COMPLIANT, length(0, ""), length(bad, "")),
                        new Segment(ShownState.COMPLIANT, length(bad + GAP, ""), length(good, ""))));
    }

    private static double minimum(StateCounts counts) {
        return counts.byState().values().stream().filter(count -> count > 0).count() * (SEEN + GAP);
    }

    private static List<Segment> segments(
            StateCounts counts, double width, double unit, double seen, double gap, String suffix) {
        List<ShownState> present = present(counts);
        double[] widths = present.stream()
                .mapToDouble(state -> Math.max(seen, counts.in(state.state()) * unit - gap))
                .toArray();
        shrinkTo(width - gap * Math.max(0, present.size() - 1), seen, widths);
        List<Segment> segments = new ArrayList<>();
        double x = 0;
        for (int i = 0; i < widths.length; i++) {
            segments.add(new Segment(present.get(i), length(x, suffix), length(widths[i], suffix)));
            x += widths[i] + gap;
        }
        return segments;
    }

    private static List<ShownState> present(StateCounts counts) {
        return List.of(ShownState.values()).stream()
                .filter(state -> counts.in(state.state()) > 0)
                .toList();
    }

    /** What small segments were given too much is taken from the large ones, in proportion. */
    private static void shrinkTo(double width, double seen, double[] widths) {
        double sum = 0;
        double spare = 0;
        for (double each : widths) {
            sum += each;
            spare += each - seen;
        }
        for (int i = 0; i < widths.length && spare > 0; i++) {
            widths[i] += (width - sum) * (widths[i] - seen) / spare;
        }
    }

    private static String length(double value, String suffix) {
        return String.format(Locale.ROOT, "%.2f", value) + suffix;
    }

    /**
     * A state's part of a bar.
     *
     * @param state the state
     * @param x where it begins
     * @param width how long it is
     */
    public record Segment(ShownState state, String x, String width) {

        /** The colour or pattern where no style sheet is applied. */
        public String fill() {
            return switch (state) {
                case COMPLIANT -> "#9cc4d4";
                case NON_COMPLIANT -> "#a3241a";
                default -> "url(#f-" + state.code() + ")";
            };
        }
    }
}
