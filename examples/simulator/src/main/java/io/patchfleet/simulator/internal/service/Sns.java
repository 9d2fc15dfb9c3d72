package io.patchfleet.simulator.internal.service;

import io.patchfleet.simulator.internal.world.AwsState;
import io.patchfleet.simulator.internal.world.Scope;
import io.patchfleet.simulator.internal.world.Topic;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Amazon SNS: topics, and what is published to them. Subscribers are listed, and nothing is delivered to them. */
final class Sns implements Service {

    private static final int PAGE = 100;
    private static final int LONGEST_SUBJECT = 100;
    private static final int LONGEST_MESSAGE = 256 * 1024;
    private static final Pattern NAME = Pattern.compile("[\\w-]{1,256}");

    /** Who has to confirm before a subscription counts. */
    private static final Set<String> CONFIRMING = Set.of("http", "https", "email", "email-json");

    private static final String PENDING = "pending confirmation";

    private final AwsState state;
    private final Scopes scopes;

    Sns(AwsState state, Scopes scopes) {
        this.state = state;
        this.scopes = scopes;
    }

    @Override
    public String name() {
        return "sns";
    }

    @Override
    public Map<String, Operation> operations() {
        Map<String, Operation> operations = new HashMap<>();
        operations.put("CreateTopic", this::createTopic);
        operations.put("DeleteTopic", this::deleteTopic);
        operations.put("ListTopics", this::listTopics);
        operations.put("GetTopicAttributes", this::getTopicAttributes);
        operations.put("SetTopicAttributes", this::setTopicAttributes);
        operations.put("Publish", this::publish);
        operations.put("Subscribe", this::subscribe);
        operations.put("ListSubscriptionsByTopic", this::listSubscriptionsByTopic);
        operations.put("TagResource", this::tagResource);
        operations.put("UntagResource", this::untagResource);
        operations.put("ListTagsForResource", this::listTagsForResource);
        return operations;
    }

    /** A topic that is there already is answered with, unless it was to be another. */
    private ObjectNode createTopic(Call call) {
        Input input = Input.of(call, "sns:CreateTopic", Set.of("Name", "Attributes", "Tags"));
        Scope scope = scopes.of(call);
        String name = input.required("Name");
        if (name.endsWith(".fifo")) {
            throw input.notPlayed("a FIFO topic");
        }
        if (!NAME.matcher(name).matches()) {
            throw invalid("Topic Name");
        }
        String arn = "arn:" + Scopes.partition(scope.region()) + ":sns:" + scope.region() + ":" + scope.account() + ":"
                + name;
        Map<String, String> attributes = input.textMap("Attributes");
        Map<String, String> tags = tags(input, Map.of());
        Topic topic = scope.topics().find(arn);
        if (topic == null) {
            scope.topics().add(new Topic(arn, attributes));
            scope.tags().add(arn, tags);
        } else if (!topic.attributes().entrySet().containsAll(attributes.entrySet())) {
            throw invalid("Attributes Reason: Topic already exists with different attributes");
        } else if (!tags.isEmpty() && !tags.equals(scope.tags().of(arn))) {
            throw invalid("Tags Reason: Topic already exists with different tags");
        }
        return Answer.object().put("TopicArn", arn);
    }

    private ObjectNode deleteTopic(Call call) {
        Input input = Input.of(call, "sns:DeleteTopic", Set.of("TopicArn"));
        Scope scope = scopes.of(call);
        scope.topics().remove(input.required("TopicArn"));
        scope.tags().forget(input.required("TopicArn"));
        return Answer.object();
    }

    private ObjectNode listTopics(Call call) {
        Input.of(call, "sns:ListTopics", Set.of("NextToken"));
        return page(
                call,
                "ListTopics",
                "Topics",
                List.copyOf(scopes.of(call).topics().all()),
                topic -> Answer.object().put("TopicArn", topic.arn()));
    }

    private ObjectNode getTopicAttributes(Call call) {
        Input input = Input.of(call, "sns:GetTopicAttributes", Set.of("TopicArn"));
        Topic topic = topic(call, input);
        long pending = topic.subscriptions().stream()
                .filter(subscription -> subscription.arn().equals(PENDING))
                .count();
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("TopicArn", topic.arn());
        attributes.put("Owner", call.account());
        attributes.put("DisplayName", "");
        attributes.put("SubscriptionsPending", String.valueOf(pending));
        attributes.put(
                "SubscriptionsConfirmed", String.valueOf(topic.subscriptions().size() - pending));
        attributes.put("SubscriptionsDeleted", "0");
        attributes.putAll(topic.attributes());
        ObjectNode answer = Answer.object();
        ObjectNode map = answer.putObject("Attributes");
        attributes.forEach(map::put);
        return answer;
    }

    private ObjectNode setTopicAttributes(Call call) {
        Input input = Input.of(call, "sns:SetTopicAttributes", Set.of("TopicArn", "AttributeName", "AttributeValue"));
        topic(call, input)
                .set(
                        input.required("AttributeName"),
                        input.text("AttributeValue").orElse(""));
        return Answer.object();
    }

    private ObjectNode publish(Call call) {
        Input input = Input.of(
                call, "sns:Publish", Set.of("TopicArn", "TargetArn", "Message", "Subject", "MessageAttributes"));
        String text = input.required("Message");
        String subject = input.text("Subject").orElse(null);
        if (text.isEmpty()) {
            throw invalid("Empty message");
        }
        if (text.getBytes(StandardCharsets.UTF_8).length > LONGEST_MESSAGE) {
            throw invalid("Message too long");
        }
        if (subject != null && (subject.isEmpty() || subject.length() > LONGEST_SUBJECT)) {
            throw invalid("Subject");
        }
        String arn = input.text("TopicArn").or(() -> input.text("TargetArn")).orElseThrow(() -> invalid("TopicArn"));
        Map<String, String> attributes = new LinkedHashMap<>();
        input.structures("MessageAttributes")
                .forEach((name, value) -> attributes.put(
                        name,
                        value.text("StringValue").orElseThrow(() -> value.notPlayed("a binary message attribute"))));
        String id = Publishing.publish(state, scopes.of(call), arn, subject, text, attributes);
        return Answer.object().put("MessageId", id);
    }

    private ObjectNode subscribe(Call call) {
        Input input =
                Input.of(call, "sns:Subscribe", Set.of("TopicArn", "Protocol", "Endpoint", "ReturnSubscriptionArn"));
        Topic topic = topic(call, input);
        String protocol = input.required("Protocol");
        String endpoint = input.text("Endpoint").orElseThrow(() -> invalid("Endpoint"));
        String arn = topic.arn() + ":" + scopes.of(call).newUuid();
        String known = CONFIRMING.contains(protocol) ? PENDING : arn;
        topic.add(new Topic.Subscription(known, protocol, endpoint));
        return Answer.object().put("SubscriptionArn", input.flag("ReturnSubscriptionArn") ? arn : known);
    }

    private ObjectNode listSubscriptionsByTopic(Call call) {
        Input input = Input.of(call, "sns:ListSubscriptionsByTopic", Set.of("TopicArn", "NextToken"));
        Topic topic = topic(call, input);
        return page(
                call,
                "ListSubscriptionsByTopic",
                "Subscriptions",
                topic.subscriptions(),
                subscription -> Answer.object()
                        .put(
                                "SubscriptionArn",
                                subscription.arn().equals(PENDING) ? "PendingConfirmation" : subscription.arn())
                        .put("Owner", call.account())
                        .put("Protocol", subscription.protocol())
                        .put("Endpoint", subscription.endpoint())
                        .put("TopicArn", topic.arn()));
    }

    private ObjectNode tagResource(Call call) {
        Input input = Input.of(call, "sns:TagResource", Set.of("ResourceArn", "Tags"));
        Scope scope = scopes.of(call);
        String arn = existing(scope, input);
        scope.tags().add(arn, tags(input, scope.tags().of(arn)));
        return Answer.object();
    }

    private ObjectNode untagResource(Call call) {
        Input input = Input.of(call, "sns:UntagResource", Set.of("ResourceArn", "TagKeys"));
        Scope scope = scopes.of(call);
        scope.tags().remove(existing(scope, input), input.texts("TagKeys"));
        return Answer.object();
    }

    private ObjectNode listTagsForResource(Call call) {
        Input input = Input.of(call, "sns:ListTagsForResource", Set.of("ResourceArn"));
        Scope scope = scopes.of(call);
        ObjectNode answer = Answer.object();
        answer.set("Tags", Answer.tags(scope.tags().of(existing(scope, input))));
        return answer;
    }

    private static String existing(Scope scope, Input input) {
        String arn = input.required("ResourceArn");
        if (scope.topics().find(arn) == null) {
            throw new AwsRefusal("ResourceNotFound", "Resource does not exist", 404);
        }
        return arn;
    }

    private Topic topic(Call call, Input input) {
        return Publishing.topic(scopes.of(call), input.required("TopicArn"));
    }

    private static Map<String, String> tags(Input input, Map<String, String> carried) {
        return TagInput.added(
                input, carried, () -> new AwsRefusal("TagLimitExceeded", "Can't add more than 50 tags to a topic."));
    }

    private static <T> ObjectNode page(
            Call call, String operation, String member, List<T> all, Function<T, ObjectNode> description) {
        Pages pages = new Pages("sns:" + operation, Set.of("NextToken"), "NextToken", fault -> invalid("nextToken"));
        Pages.Page<T> page = pages.page(call, all, PAGE);
        ArrayNode items = Answer.array();
        page.items().forEach(item -> items.add(description.apply(item)));
        return Answer.page(member, items, page.nextToken());
    }

    private static AwsRefusal invalid(String what) {
        return new AwsRefusal("InvalidParameter", "Invalid parameter: " + what);
    }
}
