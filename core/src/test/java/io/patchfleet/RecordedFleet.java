package io.patchfleet;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.patchfleet.model.Actor;
import io.patchfleet.plan.FleetPlan;
import io.patchfleet.simulator.SimulatedAws;
import io.patchfleet.spec.FleetSpec;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** A fleet on recorded answers of AWS, and what comes of each of their members. */
final class RecordedFleet implements AutoCloseable {

    static final String HERE = "eu-central-1";
    static final String SPEC = "bank";
    /** The one baseline of the recorded list that is not AWS's own. */
    static final String BASELINE = "pb-0ad00e0dd7EXAMPLE";

    private static final String TAGS = "ListTagsForResource";
    /** Another one in each call: tokens, and times that are counted back from it. */
    private static final Pattern TOKEN =
            Pattern.compile("\"ClientToken\":\"[^\"]*\",?|\"Key\":\"ExecutedAfter\",\"Values\":\\[\"[^\"]*\"]");

    private final CannedAws aws = new CannedAws();
    private final Map<String, Recorded> answers = new ConcurrentHashMap<>();
    private final Map<String, Map<String, String>> tags = new HashMap<>();
    /** What was asked, word for word but for tokens. */
    private final Set<String> asked = new ConcurrentSkipListSet<>();

    /** Its time alone: pages that are paced are read at once. */
    private final SimulatedAws time = SimulatedAws.builder().nodes(0).build();

    private final PatchFleet fleet = PatchFleet.builder()
            .regions(HERE)
            .executor(time.scheduler())
            .time(time.clock(), time.scheduler())
            .credentials(StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
            .httpClient(aws)
            .actor(() -> Actor.named("tester"))
            .build();

    RecordedFleet() {
        aws.answer(TAGS, this::tagsOf);
        answer("RegisterDefaultPatchBaseline", new Recorded("{}"));
    }

    PatchFleet fleet() {
        return fleet;
    }

    RecordedFleet answer(String operation, Recorded answer) {
        answers.put(operation, answer);
        aws.answer(operation, body -> {
            asked.add(operation + " " + TOKEN.matcher(body).replaceAll(""));
            return answer.text();
        });
        return this;
    }

    /** Two pages of an answer. */
    void answer(String operation, Recorded first, Recorded last) {
        String more = first.text().replaceFirst("\\{", "{\"NextToken\":\"more\",");
        aws.answer(operation, body -> body.contains("\"NextToken\":\"more\"") ? last.text() : more);
    }

    /** Instances that EC2 knows. */
    void instances(String reservations) {
        aws.answer(
                "DescribeInstances",
                body -> "<DescribeInstancesResponse>" + reservations + "</DescribeInstancesResponse>");
    }

    /** What an operation answers at the moment. */
    Recorded recorded(String operation) {
        return Objects.requireNonNull(answers.get(operation), operation);
    }

    /** The calls that were made, with what was asked. */
    Set<String> asked() {
        return asked;
    }

    /** A resource that carries the spec's tag. */
    RecordedFleet owned(String id) {
        return tag(id, "patchfleet:spec", SPEC);
    }

    RecordedFleet tag(String id, String key, String value) {
        tags.computeIfAbsent(id, any -> new TreeMap<>()).put(key, value);
        return this;
    }

    private String tagsOf(String body) {
        asked.add(TAGS + " " + body);
        return tags.entrySet().stream()
                .filter(resource -> body.contains(resource.getKey()))
                .flatMap(resource -> resource.getValue().entrySet().stream())
                .map(tag -> "{\"Key\":\"" + tag.getKey() + "\",\"Value\":\"" + tag.getValue() + "\"}")
                .collect(Collectors.joining(",", "{\"TagList\":[", "]}"));
    }

    /** What would be done if nothing were declared. */
    static String destroy(PatchFleet fleet) {
        return told(fleet.planDestroy(FleetSpec.builder(SPEC).build()));
    }

    /** The same, done. */
    static String destroyed(PatchFleet fleet) {
        FleetPlan plan = fleet.planDestroy(FleetSpec.builder(SPEC).build());
        return told(plan) + fleet.apply(plan);
    }

    /** Every change, field by field, and what could not be read. */
    static String told(FleetPlan plan) {
        return plan.changes().stream()
                .map(change -> change + " " + change.fields() + " " + change.why())
                .collect(Collectors.joining("\n", "", "\n" + plan.gaps()));
    }

    /**
     * The members of an answer that make no difference when they say something else. Each is also left out once, over
     * which nothing may fall.
     */
    Set<String> unread(String operation, Function<PatchFleet, String> work) {
        Recorded answer = recorded(operation);
        String before = effect(work);
        Set<String> unread = new TreeSet<>();
        for (String member : answer.members()) {
            answer(operation, answer.changed(member));
            if (effect(work).equals(before)) {
                unread.add(member);
            }
            answer(operation, answer.without(member));
            String without = effect(work);
            assertFalse(without.contains("NullPointerException"), () -> member + ": " + without);
        }
        answer(operation, answer);
        return unread;
    }

    /** The members of an answer that do make one. */
    Set<String> read(String operation, Function<PatchFleet, String> work) {
        Set<String> read = new TreeSet<>(recorded(operation).members());
        read.removeAll(unread(operation, work));
        return read;
    }

    /** What was found, and what else was asked because of it. */
    private String effect(Function<PatchFleet, String> work) {
        asked.clear();
        String found = work.apply(fleet);
        return found + asked;
    }

    /** With its times as the service sends them, where the AWS CLI printed them as text. */
    static Recorded onTheWire(Recorded printed) {
        Recorded wire = printed;
        for (String member : printed.members()) {
            if (member.endsWith("Time")) {
                wire = wire.with(
                        member, OffsetDateTime.parse(printed.text(member)).toInstant());
            }
        }
        return wire;
    }

    @Override
    public void close() {
        fleet.close();
        time.close();
    }
}
