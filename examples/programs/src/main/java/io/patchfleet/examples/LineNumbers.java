package io.patchfleet.examples;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** In which line of a YAML document each field stands, by the paths in which the library names fields. */
final class LineNumbers {

    private static final Pattern PLAIN_NAME = Pattern.compile("[\\p{L}\\p{N}_-]+");

    private final Map<String, Integer> lines = new HashMap<>();
    private final Set<Node> within = new HashSet<>();

    private final String file;

    private LineNumbers(String file) {
        this.file = file;
    }

    /**
     * Looks through a document.
     *
     * @throws WrongFileException if something in it stands within itself
     */
    static LineNumbers of(Node root, String file) {
        LineNumbers lines = new LineNumbers(file);
        lines.lines.put("", line(root));
        lines.add("", root);
        return lines;
    }

    /** The line of a field, or of the nearest thing around it that is there. */
    int of(String path) {
        String nearest = path;
        while (!lines.containsKey(nearest)) {
            nearest = nearest.substring(0, Math.max(0, Math.max(nearest.lastIndexOf('.'), nearest.lastIndexOf('['))));
        }
        return lines.getOrDefault(nearest, 1);
    }

    private void add(String path, Node node) {
        if (!within.add(node)) {
            throw new WrongFileException(List.of(file + ":" + line(node) + ": this stands within itself"));
        }
        if (node instanceof MappingNode mapping) {
            for (NodeTuple field : mapping.getValue()) {
                if (field.getKeyNode() instanceof ScalarNode key) {
                    put(below(path, key.getValue()), field.getKeyNode(), field.getValueNode());
                }
            }
        } else if (node instanceof SequenceNode sequence) {
            List<Node> items = sequence.getValue();
            for (int i = 0; i < items.size(); i++) {
                put(path + "[" + i + "]", items.get(i), items.get(i));
            }
        }
        within.remove(node);
    }

    private void put(String path, Node place, Node value) {
        lines.put(path, line(place));
        add(path, value);
    }

    private static String below(String path, String name) {
        if (PLAIN_NAME.matcher(name).matches()) {
            return path.isEmpty() ? name : path + "." + name;
        }
        return path + "[\"" + name + "\"]";
    }

    private static int line(Node node) {
        return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }
}
