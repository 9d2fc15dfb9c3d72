package io.patchfleet.simulator.internal.service;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** AWS Organizations: which accounts there are and where they stand. Answers the management account alone. */
public final class OrganizationsService implements Service {

    /** The most that the model allows, and what it gives unasked. */
    private static final int PAGE = 20;

    private final Organization organization;
    private final BigDecimal joined;

    /**
     * The service of one organisation.
     *
     * @param joined when the accounts became part of it
     */
    public OrganizationsService(Organization organization, Instant joined) {
        this.organization = organization;
        this.joined = BigDecimal.valueOf(joined.getEpochSecond());
    }

    @Override
    public String name() {
        return "organizations";
    }

    @Override
    public Map<String, Operation> operations() {
        return Map.of(
                "ListAccounts", forManagement(this::listAccounts),
                "ListAccountsForParent", forManagement(this::listAccountsForParent),
                "ListChildren", forManagement(this::listChildren),
                "ListParents", forManagement(this::listParents),
                "ListRoots", forManagement(this::listRoots),
                "ListOrganizationalUnitsForParent", forManagement(this::listUnits));
    }

    private Operation forManagement(Operation operation) {
        return call -> {
            if (!call.account().equals(organization.managementAccount())) {
                throw new AwsRefusal("AccessDeniedException", "You don't have permissions to access this resource.");
            }
            return operation.answer(call);
        };
    }

    private ObjectNode listAccounts(Call call) {
        return page(call, "ListAccounts", "Accounts", organization.accounts(), this::account);
    }

    private ObjectNode listAccountsForParent(Call call) {
        return page(call, "ListAccountsForParent", "Accounts", organization.accountsIn(parent(call)), this::account);
    }

    private ObjectNode listChildren(Call call) {
        String parent = parent(call);
        String type = call.input().path("ChildType").asString();
        List<String> children = type.equals("ACCOUNT") ? organization.accountsIn(parent) : organization.unitsIn(parent);
        return page(call, "ListChildren", "Children", children, id -> typed(id, type));
    }

    private ObjectNode listParents(Call call) {
        String parent = organization
                .parentOf(call.input().path("ChildId").asString())
                .orElseThrow(
                        () -> new AwsRefusal(
                                "ChildNotFoundException",
                                "We can't find an organizational unit (OU) or AWS account with the ChildId that you specified."));
        String type = parent.equals(organization.root()) ? "ROOT" : "ORGANIZATIONAL_UNIT";
        return page(call, "ListParents", "Parents", List.of(parent), id -> typed(id, type));
    }

    private ObjectNode listRoots(Call call) {
        return page(call, "ListRoots", "Roots", List.of(organization.root()), id -> named(id, "root", "Root"));
    }

    private ObjectNode listUnits(Call call) {
        return page(
                call,
                "ListOrganizationalUnitsForParent",
                "OrganizationalUnits",
                organization.unitsIn(parent(call)),
                id -> named(id, "ou", organization.unitName(id)));
    }

    private String parent(Call call) {
        String parent = call.input().path("ParentId").asString();
        if (!organization.isParent(parent)) {
            throw new AwsRefusal(
                    "ParentNotFoundException", "We can't find a root or OU with the ParentId that you specified.");
        }
        return parent;
    }

    private ObjectNode account(String id) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("Id", id)
                .put("Arn", arn("account", id))
                .put("Email", "aws+" + id + "@example.com")
                .put("Name", "account-" + id)
                .put("Status", organization.suspended().contains(id) ? "SUSPENDED" : "ACTIVE")
                .put("JoinedMethod", id.equals(organization.managementAccount()) ? "INVITED" : "CREATED")
                .put("JoinedTimestamp", joined);
    }

    private ObjectNode named(String id, String kind, String name) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("Id", id)
                .put("Arn", arn(kind, id))
                .put("Name", name);
    }

    private static ObjectNode typed(String id, String type) {
        return JsonNodeFactory.instance.objectNode().put("Id", id).put("Type", type);
    }

    private String arn(String kind, String id) {
        return "arn:aws:organizations::" + organization.managementAccount() + ":" + kind + "/" + organization.id() + "/"
                + id;
    }

    private static ObjectNode page(
            Call call, String operation, String member, List<String> ids, Function<String, ObjectNode> description) {
        Pages pages = new Pages(
                "organizations:" + operation,
                Set.of("NextToken", "MaxResults"),
                "NextToken",
                fault -> new AwsRefusal("InvalidInputException", "You provided an invalid value for NextToken."));
        Pages.Page<String> page =
                pages.page(call, ids, call.input().path("MaxResults").asInt(PAGE));
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        ArrayNode items = output.putArray(member);
        page.items().forEach(id -> items.add(description.apply(id)));
        if (page.nextToken() != null) {
            output.put("NextToken", page.nextToken());
        }
        return output;
    }
}
