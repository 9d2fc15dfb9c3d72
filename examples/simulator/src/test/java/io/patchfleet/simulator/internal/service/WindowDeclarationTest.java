package io.patchfleet.simulator.internal.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The world begins on Tuesday, 24 November 2026, at nine in the morning. */
class WindowDeclarationTest {

    private static final String SHAPE = "'Duration':4,'Cutoff':1,'AllowUnassociatedTargets':false";
    private static final String UNKNOWN = "mw-0123456789abcdef0";
    private static final String UNKNOWN_PART = "01234567-89ab-cdef-0123-456789abcdef";
    private static final String PATCHING =
            "'TaskType':'RUN_COMMAND','TaskArn':'AWS-RunPatchBaseline','MaxConcurrency':" + "'10%','MaxErrors':'3'";

    private final Caller caller = Caller.ofUntouched(node -> node.tag("PatchGroup", "web"), node -> {});

    // --- Windows

    @Test
    void everythingThatWasGivenIsGivenBack() {
        String said = "'Name':'nights','Description':'d','StartDate':'2026-12-01T00:00:00-08:00','EndDate':"
                + "'2027-12-01T00:00:00Z','Schedule':'cron(30 23 ? * TUE#3 *)','ScheduleTimezone':'America/Chicago',"
                + "'ScheduleOffset':2," + SHAPE;
        String id = create("{" + said + "}");
        ObjectNode window = get(id);
        ObjectNode expected = Caller.json(
                "{'WindowId':'" + id + "'," + said + ",'Enabled':true,'NextExecutionTime':'2026-12-17T23:30-06:00'}");
        expected.put("CreatedDate", Answer.seconds(Caller.START)).put("ModifiedDate", Answer.seconds(Caller.START));
        assertEquals(expected, window);
        ObjectNode identity =
                expected.deepCopy().without(List.of("AllowUnassociatedTargets", "CreatedDate", "ModifiedDate"));
        assertEquals(List.of(identity), caller.all("ssm:DescribeMaintenanceWindows", "{}", "WindowIdentities"));
    }

    @Test
    void anUpdateChangesWhatItNamesAndReplaceTakesTheRestAway() {
        String id = create("{'Name':'first','Description':'d','Schedule':'rate(7 days)'," + SHAPE + "}");
        caller.pass(Duration.ofHours(1));
        caller.call("ssm:UpdateMaintenanceWindow", "{'WindowId':'" + id + "','Name':'second','Enabled':false}");
        ObjectNode updated = get(id);
        assertEquals("second d rate(7 days) false", summary(updated));
        assertFalse(updated.has("NextExecutionTime"), "a disabled window does not open");
        assertEquals(Answer.seconds(caller.now()), updated.path("ModifiedDate").decimalValue());
        AwsRefusal refusal = caller.refusal(
                "ssm:UpdateMaintenanceWindow", "{'WindowId':'" + id + "','Name':'third','Duration':4,'Replace':true}");
        assertEquals(
                "3 validation errors detected: Value null at 'schedule' failed to satisfy constraint: Member must not be"
                        + " null; Value null at 'cutoff' failed to satisfy constraint: Member must not be null; Value"
                        + " null at 'allowUnassociatedTargets' failed to satisfy constraint: Member must not be null",
                refusal.words());
        caller.call(
                "ssm:UpdateMaintenanceWindow",
                "{'WindowId':'" + id + "','Name':'third','Schedule':'rate(1 day)','Replace':true," + SHAPE + "}");
        assertEquals("third - rate(1 day) false", summary(get(id)));
    }

    private static String summary(JsonNode window) {
        return window.path("Name").asString() + " " + window.path("Description").asString("-") + " "
                + window.path("Schedule").asString() + " " + window.path("Enabled");
    }

    @Test
    void aClientTokenCreatesOnce() {
        String request = "{'Name':'once','Schedule':'rate(7 days)','ClientToken':'t'," + SHAPE + "}";
        String id = create(request);
        assertEquals(id, create(request));
        assertNotEquals(id, create(request.replace("'t'", "'u'")));
        assertEquals(
                "IdempotentParameterMismatch",
                caller.refusal("ssm:CreateMaintenanceWindow", request.replace("once", "twice"))
                        .code());
    }

    @Test
    void anAccountHasFiftyWindowsInARegion() {
        IntStream.range(0, 50).forEach(index -> create(named("window-" + index)));
        assertEquals(
                "ResourceLimitExceededException",
                caller.refusal("ssm:CreateMaintenanceWindow", named("one-more")).code());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'Schedule':'rate(7 days)','Duration':4,'Cutoff':4   | Cuttoff was 4 but must be smaller than 3 (Duration - 1 )",
                "'Schedule':'rate(7 weeks)','Duration':4,'Cutoff':0  | Invalid Schedule Expression rate(7 weeks): rate(7 weeks) is not of the form rate(value unit)",
                "'Schedule':'rate(1 days)','Duration':4,'Cutoff':0   | Invalid Schedule Expression rate(1 days): 1 has a singular unit, any other a plural",
                "'Schedule':'rate(7 day)','Duration':4,'Cutoff':0    | Invalid Schedule Expression rate(7 day): 1 has a singular unit, any other a plural",
                "'Schedule':'cron(0/4 * * * ? *)','Duration':4,'Cutoff':0 | Invalid Schedule Expression cron(0/4 * * * ? *): rates faster than 5 minutes aren't supported",
                "'Schedule':'rate(7 days)','ScheduleOffset':1,'Duration':4,'Cutoff':0 | ScheduleOffset is supported for cron expressions only, not for rate(7 days)",
                "'Schedule':'rate(7 days)','ScheduleTimezone':'Mars/Base','Duration':4,'Cutoff':0 | Invalid ScheduleTimezone: Mars/Base",
                "'Schedule':'rate(7 days)','StartDate':'tomorrow','Duration':4,'Cutoff':0 | Invalid StartDate: tomorrow, the format is ISO-8601 Extended",
                "'Schedule':'rate(7 days)','StartDate':'2027-01-02T00:00:00Z','EndDate':'2027-01-01T00:00:00Z','Duration':4,'Cutoff':0 | EndDate 2027-01-01T00:00:00Z is before StartDate 2027-01-02T00:00:00Z"
            })
    void aWindowThatCannotBeIsRefused(String members, String message) {
        AwsRefusal refusal = caller.refusal(
                "ssm:CreateMaintenanceWindow", "{'Name':'wrong','AllowUnassociatedTargets':true," + members + "}");
        assertEquals("ValidationException", refusal.code());
        assertEquals(message, refusal.words());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ssm:GetMaintenanceWindow                | '-'",
                "ssm:UpdateMaintenanceWindow             | '-'",
                "ssm:DescribeMaintenanceWindowTargets    | '-'",
                "ssm:DescribeMaintenanceWindowTasks      | '-'",
                "ssm:DescribeMaintenanceWindowSchedule   | '-'",
                "ssm:RegisterTargetWithMaintenanceWindow | '-','ResourceType':'INSTANCE','Targets':[]",
                "ssm:RegisterTaskWithMaintenanceWindow   | '-','TaskType':'LAMBDA','TaskArn':'f'"
            })
    void aWindowThatDoesNotExistIsRefused(String operation, String request) {
        AwsRefusal refusal = caller.refusal(operation, "{'WindowId':" + request.replace("-", UNKNOWN) + "}");
        assertEquals("DoesNotExistException", refusal.code());
        assertEquals("Maintenance window " + UNKNOWN + " does not exist", refusal.words());
    }

    @Test
    void aWindowIsDeletedWithWhatItHoldsAndDeletingItTwiceIsNoError() {
        String id = create(named("gone"));
        registerTarget(id, "'Targets':[{'Key':'tag:PatchGroup','Values':['web']}]");
        String request = "{'WindowId':'" + id + "'}";
        assertEquals(request(id), caller.call("ssm:DeleteMaintenanceWindow", request));
        assertEquals(request(id), caller.call("ssm:DeleteMaintenanceWindow", request));
        assertEquals(
                "DoesNotExistException",
                caller.refusal("ssm:GetMaintenanceWindow", request).code());
    }

    private static ObjectNode request(String id) {
        return Caller.json("{'WindowId':'" + id + "'}");
    }

    @Test
    void windowsAreFoundByNameAndByWhetherTheyAreEnabled() {
        create(named("one"));
        String two = create(named("two"));
        caller.call("ssm:UpdateMaintenanceWindow", "{'WindowId':'" + two + "','Enabled':false}");
        assertEquals(1, described("{'Key':'Name','Values':['one']}").size());
        assertEquals(
                two,
                described("{'Key':'Enabled','Values':['False']}")
                        .get(0)
                        .path("WindowId")
                        .asString());
        assertEquals(
                "ValidationException",
                caller.refusal("ssm:DescribeMaintenanceWindows", "{'Filters':[{'Key':'Colour','Values':['blue']}]}")
                        .code());
    }

    private List<JsonNode> described(String filter) {
        return caller.all("ssm:DescribeMaintenanceWindows", "{'Filters':[" + filter + "]}", "WindowIdentities");
    }

    // --- When they open

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'Schedule':'rate(7 days)'                                        | 2026-12-01T09:00Z",
                "'Schedule':'rate(7 days)','StartDate':'2026-11-30T00:00:00Z'     | 2026-11-30T00:00Z",
                "'Schedule':'rate(7 days)','StartDate':'2026-01-01T00:00:00Z'     | 2026-12-01T09:00Z",
                "'Schedule':'at(2026-11-24T09:30:00)','ScheduleTimezone':'Asia/Tokyo' | 2026-11-24T18:30+09:00",
                "'Schedule':'at(2026-11-24T08:30:00)'                             | ``",
                "'Schedule':'cron(0 09 ? * WED *)','StartDate':'2027-01-01T00:00:00-08:00','ScheduleTimezone':'America/Los_Angeles' | 2027-01-06T09:00-08:00",
                "'Schedule':'cron(0 2 ? * WED *)','EndDate':'2026-11-25T01:00:00Z' | ``",
                "'Schedule':'cron(0 2 ? * TUE *)','ScheduleOffset':2              | 2026-12-03T02:00Z",
                "'Schedule':'cron(0 10 ? * TUE *)','ScheduleOffset':2             | 2026-11-26T10:00Z"
            })
    void theNextOpeningFollowsFromScheduleZoneOffsetAndDates(String members, String next) {
        ObjectNode window = get(create("{'Name':'window'," + SHAPE + "," + members + "}"));
        assertEquals(next, window.path("NextExecutionTime").asString(""));
    }

    @Test
    void theOpeningsOfAllWindowsAreListedInTheOrderOfTimeUpToABound() {
        create("{'Name':'weekly','Schedule':'cron(0 2 ? * WED *)'," + SHAPE + "}");
        String daily = create("{'Name':'daily','Schedule':'cron(0 3 * * ? *)'," + SHAPE + "}");
        String bound = "'Filters':[{'Key':'ScheduledBefore','Values':['2026-11-27T00:00:00Z']}]";
        assertEquals(
                List.of("weekly 2026-11-25T02:00Z", "daily 2026-11-25T03:00Z", "daily 2026-11-26T03:00Z"),
                schedule("{'MaxResults':2," + bound + "}"));
        assertEquals(
                List.of("daily 2026-11-25T03:00Z", "daily 2026-11-26T03:00Z"),
                schedule("{'WindowId':'" + daily + "'," + bound + "}"));
    }

    private List<String> schedule(String request) {
        return caller.all("ssm:DescribeMaintenanceWindowSchedule", request, "ScheduledWindowExecutions").stream()
                .map(opening -> opening.path("Name").asString() + " "
                        + opening.path("ExecutionTime").asString())
                .toList();
    }

    @Test
    void theWindowsOfANodeAreThoseWhoseTargetsItFits() {
        String byTag = create(named("by-tag"));
        registerTarget(byTag, "'Targets':[{'Key':'tag:PatchGroup','Values':['web','db']}]");
        String byId = create(named("by-id"));
        String second = caller.scope().nodes().get(1).id();
        registerTarget(byId, "'Targets':[{'Key':'InstanceIds','Values':['" + second + "']}]");
        String first = caller.scope().nodes().get(0).id();
        assertEquals(List.of("by-tag"), forTarget("{'Key':'InstanceIds','Values':['" + first + "']}"));
        assertEquals(List.of("by-id"), forTarget("{'Key':'InstanceIds','Values':['" + second + "']}"));
        assertEquals(List.of("by-tag"), forTarget("{'Key':'tag:PatchGroup','Values':['db']}"));
        assertEquals(
                List.of(),
                caller.all(
                        "ssm:DescribeMaintenanceWindowExecutions", "{'WindowId':'" + byId + "'}", "WindowExecutions"));
    }

    private List<String> forTarget(String target) {
        return caller
                .all(
                        "ssm:DescribeMaintenanceWindowsForTarget",
                        "{'ResourceType':'INSTANCE','Targets':[" + target + "]}",
                        "WindowIdentities")
                .stream()
                .map(window -> window.path("Name").asString())
                .toList();
    }

    // --- Targets and tasks

    @Test
    void aTargetIsRegisteredChangedAndTakenAway() {
        String id = create(named("window"));
        String target = registerTarget(
                id,
                "'Targets':[{'Key':'tag:PatchGroup','Values':['web']}],'OwnerInformation':'ours','Name':'web-servers',"
                        + "'Description':'d'");
        caller.call(
                "ssm:UpdateMaintenanceWindowTarget",
                "{'WindowId':'" + id + "','WindowTargetId':'" + target + "','Name':'renamed'}");
        assertEquals(
                "[{\"WindowId\":\"" + id + "\",\"WindowTargetId\":\"" + target + "\",\"Targets\":[{\"Key\":"
                        + "\"tag:PatchGroup\",\"Values\":[\"web\"]}],\"OwnerInformation\":\"ours\",\"Name\":\"renamed\","
                        + "\"Description\":\"d\",\"ResourceType\":\"INSTANCE\"}]",
                targets(id).toString());
        caller.call(
                "ssm:UpdateMaintenanceWindowTarget",
                "{'WindowId':'" + id + "','WindowTargetId':'" + target
                        + "','Replace':true,'Targets':[{'Key':'tag:PatchGroup','Values':['db']}]}");
        assertFalse(targets(id).get(0).has("OwnerInformation"));
        String task = registerTask(id, targeting(target) + "," + PATCHING);
        String request = "{'WindowId':'" + id + "','WindowTargetId':'" + target + "'";
        assertEquals(
                "TargetInUseException",
                caller.refusal("ssm:DeregisterTargetFromMaintenanceWindow", request + ",'Safe':true}")
                        .code());
        caller.call(
                "ssm:DeregisterTaskFromMaintenanceWindow", "{'WindowId':'" + id + "','WindowTaskId':'" + task + "'}");
        caller.call("ssm:DeregisterTargetFromMaintenanceWindow", request + ",'Safe':true}");
        assertEquals(
                "Maintenance window target " + target + " does not exist",
                caller.refusal("ssm:DeregisterTargetFromMaintenanceWindow", request + "}")
                        .words());
    }

    @Test
    void aTaskIsGivenBackWithAllItsParametersAndNeverMixesThem() {
        String id = create(named("window"));
        String target = registerTarget(id, "'Targets':[{'Key':'tag:PatchGroup','Values':['web']}]");
        String said = targeting(target) + "," + PATCHING
                + ",'Priority':1,'Name':'patching','Description':'d','CutoffBehavior':'CANCEL_TASK','ServiceRoleArn':"
                + "'arn:aws:iam::111122223333:role/windows','TaskInvocationParameters':{'RunCommand':{'Comment':'c',"
                + "'DocumentVersion':'$DEFAULT','TimeoutSeconds':600,'Parameters':{'Operation':['Install']},"
                + "'ServiceRoleArn':'arn:aws:iam::111122223333:role/sns','OutputS3BucketName':'logs','OutputS3KeyPrefix':"
                + "'p','CloudWatchOutputConfig':{'CloudWatchLogGroupName':'g','CloudWatchOutputEnabled':true},"
                + "'NotificationConfig':{'NotificationArn':'arn:aws:sns:eu-central-1:111122223333:t',"
                + "'NotificationEvents':['Failed'],'NotificationType':'Command'}}}";
        String task = registerTask(id, said);
        ObjectNode expected =
                Caller.json("{'WindowId':'" + id + "','WindowTaskId':'" + task + "','TaskParameters':{}," + said + "}");
        assertEquals(expected, task(id, task));
        ObjectNode listed = expected.deepCopy().put("Type", "RUN_COMMAND");
        listed.remove(List.of("TaskInvocationParameters", "TaskType"));
        assertEquals(
                List.of(listed),
                caller.all("ssm:DescribeMaintenanceWindowTasks", "{'WindowId':'" + id + "'}", "Tasks"));
        caller.call(
                "ssm:UpdateMaintenanceWindowTask",
                "{'WindowId':'" + id + "','WindowTaskId':'" + task
                        + "','TaskInvocationParameters':{'RunCommand':{'Comment':'new'}}}");
        assertEquals(
                "{\"RunCommand\":{\"Comment\":\"new\"}}",
                task(id, task).path("TaskInvocationParameters").toString());
        assertEquals("patching", task(id, task).path("Name").asString());
        caller.call(
                "ssm:UpdateMaintenanceWindowTask",
                "{'WindowId':'" + id + "','WindowTaskId':'" + task
                        + "','Replace':true,'TaskArn':'AWS-RunPatchBaseline'," + "'MaxConcurrency':'1','MaxErrors':'1',"
                        + targeting(target) + "}");
        assertFalse(task(id, task).has("Name"));
        assertEquals(
                "arn:aws:iam::111122223333:role/aws-service-role/ssm.amazonaws.com/AWSServiceRoleForAmazonSSM",
                task(id, task).path("ServiceRoleArn").asString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'TaskType':'RUN_COMMAND','TaskArn':'AWS-RunPatchBaseline' | ValidationException | A task of type RUN_COMMAND needs at least one target.",
                "'TaskType':'RUN_COMMAND','TaskArn':'AWS-RunPatchBaseline','Targets':[{'Key':'WindowTargetIds','Values':['TARGET']}] | ValidationException | MaxConcurrency and MaxErrors must be specified for a task with targets.",
                "'TaskType':'AUTOMATION','TaskArn':'AWS-StopEC2Instance','MaxErrors':'1' | ValidationException | MaxConcurrency and MaxErrors can't be specified for a task without targets.",
                "'TaskType':'RUN_COMMAND','TaskArn':'AWS-RunPatchBaseline','MaxErrors':'1','MaxConcurrency':'1','Targets':[{'Key':'WindowTargetIds','Values':['"
                        + UNKNOWN_PART + "']}] | DoesNotExistException | Maintenance window target " + UNKNOWN_PART
                        + " does not exist",
                "'TaskType':'RUN_COMMAND','TaskArn':'AWS-RunPatchBaseline','MaxErrors':'1','MaxConcurrency':'1','Targets':[{'Key':'InstanceIds','Values':['i-1']}] | ValidationException | The maintenance window doesn't allow unassociated targets; register them first.",
                "'TaskType':'RUN_COMMAND','TaskArn':'AWS-RunPatchBaseline','MaxErrors':'1','MaxConcurrency':'1','Targets':[{'Key':'tag:a','Values':['b']}] | ValidationException | Target key tag:a isn't valid for a task; use WindowTargetIds or InstanceIds.",
                "'TaskType':'AUTOMATION','TaskArn':'AWS-StopEC2Instance','TaskInvocationParameters':{'RunCommand':{}} | ValidationException | TaskInvocationParameters RunCommand can't be specified for task type AUTOMATION."
            })
    void aTaskThatCannotBeIsRefused(String members, String code, String message) {
        String id = create(named("window"));
        String target = registerTarget(id, "'Targets':[{'Key':'tag:PatchGroup','Values':['web']}]");
        AwsRefusal refusal = caller.refusal(
                "ssm:RegisterTaskWithMaintenanceWindow",
                "{'WindowId':'" + id + "'," + members.replace("TARGET", target) + "}");
        assertEquals(code + ": " + message, refusal.code() + ": " + refusal.words());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'ResourceType':'INSTANCE','Targets':[] | At least one target must be specified.",
                "'ResourceType':'INSTANCE','Targets':[{'Key':'InstanceIds','Values':['i-1']},{'Key':'tag:a','Values':['b']}] | InstanceIds can't be combined with other targets.",
                "'ResourceType':'RESOURCE_GROUP','Targets':[{'Key':'tag:a','Values':['b']}] | Target key tag:a isn't valid for resource type RESOURCE_GROUP."
            })
    void aTargetThatCannotBeIsRefused(String members, String message) {
        String id = create(named("window"));
        assertEquals(
                message,
                caller.refusal("ssm:RegisterTargetWithMaintenanceWindow", "{'WindowId':'" + id + "'," + members + "}")
                        .words());
    }

    @Test
    void aWindowHasTwentyTasksAndAHundredTargets() {
        String id = create(named("window"));
        IntStream.range(0, 20).forEach(index -> registerTask(id, "'TaskType':'LAMBDA','TaskArn':'f'"));
        assertEquals(
                "ResourceLimitExceededException",
                caller.refusal(
                                "ssm:RegisterTaskWithMaintenanceWindow",
                                "{'WindowId':'" + id + "','TaskType':'LAMBDA','TaskArn':'f'}")
                        .code());
        String anyone = "'Targets':[{'Key':'tag-key','Values':['Name']}]";
        IntStream.range(0, 100).forEach(index -> registerTarget(id, anyone));
        assertEquals(
                "ResourceLimitExceededException",
                caller.refusal(
                                "ssm:RegisterTargetWithMaintenanceWindow",
                                "{'WindowId':'" + id + "','ResourceType':'INSTANCE'," + anyone + "}")
                        .code());
    }

    @Test
    void aWindowIsFoundByItsTags() {
        String id = create(
                "{'Name':'tagged','Schedule':'rate(7 days)','Tags':[{'Key':'Owner','Value':'us'}]," + SHAPE + "}");
        assertEquals(
                "[{\"Key\":\"Owner\",\"Value\":\"us\"}]",
                caller.call("ssm:ListTagsForResource", "{'ResourceType':'MaintenanceWindow','ResourceId':'" + id + "'}")
                        .path("TagList")
                        .toString());
        JsonNode found = caller.call("tagging:GetResources", "{'ResourceTypeFilters':['ssm:maintenancewindow']}")
                .path("ResourceTagMappingList");
        assertEquals(
                "arn:aws:ssm:eu-central-1:111122223333:maintenancewindow/" + id,
                found.path(0).path("ResourceARN").asString());
    }

    private static String named(String name) {
        return "{'Name':'" + name + "','Schedule':'rate(7 days)'," + SHAPE + "}";
    }

    private static String targeting(String target) {
        return "'Targets':[{'Key':'WindowTargetIds','Values':['" + target + "']}]";
    }

    private String create(String request) {
        return caller.call("ssm:CreateMaintenanceWindow", request)
                .path("WindowId")
                .asString();
    }

    private ObjectNode get(String id) {
        return caller.call("ssm:GetMaintenanceWindow", "{'WindowId':'" + id + "'}");
    }

    private String registerTarget(String window, String rest) {
        return caller.call(
                        "ssm:RegisterTargetWithMaintenanceWindow",
                        "{'WindowId':'" + window + "','ResourceType':'INSTANCE'," + rest + "}")
                .path("WindowTargetId")
                .asString();
    }

    private List<JsonNode> targets(String window) {
        return caller.all("ssm:DescribeMaintenanceWindowTargets", "{'WindowId':'" + window + "'}", "Targets");
    }

    private String registerTask(String window, String rest) {
        return caller.call("ssm:RegisterTaskWithMaintenanceWindow", "{'WindowId':'" + window + "'," + rest + "}")
                .path("WindowTaskId")
                .asString();
    }

    private ObjectNode task(String window, String task) {
        return caller.call(
                "ssm:GetMaintenanceWindowTask", "{'WindowId':'" + window + "','WindowTaskId':'" + task + "'}");
    }
}
