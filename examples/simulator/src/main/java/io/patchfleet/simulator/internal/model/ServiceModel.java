package io.patchfleet.simulator.internal.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.filter.FilteringParserDelegate;
import tools.jackson.core.filter.TokenFilter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What AWS publishes about a service, reduced to the operations that are played. Read once in a JVM's life. */
public final class ServiceModel {

    /** AWS's files, by the name with which requests to the service are signed. */
    private static final Map<String, String> FILES = Map.of(
            "ssm", "ssm-2014-11-06-model.json",
            "ec2", "ec2-2016-11-15-model.json",
            "sts", "sts-2011-06-15-model.json",
            "organizations", "organizations-2016-11-28-model.json",
            "tagging", "tagging-2017-01-26-model.json",
            "resource-groups", "resource-groups-2017-11-27-model.json",
            "scheduler", "scheduler-2021-06-30-model.json",
            "sns", "sns-2010-03-31-model.json",
            "athena", "athena-2017-05-18-model.json",
            // Not in AWS's artifact: those operations that are played, written down by hand from its API reference.
            "s3", "s3-2006-03-01-model.json");

    private static final Map<Wanted, ServiceModel> READ = new ConcurrentHashMap<>();

    private final String protocol;
    private final String targetPrefix;
    private final String xmlNamespace;
    private final String apiVersion;
    private final Map<String, Route> published;
    private final Map<String, OperationModel> operations;
    private final Map<String, String> messageMembers;

    private ServiceModel(
            JsonNode metadata,
            Map<String, Route> published,
            Map<String, OperationModel> operations,
            Map<String, String> messageMembers) {
        this.protocol = metadata.path("protocol").asString();
        this.targetPrefix = metadata.path("targetPrefix").asString("");
        this.xmlNamespace = metadata.path("xmlNamespace").asString("");
        this.apiVersion = metadata.path("apiVersion").asString();
        this.published = published;
        this.operations = operations;
        this.messageMembers = messageMembers;
    }

    /**
     * The model of a service.
     *
     * @param service the name by which requests are signed
     * @param operations those that are played, by AWS's names
     * @throws IllegalArgumentException if the service has no model here, or the model no such operation
     */
    public static ServiceModel of(String service, Set<String> operations) {
        return READ.computeIfAbsent(new Wanted(service, Set.copyOf(operations)), ServiceModel::read);
    }

    /** {@code json}, {@code rest-json}, {@code rest-xml}, {@code query} or {@code ec2}. */
    public String protocol() {
        return protocol;
    }

    /** What stands before the operation in the header {@code X-Amz-Target}. */
    public String targetPrefix() {
        return targetPrefix;
    }

    public String xmlNamespace() {
        return xmlNamespace;
    }

    public String apiVersion() {
        return apiVersion;
    }

    /** Whether AWS has such an operation, played or not. */
    public boolean publishes(String operation) {
        return published.containsKey(operation);
    }

    /** The operation that a REST request asks for, played or not; empty if there is none. */
    public Optional<String> operation(String method, String path) {
        return published.entrySet().stream()
                .filter(operation -> operation.getValue().leads(method, path))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** The operation, if it is played. */
    public Optional<OperationModel> operation(String name) {
        return Optional.ofNullable(operations.get(name));
    }

    /** How the model spells the member that holds an error's text: {@code message} or {@code Message}. */
    public String messageMember(String error) {
        return messageMembers.getOrDefault(error, "message");
    }

    private static ServiceModel read(Wanted wanted) {
        JsonNode tree = tree(wanted.service());
        ShapeReader shapes = new ShapeReader(wanted.service(), tree.path("shapes"));
        Map<String, OperationModel> operations = new ConcurrentHashMap<>();
        for (String name : wanted.operations()) {
            JsonNode operation = tree.path("operations").path(name);
            if (operation.isMissingNode()) {
                throw new IllegalArgumentException("AWS's model of " + wanted.service() + " has no operation " + name);
            }
            operations.put(
                    name,
                    new OperationModel(
                            name,
                            route(operation),
                            shapes.structure(
                                    operation.path("input").path("shape").asString("")),
                            shapes.structure(
                                    operation.path("output").path("shape").asString("")),
                            operation.path("output").path("resultWrapper").asString("")));
        }
        return new ServiceModel(
                tree.path("metadata"),
                published(tree.path("operations")),
                Map.copyOf(operations),
                shapes.messageMembers());
    }

    private static Map<String, Route> published(JsonNode operations) {
        return operations.properties().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, operation -> route(operation.getValue())));
    }

    private static Route route(JsonNode operation) {
        JsonNode http = operation.path("http");
        return Route.of(
                http.path("method").asString("POST"), http.path("requestUri").asString("/"));
    }

    private static JsonNode tree(String service) {
        String file = FILES.get(service);
        if (file == null) {
            throw new IllegalArgumentException("no model for " + service + "; there are " + FILES.keySet());
        }
        try (InputStream resource = ServiceModel.class.getResourceAsStream(file)) {
            if (resource == null) {
                throw new IllegalStateException(file + " is not beside " + ServiceModel.class.getName());
            }
            JsonParser all = JsonMapper.shared().createParser(resource);
            JsonParser terse = new FilteringParserDelegate(
                    all, new WithoutProse(), TokenFilter.Inclusion.INCLUDE_ALL_AND_PATH, true);
            return JsonMapper.shared().readTree(terse);
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }

    private record Wanted(String service, Set<String> operations) {}

    /** Two thirds of a model are documentation, which nobody reads here. */
    private static final class WithoutProse extends TokenFilter {

        /** Among members every name is a member's. */
        private final TokenFilter members = new TokenFilter() {
            @Override
            public TokenFilter includeProperty(String name) {
                return WithoutProse.this;
            }
        };

        @Override
        public @Nullable TokenFilter includeProperty(String name) {
            return switch (name) {
                case "documentation" -> null;
                case "members" -> members;
                default -> this;
            };
        }
    }
}
