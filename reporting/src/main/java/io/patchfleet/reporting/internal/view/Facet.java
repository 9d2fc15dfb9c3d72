package io.patchfleet.reporting.internal.view;

import io.patchfleet.compliance.NodeCompliance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** Something by which nodes are told apart: their account, their environment, a tag. */
public final class Facet {

    private final String prefix;
    private final String label;
    private final String absent;
    private final Function<NodeCompliance, String> value;
    private final Map<String, Integer> values = new TreeMap<>();

    /**
     * @param prefix what its tokens begin with
     * @param label what it is called
     * @param absent what a node without a value is said to have
     * @param values all the values that there are
     * @param value a node's value; empty if it has none
     */
    Facet(String prefix, String label, String absent, Stream<String> values, Function<NodeCompliance, String> value) {
        this.prefix = prefix;
        this.label = label;
        this.absent = absent;
        this.value = value;
        for (String each : values.collect(TreeSet<String>::new, TreeSet::add, TreeSet::addAll)) {
            this.values.put(each, this.values.size());
        }
    }

    public String label() {
        return label;
    }

    /** The node's value; empty if it has none. */
    public String of(NodeCompliance node) {
        return value.apply(node);
    }

    /** A value as readers see it. */
    public String shown(String value) {
        return value.isEmpty() ? absent : value;
    }

    /** A short word that stands for the value in filters, whatever strange text the value is. */
    public String token(String value) {
        Integer index = values.get(value);
        if (index == null) {
            throw new IllegalArgumentException("no node has this " + label);
        }
        return prefix + index;
    }

    public List<String> values() {
        return new ArrayList<>(values.keySet());
    }
}
