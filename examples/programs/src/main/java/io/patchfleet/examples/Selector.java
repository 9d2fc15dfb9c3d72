package io.patchfleet.examples;

import io.patchfleet.model.NodeId;
import io.patchfleet.model.Problem;
import io.patchfleet.model.Scope;
import io.patchfleet.target.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;

/**
 * Nodes by what they carry or are called.
 *
 * @param kind by what
 * @param values any of these is enough; of a tag, the first has the key before it
 */
record Selector(Kind kind, List<String> values) {

    private static final String ALLOWED =
            "tag:KEY=VALUE, group:NAME, resource-group:NAME or id:ACCOUNT/REGION/ID, several of them separated by"
                    + " commas";

    /** By what nodes are chosen. */
    enum Kind {
        TAG("tag:"),
        GROUP("group:"),
        RESOURCE_GROUP("resource-group:"),
        ID("id:");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }

        private static Optional<Kind> of(String text) {
            return Arrays.stream(values())
                    .filter(kind -> text.startsWith(kind.prefix))
                    .findFirst();
        }
    }

    Target target(SiteOptions site) {
        return switch (kind) {
            case TAG -> tag();
            case GROUP -> Target.patchGroup(values.toArray(String[]::new));
            case RESOURCE_GROUP ->
                values.stream().map(Target::resourceGroup).reduce(Target::or).orElseThrow();
            case ID -> Target.ids(values.stream().flatMap(id -> ids(id, site)).toList());
        };
    }

    private Target tag() {
        Values.TagValue first = new Values.KeyAndValue().convert(values.get(0));
        Stream<String> others = values.stream().skip(1);
        return Target.tag(
                first.key(), Stream.concat(Stream.of(first.value()), others).toArray(String[]::new));
    }

    /** Where an id does not say where it is, it may be anywhere that was named: it is there once at most. */
    private static Stream<NodeId> ids(String id, SiteOptions site) {
        if (id.contains("/")) {
            return Stream.of(NodeId.parse(id));
        }
        List<Scope> named = site.scopes();
        Problem.refuseUnless(
                !named.isEmpty(), "node", id, "id:ACCOUNT/REGION/ID; the ID alone beside --accounts and --regions");
        return named.stream().map(scope -> new NodeId(scope, id));
    }

    /** Reads selectors. */
    static final class Selectors implements ITypeConverter<Values.Several<Selector>> {
        @Override
        public Values.Several<Selector> convert(String text) {
            List<Selector> read = new ArrayList<>();
            for (String part : text.split(",", -1)) {
                Optional<Kind> kind = Kind.of(part);
                String value = part.substring(kind.map(k -> k.prefix.length()).orElse(0));
                if (value.isBlank() || (kind.isEmpty() && read.isEmpty())) {
                    throw Values.wrong(part, ALLOWED);
                }
                if (kind.filter(Kind.TAG::equals).isPresent()) {
                    new Values.KeyAndValue().convert(value);
                }
                Selector next = kind.map(k -> new Selector(k, List.of(value)))
                        .orElseGet(() -> read.remove(read.size() - 1).or(value));
                read.add(next);
            }
            return new Values.Several<>(new LinkedHashSet<>(read));
        }
    }

    private Selector or(String value) {
        return new Selector(
                kind, Stream.concat(values.stream(), Stream.of(value)).toList());
    }
}
