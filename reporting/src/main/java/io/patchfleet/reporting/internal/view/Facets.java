package io.patchfleet.reporting.internal.view;

import io.patchfleet.compliance.FleetCompliance;
import io.patchfleet.compliance.NodeCompliance;
import io.patchfleet.compliance.ScopeCompliance;
import io.patchfleet.reporting.report.ComplianceReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** By what a report tells nodes apart. */
public record Facets(Facet account, Facet region, Facet environment, Facet system, List<Facet> tags) {

    public static Facets of(ComplianceReport report) {
        FleetCompliance fleet = report.compliance();
        List<Facet> tags = new ArrayList<>();
        for (String tag : report.groupedBy()) {
            Function<NodeCompliance, String> value = node -> Words.tagValue(
                    node.node(), Optional.ofNullable(node.node().tags().get(tag)));
            tags.add(new Facet(
                    "t" + tags.size() + "v", tag, "No tag", fleet.nodes().map(value), value));
        }
        return new Facets(
                place(
                        fleet,
                        "a",
                        "Account",
                        scope -> scope.scope().account(),
                        node -> node.id().scope().account()),
                place(
                        fleet,
                        "r",
                        "Region",
                        scope -> scope.scope().region(),
                        node -> node.id().scope().region()),
                facet(
                        fleet,
                        "e",
                        "Environment",
                        node -> Words.tagValue(node.node(), node.node().environment())),
                facet(fleet, "o", "System", node -> Words.system(node.node())),
                tags);
    }

    private static Facet facet(
            FleetCompliance fleet, String prefix, String label, Function<NodeCompliance, String> value) {
        return new Facet(prefix, label, "No tag", fleet.nodes().map(value), value);
    }

    /** Also the places of which nothing could be read. */
    private static Facet place(
            FleetCompliance fleet,
            String prefix,
            String label,
            Function<ScopeCompliance, String> ofScope,
            Function<NodeCompliance, String> ofNode) {
        Stream<String> values = Stream.concat(
                fleet.scopes().stream().map(ofScope), fleet.nodes().map(ofNode));
        return new Facet(prefix, label, "", values, ofNode);
    }

    public List<Facet> all() {
        List<Facet> all = new ArrayList<>(List.of(account, region, environment, system));
        all.addAll(tags);
        return all;
    }

    /** All tokens of a node. */
    public String tokens(NodeCompliance node) {
        return all().stream().map(facet -> facet.token(facet.of(node))).collect(Collectors.joining(" "));
    }
}
