package io.patchfleet.examples;

import io.patchfleet.model.InvalidInputException;
import io.patchfleet.model.Problem;
import io.patchfleet.spec.FleetSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.constructor.StandardConstructor;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * A spec and where in its file its fields stand. The file is YAML, of which JSON is a part.
 *
 * @param spec the spec
 * @param name the file's name, as it was given
 * @param lines where the fields stand
 */
record SpecFile(FleetSpec spec, String name, LineNumbers lines) {

    /** Every alias can double what is behind it; people need few. */
    private static final int MOST_ALIASES = 20;

    /**
     * Reads a spec.
     *
     * @param file the file's name
     * @param text what stands in it
     * @return the spec
     * @throws WrongFileException with a line for each problem: file, line, field, value and what is allowed
     */
    static SpecFile read(Path file, String text) {
        String name = file.toString();
        LoadSettings settings = LoadSettings.builder()
                .setMaxAliasesForCollections(MOST_ALIASES)
                .setLabel(name)
                .build();
        Node root = compose(settings, name, text);
        LineNumbers lines = LineNumbers.of(root, name);
        try {
            return new SpecFile(FleetSpec.fromTree(tree(settings, name, root)), name, lines);
        } catch (InvalidInputException e) {
            throw new WrongFileException(e.problems().stream()
                    .map(problem -> place(name, lines, problem.path()) + ": " + problem)
                    .toList());
        }
    }

    /** The file and the line of a field, or of what it would stand in: {@code fleet.yaml:12}. */
    String place(Problem problem) {
        return place(name, lines, problem.path());
    }

    private static String place(String name, LineNumbers lines, String path) {
        return name + ":" + lines.of(path);
    }

    private static Node compose(LoadSettings settings, String name, String text) {
        try {
            // Tabs may stand between the parts of JSON, and nowhere else; YAML wants blanks there.
            String blanks = name.endsWith(".json") ? text.replace('\t', ' ') : text;
            return new Compose(settings)
                    .composeString(blanks)
                    .orElseThrow(() -> new WrongFileException(List.of(name + ":1: there is nothing in it")));
        } catch (YamlEngineException e) {
            throw wrong(name, e);
        }
    }

    private static Map<?, ?> tree(LoadSettings settings, String name, Node root) {
        try {
            Object tree = new StandardConstructor(settings).constructSingleDocument(Optional.of(root));
            if (tree instanceof Map<?, ?> map) {
                return map;
            }
            throw new WrongFileException(List.of(name + ":1: allowed is an object: format, name, …"));
        } catch (YamlEngineException e) {
            throw wrong(name, e);
        }
    }

    private static WrongFileException wrong(String name, YamlEngineException e) {
        if (e instanceof MarkedYamlEngineException marked
                && marked.getProblemMark().isPresent()) {
            return new WrongFileException(
                    List.of(name + ":" + (marked.getProblemMark().get().getLine() + 1) + ": " + marked.getProblem()));
        }
        return new WrongFileException(List.of(name + ": " + e.getMessage()));
    }
}
