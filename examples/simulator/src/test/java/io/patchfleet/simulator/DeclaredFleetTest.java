package io.patchfleet.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.AlreadyExistsException;
import software.amazon.awssdk.services.ssm.model.Association;
import software.amazon.awssdk.services.ssm.model.CreatePatchBaselineRequest;
import software.amazon.awssdk.services.ssm.model.MaintenanceWindowResourceType;
import software.amazon.awssdk.services.ssm.model.MaintenanceWindowTaskType;
import software.amazon.awssdk.services.ssm.model.OperatingSystem;
import software.amazon.awssdk.services.ssm.model.PatchFilter;
import software.amazon.awssdk.services.ssm.model.PatchFilterKey;
import software.amazon.awssdk.services.ssm.model.PatchRule;
import software.amazon.awssdk.services.ssm.model.Tag;
import software.amazon.awssdk.services.ssm.model.Target;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A fleet is declared by AWS's own clients, and the simulation knows what was declared. */
class DeclaredFleetTest {

    private static final String REGION = "eu-central-1";
    private static final Tag OWNER = Tag.builder().key("Owner").value("us").build();

    private final SimulatedAws aws = SimulatedAws.builder()
            .seed(3)
            .untouched()
            .accounts("111122223333", "444455556666")
            .regions(REGION)
            .build();

    @AfterEach
    void close() {
        aws.close();
    }

    @Test
    void anUntouchedAccountHasNothingButTheDefaultsOfAws() {
        assertEquals(
                List.of(),
                aws.world().declared().stream()
                        .filter(each -> each.kind() != DeclaredResource.Kind.DEFAULT_BASELINE)
                        .toList());
        assertEquals(
                2 * OperatingSystem.knownValues().size(), aws.world().declared().size());
    }

    @Test
    void aBelievableFleetLivesInUntouchedAccountsToo() {
        try (SimulatedAws fleet =
                SimulatedAws.builder().seed(3).untouched().nodes(60).build()) {
            assertEquals(60, fleet.world().nodes().size());
            assertTrue(fleet.world().declared().stream()
                    .allMatch(each -> each.kind() == DeclaredResource.Kind.DEFAULT_BASELINE
                            && says(each)
                                    .path("BaselineId")
                                    .asString()
                                    .startsWith("arn:aws:ssm:us-east-1:075727635805:")));
        }
    }

    @ParameterizedTest
    @EnumSource(Door.class)
    void whatClientsDeclareIsThere(Door door) {
        try (SsmClient ssm = door.client(aws, SsmClient.builder(), REGION)) {
            String baseline = ssm.createPatchBaseline(baseline("web-linux")).baselineId();
            ssm.registerPatchBaselineForPatchGroup(r -> r.baselineId(baseline).patchGroup("web"));
            String other = ssm.createPatchBaseline(baseline("other")).baselineId();
            assertThrows(
                    AlreadyExistsException.class,
                    () -> ssm.registerPatchBaselineForPatchGroup(
                            r -> r.baselineId(other).patchGroup("web")));
            String window = ssm.createMaintenanceWindow(r -> r.name("web-nights")
                            .schedule("cron(0 2 ? * TUE#2 *)")
                            .scheduleOffset(3)
                            .duration(3)
                            .cutoff(1)
                            .allowUnassociatedTargets(false))
                    .windowId();
            String target = ssm.registerTargetWithMaintenanceWindow(r -> r.windowId(window)
                            .resourceType(MaintenanceWindowResourceType.INSTANCE)
                            .targets(Target.builder()
                                    .key("tag:PatchGroup")
                                    .values("web")
                                    .build()))
                    .windowTargetId();
            ssm.registerTaskWithMaintenanceWindow(r -> r.windowId(window)
                    .taskType(MaintenanceWindowTaskType.RUN_COMMAND)
                    .taskArn("AWS-RunPatchBaseline")
                    .maxConcurrency("10%")
                    .maxErrors("3")
                    .targets(Target.builder()
                            .key("WindowTargetIds")
                            .values(target)
                            .build())
                    .taskInvocationParameters(
                            p -> p.runCommand(c -> c.parameters(Map.of("Operation", List.of("Install"))))));

            DeclaredResource declared = only(DeclaredResource.Kind.PATCH_BASELINE, baseline);
            assertEquals(Map.of("Owner", "us"), declared.tags());
            assertEquals("[\"web\"]", says(declared).path("PatchGroups").toString());
            JsonNode declaredWindow = says(only(DeclaredResource.Kind.MAINTENANCE_WINDOW, window));
            assertEquals(
                    "2026-12-11T02:00Z",
                    declaredWindow.path("NextExecutionTime").asString());
            assertEquals(
                    "Install",
                    declaredWindow
                            .at("/Tasks/0/TaskInvocationParameters/RunCommand/Parameters/Operation/0")
                            .asString());
            assertEquals(target, declaredWindow.at("/Targets/0/WindowTargetId").asString());
            assertEquals(List.of(), aws.violations());
        }
    }

    @Test
    void aCallWhoseAnswerIsLostHasHappenedAndItsTokenFindsIt() {
        try (SsmClient ssm = Door.IN_PROCESS.client(aws, SsmClient.builder(), REGION)) {
            aws.fault(Fault.lostReply("ssm:CreatePatchBaseline").times(1));
            CreatePatchBaselineRequest request =
                    baseline("once").toBuilder().clientToken("token").build();
            assertThrows(SdkClientException.class, () -> ssm.createPatchBaseline(request));
            String id = ssm.createPatchBaseline(request).baselineId();
            assertEquals("once", only(DeclaredResource.Kind.PATCH_BASELINE, id).name());
            assertEquals(
                    1,
                    aws.world().declared().stream()
                            .filter(each -> each.kind() == DeclaredResource.Kind.PATCH_BASELINE)
                            .count());
        }
    }

    @Test
    void eachAccountDeclaresForItself() {
        try (SsmClient ssm = Door.IN_PROCESS.client(aws, SsmClient.builder(), REGION)) {
            String id = ssm.createPatchBaseline(baseline("ours")).baselineId();
            assertEquals(
                    "111122223333",
                    only(DeclaredResource.Kind.PATCH_BASELINE, id).account());
            assertTrue(aws.world().declared().stream()
                    .noneMatch(each -> each.account().equals("444455556666")
                            && each.kind() == DeclaredResource.Kind.PATCH_BASELINE));
        }
    }

    @Test
    void aPatchPolicyIsSeenAsAssociationsAndSomebodyElsesWindowAsAnyOther() {
        try (SsmClient ssm = Door.IN_PROCESS.client(aws, SsmClient.builder(), REGION)) {
            aws.world().addPatchPolicy("111122223333", REGION, "Team", "platform");
            List<Association> associations = ssm.listAssociationsPaginator(r -> r.maxResults(1)).associations().stream()
                    .toList();
            assertEquals(2, associations.size());
            Association scan = associations.get(0);
            assertTrue(scan.associationName().startsWith("AWS-QuickSetup-PatchPolicy-ScanForPatches-LA-"));
            assertEquals("tag:Team", scan.targets().get(0).key());
            assertEquals(
                    List.of("Scan"),
                    ssm.describeAssociation(r -> r.associationId(scan.associationId()))
                            .associationDescription()
                            .parameters()
                            .get("Operation"));
            aws.world().addForeignWindow("111122223333", REGION, "theirs", "cron(0 2 ? * SUN *)", "Team", "platform");
            assertEquals(
                    "theirs",
                    ssm.describeMaintenanceWindowsForTarget(r -> r.resourceType(MaintenanceWindowResourceType.INSTANCE)
                                    .targets(Target.builder()
                                            .key("tag:Team")
                                            .values("platform")
                                            .build()))
                            .windowIdentities()
                            .get(0)
                            .name());
        }
    }

    private static CreatePatchBaselineRequest baseline(String name) {
        return CreatePatchBaselineRequest.builder()
                .name(name)
                .operatingSystem(OperatingSystem.AMAZON_LINUX_2023)
                .tags(OWNER)
                .approvalRules(rules -> rules.patchRules(PatchRule.builder()
                        .approveAfterDays(5)
                        .patchFilterGroup(group -> group.patchFilters(PatchFilter.builder()
                                .key(PatchFilterKey.CLASSIFICATION)
                                .values("Security")
                                .build()))
                        .build()))
                .build();
    }

    private DeclaredResource only(DeclaredResource.Kind kind, String id) {
        return aws.world().declared().stream()
                .filter(each -> each.kind() == kind && each.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode says(DeclaredResource resource) {
        return JsonMapper.shared().readTree(resource.says());
    }
}
