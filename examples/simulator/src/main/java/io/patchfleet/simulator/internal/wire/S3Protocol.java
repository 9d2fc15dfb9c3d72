package io.patchfleet.simulator.internal.wire;

import io.patchfleet.simulator.internal.model.Member;
import io.patchfleet.simulator.internal.model.OperationModel;
import io.patchfleet.simulator.internal.model.ServiceModel;
import io.patchfleet.simulator.internal.model.Shape;
import io.patchfleet.simulator.internal.service.AwsRefusal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * REST as S3 has it: a bucket in the path or before the host's name, a key in the rest of the path, an object as the
 * body, all else in XML.
 */
final class S3Protocol implements Protocol {

    private static final String OBJECT = "binary/octet-stream";
    private static final String XML = "application/xml";

    private final ServiceModel model;

    S3Protocol(ServiceModel model) {
        this.model = model;
    }

    @Override
    public String operation(Request request) {
        Place place = Place.of(request);
        Map<String, List<String>> query = RestJsonProtocol.query(request.query());
        if (place.bucket.isEmpty()) {
            return "";
        }
        return place.key.isEmpty() ? ofBucket(request.method(), query) : ofObject(request.method());
    }

    private static String ofBucket(String method, Map<String, List<String>> query) {
        return switch (method) {
            case "PUT" -> "CreateBucket";
            case "HEAD" -> "HeadBucket";
            case "GET" -> query.getOrDefault("list-type", List.of()).contains("2") ? "ListObjectsV2" : "";
            default -> "";
        };
    }

    private static String ofObject(String method) {
        return switch (method) {
            case "PUT" -> "PutObject";
            case "GET" -> "GetObject";
            case "DELETE" -> "DeleteObject";
            default -> "";
        };
    }

    @Override
    public ObjectNode read(Request request, OperationModel operation) {
        Place place = Place.of(request);
        ObjectNode members = JsonNodeFactory.instance.objectNode().put("Bucket", place.bucket);
        Map<String, Member> known = operation.input().members();
        if (known.containsKey("Key")) {
            members.put("Key", place.key);
        }
        if (known.containsKey("Body")) {
            members.put("Body", body(request));
        }
        Map<String, List<String>> query = RestJsonProtocol.query(request.query());
        // The one chooses the operation, the other is the SDKs' name for it.
        query.remove("list-type");
        query.remove("x-id");
        for (Map.Entry<String, Member> entry : known.entrySet()) {
            List<String> values = query.remove(entry.getValue().nameInUrl(entry.getKey()));
            if (values != null) {
                members.set(
                        entry.getKey(), RestJsonProtocol.value(entry.getValue().shape(), values));
            }
        }
        query.forEach((name, values) -> members.put(name, String.join(",", values)));
        return members;
    }

    private static String body(Request request) {
        boolean chunked = request.header("Content-Encoding").orElse("").contains("aws-chunked")
                || request.header("X-Amz-Content-Sha256").orElse("").startsWith("STREAMING-");
        return chunked ? unchunked(request.body().getBytes(StandardCharsets.UTF_8)) : request.body();
    }

    /** Chunks as SDKs sign them: the length in hexadecimal and maybe a signature, the bytes, and so on until none. */
    private static String unchunked(byte[] body) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (true) {
            int end = lineEnd(body, at);
            String header = new String(body, at, end - at, StandardCharsets.UTF_8);
            int length = Integer.parseInt(header.split(";", 2)[0].trim(), 16);
            if (length == 0) {
                return text.toString();
            }
            text.append(new String(body, end + 2, length, StandardCharsets.UTF_8));
            at = end + 2 + length + 2;
        }
    }

    private static int lineEnd(byte[] body, int from) {
        for (int i = from; i + 1 < body.length; i++) {
            if (body[i] == '\r' && body[i + 1] == '\n') {
                return i;
            }
        }
        throw new AwsRefusal("IncompleteBody", "The request body terminated unexpectedly");
    }

    @Override
    public Answer answer(OperationModel operation, ObjectNode output, String requestId) {
        Map<String, String> headers = new TreeMap<>(Map.of("x-amz-request-id", requestId));
        if (output.has("ETag")) {
            headers.put("ETag", output.path("ETag").asString());
        }
        if (output.has("Body")) {
            headers.put("Last-Modified", date(output.path("LastModified")));
            return Answer.of(200, OBJECT, headers, output.path("Body").asString());
        }
        if (output.has("Contents")) {
            return Answer.of(200, XML, headers, list(operation.output(), output));
        }
        return Answer.of(operation.name().equals("DeleteObject") ? 204 : 200, XML, headers, "");
    }

    /** Lists have no element around them. */
    private String list(Shape shape, ObjectNode output) {
        return XmlWriter.document("ListBucketResult", model.xmlNamespace(), xml -> {
            for (Map.Entry<String, Member> member : shape.members().entrySet()) {
                String name = member.getKey();
                Shape type = member.getValue().shape();
                if (type.kind() != Shape.Kind.LIST && output.hasNonNull(name)) {
                    xml.text(name, output.get(name).asString());
                }
                for (JsonNode each : type.kind() == Shape.Kind.LIST ? output.path(name) : List.<JsonNode>of()) {
                    xml.element(name, element -> element.members(type.elements().shape(), each));
                }
            }
        });
    }

    private static String date(JsonNode seconds) {
        Instant instant = Instant.ofEpochSecond(seconds.decimalValue().longValue());
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(instant.atOffset(ZoneOffset.UTC));
    }

    @Override
    public Answer refusal(AwsRefusal refusal, String requestId) {
        return Answer.of(
                refusal.status(),
                XML,
                Map.of("x-amz-request-id", requestId),
                XmlWriter.document(
                        "Error",
                        "",
                        error -> error.text("Code", refusal.code())
                                .text("Message", refusal.words())
                                .text("RequestId", requestId)));
    }

    /** What a request is about; without a key it is about the bucket. */
    private record Place(String bucket, String key) {

        static Place of(Request request) {
            String host = request.header("Host").orElse("");
            int service = host.indexOf(".s3.");
            String path = request.path().replaceFirst("^/", "");
            if (service > 0) {
                return new Place(host.substring(0, service), RestJsonProtocol.decoded(path));
            }
            int slash = path.indexOf('/');
            return slash < 0
                    ? new Place(RestJsonProtocol.decoded(path), "")
                    : new Place(
                            RestJsonProtocol.decoded(path.substring(0, slash)),
                            RestJsonProtocol.decoded(path.substring(slash + 1)));
        }
    }
}
