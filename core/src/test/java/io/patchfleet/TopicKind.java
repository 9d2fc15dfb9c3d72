package io.patchfleet;

import static io.patchfleet.model.IamPolicy.Statement.allow;

import io.patchfleet.model.IamPolicy;
import io.patchfleet.model.Problem;
import io.patchfleet.model.Verb;
import io.patchfleet.spec.FleetSpec.Declared;
import io.patchfleet.spi.ResourceKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.Tag;

/** SNS topics, as an application would contribute them: AWS tags them, and their names cannot change. */
final class TopicKind implements ResourceKind {

    static final String NAME = "topic";
    private static final String DISPLAY_NAME = "DisplayName";
    private static final String SIGNATURE = "SignatureVersion";
    private static final int LONGEST_DISPLAY_NAME = 100;

    static Declared topic(String name, Map<String, String> properties) {
        return new Resource(NAME, name, new TreeMap<>(properties));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Problem> check(Declared declared) {
        String displayName = declared.properties().getOrDefault(DISPLAY_NAME, "");
        return displayName.length() <= LONGEST_DISPLAY_NAME
                ? List.of()
                : List.of(new Problem(DISPLAY_NAME, displayName, "at most 100 characters"));
    }

    @Override
    public CompletionStage<List<Found>> read(Context context) {
        return context.read(
                        SnsClient.class,
                        "sns:ListTopics",
                        sns -> sns.listTopics().topics())
                .thenCompose(topics -> {
                    List<CompletableFuture<Found>> reading = topics.stream()
                            .map(topic -> read(context, topic.topicArn()).toCompletableFuture())
                            .toList();
                    return CompletableFuture.allOf(reading.toArray(CompletableFuture[]::new))
                            .thenApply(done -> reading.stream()
                                    .map(CompletableFuture::join)
                                    .toList());
                });
    }

    private static CompletionStage<Found> read(Context context, String arn) {
        CompletionStage<Map<String, String>> attributes = context.read(
                SnsClient.class,
                "sns:GetTopicAttributes",
                sns -> sns.getTopicAttributes(r -> r.topicArn(arn)).attributes());
        CompletionStage<List<Tag>> tags = context.read(
                SnsClient.class,
                "sns:ListTagsForResource",
                sns -> sns.listTagsForResource(r -> r.resourceArn(arn)).tags());
        return attributes.thenCombine(tags, (read, of) -> {
            SortedMap<String, String> properties = new TreeMap<>();
            for (String property : List.of(DISPLAY_NAME, SIGNATURE)) {
                Optional.ofNullable(read.get(property))
                        .filter(value -> !value.isEmpty())
                        .ifPresent(value -> properties.put(property, value));
            }
            SortedMap<String, String> all = new TreeMap<>();
            of.forEach(tag -> all.put(tag.key(), tag.value()));
            return Found.tagged(arn.substring(arn.lastIndexOf(':') + 1), arn, properties, all);
        });
    }

    @Override
    public CompletionStage<String> make(Context context, Meant meant) {
        return meant.found()
                .map(there -> change(context, there, meant))
                .orElseGet(() -> context.change(
                        SnsClient.class,
                        "sns:CreateTopic",
                        "topic " + meant.declared().name(),
                        true,
                        sns -> sns.createTopic(r -> r.name(meant.declared().name())
                                        .attributes(meant.declared().properties())
                                        .tags(tags(meant)))
                                .topicArn()));
    }

    private static CompletionStage<String> change(Context context, Found there, Meant meant) {
        String displayName = meant.declared().properties().getOrDefault(DISPLAY_NAME, "");
        CompletionStage<?> named = context.change(
                SnsClient.class,
                "sns:SetTopicAttributes",
                "topic " + there.name(),
                true,
                sns -> sns.setTopicAttributes(
                        r -> r.topicArn(there.id()).attributeName(DISPLAY_NAME).attributeValue(displayName)));
        CompletionStage<?> untagged = meant.droppedTags().isEmpty()
                ? named
                : named.thenCompose(done -> context.change(
                        SnsClient.class,
                        "sns:UntagResource",
                        "topic " + there.name(),
                        true,
                        sns -> sns.untagResource(r -> r.resourceArn(there.id()).tagKeys(meant.droppedTags()))));
        return untagged.thenCompose(done -> context.change(
                        SnsClient.class,
                        "sns:TagResource",
                        "topic " + there.name(),
                        true,
                        sns -> sns.tagResource(r -> r.resourceArn(there.id()).tags(tags(meant)))))
                .thenApply(done -> there.id());
    }

    private static List<Tag> tags(Meant meant) {
        List<Tag> tags = new ArrayList<>();
        meant.tags()
                .forEach((key, value) ->
                        tags.add(Tag.builder().key(key).value(value).build()));
        return tags;
    }

    @Override
    public CompletionStage<?> remove(Context context, Found found) {
        return context.change(
                SnsClient.class,
                "sns:DeleteTopic",
                "topic " + found.name(),
                true,
                sns -> sns.deleteTopic(r -> r.topicArn(found.id())));
    }

    @Override
    public boolean isChangeable(String property) {
        return !property.equals(SIGNATURE);
    }

    @Override
    public IamPolicy iamPolicy(Verb verb, String partition) {
        IamPolicy planning = IamPolicy.of(
                allow(List.of("*"), "sns:ListTopics"),
                allow(List.of("arn:" + partition + ":sns:*:*:*"), "sns:GetTopicAttributes", "sns:ListTagsForResource"));
        return verb == Verb.PLAN
                ? planning
                : planning.plus(IamPolicy.of(allow(
                        List.of("arn:" + partition + ":sns:*:*:*"),
                        "sns:CreateTopic",
                        "sns:DeleteTopic",
                        "sns:SetTopicAttributes",
                        "sns:TagResource",
                        "sns:UntagResource")));
    }

    /** What a test declares. */
    record Resource(String kind, String name, SortedMap<String, String> properties) implements Declared {}
}
