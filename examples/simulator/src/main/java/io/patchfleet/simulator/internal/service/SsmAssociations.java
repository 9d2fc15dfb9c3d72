package io.patchfleet.simulator.internal.service;

import io.patchfleet.simulator.internal.world.Association;
import io.patchfleet.simulator.internal.world.Scope;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** State Manager's associations, as they are read. */
final class SsmAssociations {

    private static final int MOST = 50;

    private final Scopes scopes;
    private final Pages pages = Pages.ssm("ListAssociations");

    SsmAssociations(Scopes scopes) {
        this.scopes = scopes;
    }

    Map<String, Operation> operations() {
        return Map.of("ListAssociations", this::listAssociations, "DescribeAssociation", this::describeAssociation);
    }

    private ObjectNode listAssociations(Call call) {
        Input input =
                Input.of(call, "ssm:ListAssociations", Set.of("AssociationFilterList", "MaxResults", "NextToken"));
        Scope scope = scopes.of(call);
        Predicate<Association> kept = association -> true;
        for (Input filter : input.items("AssociationFilterList")) {
            kept = kept.and(filter(filter));
        }
        Pages.Page<Association> page = pages.page(call, scope.associations(), kept, input.number("MaxResults", MOST));
        ArrayNode associations = Answer.array();
        page.items().forEach(association -> associations.add(common(scope, association)));
        return Answer.page("Associations", associations, page.nextToken());
    }

    private static Predicate<Association> filter(Input filter) {
        String value = filter.required("value");
        return switch (filter.required("key")) {
            case "AssociationId" -> association -> association.id().equals(value);
            case "AssociationName" -> association -> association.name().equals(value);
            case "Name" -> association -> association.document().equals(value);
            // Documented to find only associations of the old kind, of which there are none.
            case "InstanceId" -> association -> false;
            default -> throw filter.notPlayed("the filter " + filter.required("key"));
        };
    }

    private ObjectNode describeAssociation(Call call) {
        Input input = Input.of(
                call, "ssm:DescribeAssociation", Set.of("AssociationId", "AssociationVersion", "Name", "InstanceId"));
        Scope scope = scopes.of(call);
        String id = input.text("AssociationId").orElse("");
        Association association = scope.associations().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(
                        () -> new AwsRefusal("AssociationDoesNotExist", "The specified association doesn't exist."));
        ObjectNode answer = Answer.object();
        ObjectNode description = common(scope, association);
        answer.set("AssociationDescription", description);
        Answer.putInstant(description, "Date", association.created());
        Answer.putInstant(description, "LastUpdateAssociationDate", association.created());
        description.put("DocumentVersion", "$DEFAULT");
        ObjectNode parameters = description.putObject("Parameters");
        association.parameters().forEach((name, values) -> parameters.set(name, Answer.texts(values)));
        return answer;
    }

    private static ObjectNode common(Scope scope, Association association) {
        long targeted = scope.nodes().stream()
                .filter(node -> node.managed() && association.covers(node))
                .count();
        ObjectNode answer = Answer.object();
        answer.put("Name", association.document());
        answer.put("AssociationId", association.id());
        answer.put("AssociationVersion", "1");
        answer.set("Targets", WindowReport.targets(association.targets()));
        ObjectNode overview = answer.putObject("Overview");
        overview.put("Status", "Success");
        overview.put("DetailedStatus", "Success");
        overview.putObject("AssociationStatusAggregatedCount").put("Success", (int) targeted);
        answer.put("ScheduleExpression", association.schedule());
        answer.put("AssociationName", association.name());
        return answer;
    }
}
