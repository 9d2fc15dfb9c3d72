package io.patchfleet.reporting.internal.html;

import io.patchfleet.compliance.StateCounts;
import io.patchfleet.reporting.internal.view.ShownState;
import io.patchfleet.reporting.internal.view.Words;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A number that leads to the rows that it counts: to their group without script, to just these with it.
 *
 * @param text the number
 * @param href where the group is
 * @param states which states' rows, by their place in {@link ShownState}; empty for all
 * @param filter the tokens of the rows
 * @param search the text of the rows
 * @param selects whether there are rows to select; if not, it leads to the words that say why
 */
public record Link(String text, String href, String states, String filter, String search, boolean selects) {

    static Link toState(StateCounts counts, ShownState state, String filter, String href) {
        return new Link(
                Words.number(counts.in(state.state())), href, Integer.toString(state.place()), filter, "", true);
    }

    static Link toUnknown(StateCounts counts, String filter) {
        return new Link(
                Words.number(counts.unknown()), "#rows", ordinals(ShownState.unknown().stream()), filter, "", true);
    }

    static Link toAction(StateCounts counts) {
        List<ShownState> states = List.of(ShownState.values());
        return new Link(
                Words.number(counts.total() - counts.in(ShownState.COMPLIANT.state())),
                "#rows",
                ordinals(states.stream().filter(state -> state != ShownState.COMPLIANT)),
                "",
                "",
                true);
    }

    static Link toAll(StateCounts counts, String filter) {
        return new Link(Words.number(counts.total()), "#rows", "", filter, "", true);
    }

    static Link toText(int nodes, String search) {
        return new Link(Words.number(nodes), "#rows", "", "", search, true);
    }

    /** To the words that say where these nodes are listed. */
    static Link toWords(int nodes) {
        return new Link(Words.number(nodes), "#rows", "", "", "", false);
    }

    private static String ordinals(Stream<ShownState> states) {
        return states.map(state -> Integer.toString(state.place())).collect(Collectors.joining(" "));
    }
}
