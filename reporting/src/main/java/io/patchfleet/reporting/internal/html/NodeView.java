package io.patchfleet.reporting.internal.html;

import io.patchfleet.compliance.NodeCompliance;
import io.patchfleet.compliance.NodeCompliance.Counts;
import io.patchfleet.compliance.PatchStatus;
import io.patchfleet.reporting.internal.view.Accounts;
import io.patchfleet.reporting.internal.view.Facet;
import io.patchfleet.reporting.internal.view.Facets;
import io.patchfleet.reporting.internal.view.PatchEffect;
import io.patchfleet.reporting.internal.view.ShownState;
import io.patchfleet.reporting.internal.view.Times;
import io.patchfleet.reporting.internal.view.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** A node as the page draws it. */
public final class NodeView {

    private static final int SHORT = 200;

    private final NodeCompliance node;
    private final Accounts accounts;
    private final Facets facets;
    private final Times times;
    private final Instant at;

    NodeView(NodeCompliance node, Accounts accounts, Facets facets, Times times, Instant at) {
        this.node = node;
        this.accounts = accounts;
        this.facets = facets;
        this.times = times;
        this.at = at;
    }

    /** Its anchor. */
    public String anchor() {
        return node.id().toString();
    }

    public String id() {
        return node.id().id();
    }

    /** Its name, or its id if it has none. */
    public String name() {
        return node.node().name().filter(name -> !name.isBlank()).orElse(id());
    }

    public ShownState state() {
        return ShownState.of(node.state());
    }

    /** The tokens by which the script filters. */
    public String tokens() {
        return "s" + state().place() + " " + facets.tokens(node);
    }

    public String environment() {
        String environment = Words.tagValue(node.node(), node.node().environment());
        return environment.isEmpty() ? "No tag" : environment;
    }

    public String account() {
        return accounts.nameOrId(node.id().scope().account());
    }

    public String region() {
        return node.id().scope().region();
    }

    public String platform() {
        return Words.platform(node.node());
    }

    public String critical() {
        return number(Counts::criticalNonCompliant);
    }

    public String security() {
        return number(Counts::securityNonCompliant);
    }

    public String other() {
        return number(Counts::otherNonCompliant);
    }

    public String missing() {
        return number(Counts::missing);
    }

    public String failed() {
        return number(Counts::failed);
    }

    public String rejected() {
        return number(Counts::rejected);
    }

    public String reboot() {
        return number(Counts::pendingReboot);
    }

    private String number(ToIntFunction<Counts> number) {
        return node.counts()
                .map(counts -> number.applyAsInt(counts))
                .map(count -> count == 0 ? "·" : Words.number(count))
                .orElse("–");
    }

    public Optional<Instant> lastLook() {
        return node.lastLook();
    }

    /** How long ago it was looked at; that it never was; or that nobody could say. */
    public String lastLookAge() {
        return node.lastLook()
                .map(look -> Words.age(Duration.between(look, at)) + " ago")
                .orElseGet(() -> state() == ShownState.UNREADABLE ? "unknown" : "never");
    }

    /** What else is to be said of it: the reason of its state, and its facts. */
    public List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        node.reason().ifPresent(remarks::add);
        for (NodeCompliance.Fact fact : node.facts()) {
            if (fact == NodeCompliance.Fact.REBOOT_PENDING) {
                remarks.add(Words.fact(fact)
                        + node.rebootPendingSince()
                                .map(since -> " since " + times.day(since))
                                .orElse(""));
            } else {
                remarks.add(Words.fact(fact));
            }
        }
        return remarks;
    }

    /** The values of the tags by which the report groups. */
    public List<Tag> tags() {
        List<Tag> tags = new ArrayList<>();
        for (Facet facet : facets.tags()) {
            String value = facet.of(node);
            if (!value.isEmpty()) {
                tags.add(new Tag(facet.label(), value));
            }
        }
        return tags;
    }

    public List<PatchView> patches() {
        return node.patches().stream().flatMap(List::stream).map(PatchView::new).toList();
    }

    /** The gravest patch that it lacks. */
    public Optional<PatchView> startWith() {
        return PatchEffect.lacking(node).stream().findFirst().map(PatchView::new);
    }

    /** Whether a text is so long that it would push everything else away. */
    public static boolean isLong(String text) {
        return text.length() > SHORT;
    }

    /** The beginning of a long text. */
    public static String beginning(String text) {
        return text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, SHORT))) + "…";
    }

    /**
     * A tag.
     *
     * @param key its key
     * @param value its value
     */
    public record Tag(String key, String value) {}

    /**
     * A patch as the page draws it.
     *
     * @param patch the patch
     */
    public record PatchView(PatchStatus patch) {

        public String name() {
            return PatchEffect.name(patch);
        }

        /** The title, unless it says the name again. */
        public String title() {
            return patch.title().equals(name()) ? "" : patch.title();
        }

        /** What else there is to say, in one line. */
        public String details() {
            List<String> details = new ArrayList<>();
            details.add(Words.patchState(patch.state()));
            patch.classification().ifPresent(details::add);
            details.add("severity " + Words.severity(patch.severity()).toLowerCase(Locale.ENGLISH));
            details.addAll(patch.cves());
            return String.join(" · ", details);
        }
    }
}
