package io.patchfleet.reporting.internal.html;

import io.patchfleet.compliance.FleetCompliance;
import io.patchfleet.compliance.NodeCompliance;
import io.patchfleet.compliance.NodeState;
import io.patchfleet.reporting.internal.view.ShownState;
import io.patchfleet.reporting.internal.view.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The rows of nodes, in groups that stand together. Rows are made as they are drawn. */
public final class NodeGroups {

    private final FleetCompliance fleet;
    private final List<NodeCompliance> ranked;
    private final Function<NodeCompliance, NodeView> view;

    NodeGroups(FleetCompliance fleet, List<NodeCompliance> ranked, Function<NodeCompliance, NodeView> view) {
        this.fleet = fleet;
        this.ranked = ranked;
        this.view = view;
    }

    /** What needs somebody, state by state. */
    List<Group> byState() {
        List<Group> groups = new ArrayList<>();
        for (ShownState state : ShownState.values()) {
            int nodes = fleet.counts().in(state.state());
            if (state != ShownState.COMPLIANT && nodes > 0) {
                groups.add(group("rows-" + state.code(), state.label() + ": " + Words.number(nodes), ofState(state)));
            }
        }
        return groups;
    }

    /** What needs somebody, scope by scope. */
    List<Group> byScope() {
        Map<String, List<NodeCompliance>> byScope = new LinkedHashMap<>();
        fleet.scopes().forEach(scope -> byScope.put(scope.scope().toString(), new ArrayList<>()));
        ranked.stream()
                .filter(node -> node.state() != NodeState.COMPLIANT)
                .forEach(node -> byScope.computeIfAbsent(node.id().scope().toString(), k -> new ArrayList<>())
                        .add(node));
        List<Group> groups = new ArrayList<>();
        byScope.forEach((scope, nodes) -> {
            if (!nodes.isEmpty()) {
                NodeView first = view.apply(nodes.get(0));
                String title = first.account() + ", " + first.region() + ": " + Words.number(nodes.size())
                        + " not compliant or not known";
                groups.add(group("rows-" + scope, title, nodes));
            }
        });
        return groups;
    }

    Group compliant() {
        List<NodeCompliance> nodes = ofState(ShownState.COMPLIANT);
        return group("rows-ok", Words.count(nodes.size(), "compliant node"), nodes);
    }

    private List<NodeCompliance> ofState(ShownState state) {
        return ranked.stream().filter(node -> node.state() == state.state()).toList();
    }

    private Group group(String id, String title, List<NodeCompliance> nodes) {
        return new Group(id, title, () -> nodes.stream().map(view).iterator());
    }

    /**
     * Rows that stand together.
     *
     * @param id their anchor
     * @param title what they are, and how many
     * @param nodes made as they are drawn
     */
    public record Group(String id, String title, Iterable<NodeView> nodes) {}
}
