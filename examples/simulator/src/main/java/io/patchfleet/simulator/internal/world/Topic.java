package io.patchfleet.simulator.internal.world;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A topic of SNS with its attributes and subscriptions. */
public final class Topic {

    /** Who wants to hear of what is published; nobody is told in fact. */
    public record Subscription(String arn, String protocol, String endpoint) {}

    private final String arn;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final List<Subscription> subscriptions = new ArrayList<>();

    public Topic(String arn, Map<String, String> attributes) {
        this.arn = arn;
        this.attributes.putAll(attributes);
    }

    public String arn() {
        return arn;
    }

    public String name() {
        return arn.substring(arn.lastIndexOf(':') + 1);
    }

    public Map<String, String> attributes() {
        return Collections.unmodifiableMap(attributes);
    }

    public void set(String attribute, String value) {
        attributes.put(attribute, value);
    }

    public List<Subscription> subscriptions() {
        return Collections.unmodifiableList(subscriptions);
    }

    public void add(Subscription subscription) {
        subscriptions.add(subscription);
    }
}
