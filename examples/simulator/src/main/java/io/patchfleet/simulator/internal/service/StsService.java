package io.patchfleet.simulator.internal.service;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Security Token Service: who calls, and as whom else they may call. */
public final class StsService implements Service {

    private static final Pattern ROLE =
            Pattern.compile("arn:(?<partition>[\\w-]+):iam::(?<account>\\d{12}):role/(?<path>.+)");

    /** What AWS gives if the caller asks for nothing, and the most that a role allows unless it says otherwise. */
    private static final Duration HOUR = Duration.ofHours(1);

    private final AccessKeys keys;
    private final Roles roles;

    public StsService(AccessKeys keys, Roles roles) {
        this.keys = keys;
        this.roles = roles;
    }

    @Override
    public String name() {
        return "sts";
    }

    @Override
    public Map<String, Operation> operations() {
        return Map.of("AssumeRole", this::assumeRole, "GetCallerIdentity", this::getCallerIdentity);
    }

    private ObjectNode assumeRole(Call call) {
        Input input = Input.of(
                call,
                "sts:AssumeRole",
                Set.of("RoleArn", "RoleSessionName", "DurationSeconds", "ExternalId", "SourceIdentity"));
        String arn = input.required("RoleArn");
        Matcher role = ROLE.matcher(arn);
        if (!role.matches()) {
            throw new AwsRefusal("ValidationError", arn + " is invalid");
        }
        String account = role.group("account");
        String name = role.group("path").substring(role.group("path").lastIndexOf('/') + 1);
        if (!roles.mayAssume(account, name, input.text("ExternalId").orElse(""))) {
            throw new AwsRefusal(
                    "AccessDenied",
                    "User: " + call.principal() + " is not authorized to perform: sts:AssumeRole on resource: " + arn,
                    403);
        }
        Duration length = length(call);
        String session = input.required("RoleSessionName");
        String roleId = roles.id(account, name);
        String assumed =
                "arn:" + role.group("partition") + ":sts::" + account + ":assumed-role/" + name + "/" + session;
        AccessKey key = keys.issueSession(
                account, assumed, roleId + ":" + session, call.now().plus(length));
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        output.putObject("Credentials")
                .put("AccessKeyId", key.id())
                .put("SecretAccessKey", key.secret())
                .put("SessionToken", key.sessionToken().orElseThrow())
                .put("Expiration", seconds(key.expiry().orElseThrow()));
        input.text("SourceIdentity").ifPresent(identity -> output.put("SourceIdentity", identity));
        output.putObject("AssumedRoleUser").put("AssumedRoleId", key.userId()).put("Arn", assumed);
        return output;
    }

    private Duration length(Call call) {
        Duration asked = Duration.ofSeconds(call.input().path("DurationSeconds").asLong(HOUR.toSeconds()));
        if (asked.compareTo(HOUR) <= 0) {
            return asked;
        }
        throw new AwsRefusal(
                "ValidationError",
                call.principal().contains(":assumed-role/")
                        ? "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining"
                        : "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
    }

    private ObjectNode getCallerIdentity(Call call) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("UserId", keys.userId(call.principal()))
                .put("Account", call.account())
                .put("Arn", call.principal());
    }

    private static BigDecimal seconds(Instant instant) {
        return BigDecimal.valueOf(instant.getEpochSecond());
    }
}
