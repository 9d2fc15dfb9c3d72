package io.patchfleet.plan;

import io.patchfleet.model.Gap;
import io.patchfleet.model.Printable;
import io.patchfleet.model.Scope;
import io.patchfleet.plan.Change.Action;
import io.patchfleet.plan.Change.Field;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A plan as it is read by whoever reviews it. Scopes in which the same would be done share one part, in which their
 * account and Region stand as {@code {account}} and {@code {region}}, and the ids of their baselines, each scope's its
 * own, as {@code {id}}.
 */
final class PlanText {

    private static final Pattern BACKTICKS = Pattern.compile("`+");
    private static final Pattern BASELINE_ID = Pattern.compile("(?:arn:[^ ]+:patchbaseline/)?\\bpb-[0-9a-f]{17}\\b");
    private static final int SCOPES_SHOWN = 4;
    private static final int SHORTEST_FENCE = 3;

    private PlanText() {}

    /** For a terminal. */
    static String of(FleetPlan plan) {
        List<String> lines = new ArrayList<>();
        lines.add(headline(plan));
        lines.add(hash(plan));
        lines.addAll(body(plan));
        return String.join("\n", lines);
    }

    /** For a comment: the headline, and the rest as a block in which nothing is markup. */
    static String markdown(FleetPlan plan, int limit) {
        List<String> lines = body(plan);
        String fence = fence(lines);
        String open = headline(plan) + "\n\n" + hash(plan) + "\n\n" + fence + "diff";
        StringBuilder text = new StringBuilder(open);
        int shown = 0;
        for (String line : lines) {
            String rest = "\n… " + (lines.size() - shown) + " more lines";
            if (text.length() + line.length() + rest.length() + fence.length() + 2 > limit) {
                text.append(rest);
                break;
            }
            text.append('\n').append(line);
            shown++;
        }
        return text.append('\n').append(fence).toString();
    }

    private static String fence(List<String> lines) {
        int longest = SHORTEST_FENCE - 1;
        Matcher backticks = BACKTICKS.matcher(String.join("\n", lines));
        while (backticks.find()) {
            longest = Math.max(longest, backticks.end() - backticks.start());
        }
        return "`".repeat(longest + 1);
    }

    private static String headline(FleetPlan plan) {
        Map<Action, Long> counts = plan.changes().stream()
                .collect(Collectors.groupingBy(
                        Change::action, () -> new EnumMap<>(Action.class), Collectors.counting()));
        String what = counts.entrySet().stream()
                .map(count -> count.getValue() + " "
                        + (count.getKey() == Action.KEEP
                                ? "as declared"
                                : "to " + count.getKey().name().toLowerCase(Locale.ROOT)))
                .collect(Collectors.joining(", "));
        String of = plan.purpose() == FleetPlan.Purpose.DESTROY ? "Plan to destroy " : "Plan for ";
        String gaps = plan.gaps().isEmpty() ? "" : " Not everything is known or possible.";
        return of + Printable.of(plan.spec().name()) + ": " + (what.isEmpty() ? "nothing is there" : what) + "." + gaps;
    }

    /** By which whoever applies it knows that it is what was read. */
    private static String hash(FleetPlan plan) {
        return "Hash: " + plan.hash();
    }

    /** What is not known first, so that it is the last to be cut. */
    private static List<String> body(FleetPlan plan) {
        Map<List<String>, List<Scope>> parts = new LinkedHashMap<>();
        Map<Scope, List<String>> ofScopes = new LinkedHashMap<>();
        plan.changes().stream()
                .filter(Change::isNeeded)
                .forEach(change -> ofScopes.computeIfAbsent(change.scope(), scope -> new ArrayList<>())
                        .addAll(lines(change)));
        ofScopes.forEach((scope, lines) -> parts.computeIfAbsent(withoutIds(lines), key -> new ArrayList<>())
                .add(scope));
        List<String> body = new ArrayList<>();
        if (!plan.gaps().isEmpty()) {
            body.add("");
            body.add("Not known, or not possible:");
            plan.gaps().stream().map(Gap::toString).forEach(gap -> body.add("  " + gap));
        }
        parts.forEach((lines, scopes) -> {
            body.add("");
            body.add(where(scopes));
            body.addAll(scopes.size() == 1 ? ofScopes.getOrDefault(scopes.get(0), lines) : lines);
        });
        return body;
    }

    private static List<String> withoutIds(List<String> lines) {
        return lines.stream()
                .map(line -> BASELINE_ID.matcher(line).replaceAll("{id}"))
                .toList();
    }

    private static String where(List<Scope> scopes) {
        String shown = scopes.stream().limit(SCOPES_SHOWN).map(Scope::toString).collect(Collectors.joining(", "));
        int more = scopes.size() - SCOPES_SHOWN;
        return "In " + shown + (more > 0 ? " and " + more + " more" : "") + ":";
    }

    private static List<String> lines(Change change) {
        List<String> lines = new ArrayList<>();
        lines.add(sign(change.action()) + " " + change.kind() + " " + Printable.of(change.name())
                + (isPlain(change) ? "" : "  (" + Printable.of(change.why()) + ")"));
        change.fields().forEach(field -> lines.add("      " + line(field, change)));
        return lines;
    }

    /** Most of what is created needs no reason. */
    private static boolean isPlain(Change change) {
        return change.action() == Action.CREATE && change.why().endsWith("not there");
    }

    private static String sign(Action action) {
        return switch (action) {
            case CREATE -> "  +";
            case UPDATE -> "  ~";
            case REPLACE -> "-/+";
            case ADOPT -> "  <";
            case DELETE -> "  -";
            case KEEP -> "   ";
        };
    }

    private static String line(Field field, Change change) {
        String path = Printable.of(field.path()) + ": ";
        if (field.before().isEmpty() || field.after().isEmpty()) {
            boolean removed = field.after().isEmpty() && change.action() != Action.DELETE;
            String value = value(field.before().or(field::after), change.scope());
            return path + value + (removed ? " -> (nothing)" : "");
        }
        return path + value(field.before(), change.scope()) + " -> " + value(field.after(), change.scope());
    }

    /** Names of roles and topics hold account and Region, and are the same in all scopes but for these. */
    private static String value(Optional<String> value, Scope scope) {
        return Printable.of(value.orElse(""))
                .replace(scope.account(), "{account}")
                .replace(scope.region(), "{region}");
    }
}
