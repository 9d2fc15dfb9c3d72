package io.patchfleet.simulator.internal.service;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** AWS Organizations: which accounts there are and where they stand. Answers the management account alone. */
public final class OrganizationsService implements Service {

    /** The most that the model allows, and what it gives unasked. */
    private static final int PAGE = 20;

    private static final Pattern TOKEN = Pattern.compile("(?<operation>[\\w-]+)/(?<parent>[\\w-]*)/(?<from>\\d{1,6})");

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
        return page(call, "ListAccounts", "", "Accounts", organization.accounts(), this::account);
    }

    private ObjectNode listAccountsForParent(Call call) {
        String parent = parent(call);
        return page(call, "ListAccountsForParent", parent, "Accounts", organization.accountsIn(parent), this::account);
    }

    private ObjectNode listChildren(Call call) {
        String parent = parent(call);
        String type = call.input().path("ChildType").asString();
        List<String> children = type.equals("ACCOUNT") ? organization.accountsIn(parent) : organization.unitsIn(parent);
        return page(call, "ListChildren-" + type, parent, "Children", children, id -> typed(id, type));
    }

    private ObjectNode listParents(Call call) {
        String child = call.input().path("ChildId").asString();
        String parent = organization
                .parentOf(child)
                .orElseThrow(
                        () -> new AwsRefusal(
                                "ChildNotFoundException",
                                "We can't find an organizational unit (OU) or AWS account with the ChildId that you specified."));
        String type = parent.equals(organization.root()) ? "ROOT" : "ORGANIZATIONAL_UNIT";
        return page(call, "ListParents", child, "Parents", List.of(parent), id -> typed(id, type));
    }

    private ObjectNode listRoots(Call call) {
        return page(call, "ListRoots", "", "Roots", List.of(organization.root()), id -> named(id, "root", "Root"));
    }

    private ObjectNode listUnits(Call call) {
        String parent = parent(call);
        return page(
                call,
                "ListOrganizationalUnitsForParent",
                parent,
                "OrganizationalUnits",
                organization.unitsIn(parent),
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

    /** One page; its token says of which question it is the rest, and is good for no other. */
    private static ObjectNode page(
            Call call,
            String question,
            String about,
            String member,
            List<String> ids,
            Function<String, ObjectNode> description) {
        int from = call.input().hasNonNull("NextToken")
                ? from(call.input().path("NextToken").asString(), question, about)
                : 0;
        int to = Math.min(ids.size(), from + call.input().path("MaxResults").asInt(PAGE));
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        ArrayNode items = output.putArray(member);
        ids.subList(Math.min(from, to), to).forEach(id -> items.add(description.apply(id)));
        if (to < ids.size()) {
            output.put("NextToken", token(question, about, to));
        }
        return output;
    }

    private static String token(String question, String about, int from) {
        String plain = question + "/" + about + "/" + from;
        return Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    private static int from(String token, String question, String about) {
        try {
            Matcher plain = TOKEN.matcher(new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8));
            if (plain.matches()
                    && plain.group("operation").equals(question)
                    && plain.group("parent").equals(about)) {
                return Integer.parseInt(plain.group("from"));
            }
        } catch (IllegalArgumentException e) {
            throw invalidToken();
        }
        throw invalidToken();
    }

    private static AwsRefusal invalidToken() {
        return new AwsRefusal("InvalidInputException", "You provided an invalid value for NextToken.");
    }
}
