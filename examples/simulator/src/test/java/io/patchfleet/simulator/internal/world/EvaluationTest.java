package io.patchfleet.simulator.internal.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How a node's software is judged by a baseline, rule by rule. */
class EvaluationTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    // --- Linux with security notices

    @Test
    void anApprovedUpdateThatIsNotInstalledIsMissing() {
        Machine machine = Machine.of(linux(original("8.7p1-38"), security("8.7p1-39", 30, "Important")));
        assertEquals(Map.of("8.7p1-39", PatchState.MISSING), machine.scan(approving(7)));
    }

    @Test
    void whatIsYoungerThanTheDelayIsNotMissingAndDoesNotCount() {
        Machine machine = Machine.of(linux(original("8.7p1-38"), security("8.7p1-39", 6, "Important")));
        assertEquals(Map.of("8.7p1-38", PatchState.INSTALLED_OTHER), machine.scan(approving(7)));
        assertTrue(machine.snapshot(approving(7)).compliant());
    }

    @Test
    void onTheLastDayOfTheDelayItIsApproved() {
        Machine machine = Machine.of(linux(original("8.7p1-38"), security("8.7p1-39", 7, "Important")));
        assertEquals(Map.of("8.7p1-39", PatchState.MISSING), machine.scan(approving(7)));
    }

    @Test
    void behindAYoungUpdateTheApprovedOneBeforeItIsMissing() {
        Machine machine = Machine.of(linux(
                original("8.7p1-38"), security("8.7p1-39", 30, "Important"), security("8.7p1-40", 2, "Important")));
        assertEquals(Map.of("8.7p1-39", PatchState.MISSING), machine.scan(approving(7)));
    }

    @Test
    void anInstalledUpdateOfTheBaselineIsInstalledAndOneOutsideOfItIsInstalledOther() {
        Machine machine = Machine.of(linux(
                        original("8.7p1-38"), security("8.7p1-39", 30, "Important"), security("8.7p1-40", 2, "Low")))
                .with(1);
        assertEquals(Map.of("8.7p1-39", PatchState.INSTALLED), machine.scan(approving(7)));
        assertEquals(
                Map.of("8.7p1-40", PatchState.INSTALLED_OTHER), machine.with(2).scan(approving(7)));
    }

    @Test
    void aRuleApprovesOnlyWhatAllItsFiltersFit() {
        Machine machine = Machine.of(linux(original("1"), security("2", 30, "Moderate")));
        PatchBaseline important = baseline(rule(
                ComplianceLevel.UNSPECIFIED,
                7,
                new PatchFilter("CLASSIFICATION", List.of("Security")),
                new PatchFilter("SEVERITY", List.of("Critical", "Important"))));
        assertEquals(Map.of("1", PatchState.INSTALLED_OTHER), machine.scan(important));
        PatchBaseline any = baseline(rule(ComplianceLevel.UNSPECIFIED, 7, new PatchFilter("SEVERITY", List.of("*"))));
        assertEquals(Map.of("2", PatchState.MISSING), machine.scan(any));
        PatchBaseline otherProduct =
                baseline(rule(ComplianceLevel.UNSPECIFIED, 7, new PatchFilter("PRODUCT", List.of("AmazonLinux2"))));
        assertEquals(Map.of("1", PatchState.INSTALLED_OTHER), machine.scan(otherProduct));
    }

    @Test
    void approveUntilDateTakesInTheWholeOfThatDayAndNothingLater() {
        LocalDate day = LocalDate.ofInstant(NOW.minus(DAY.multipliedBy(10)), ZoneOffset.UTC);
        ApprovalRule until = new ApprovalRule(List.of(), ComplianceLevel.UNSPECIFIED, null, day, false);
        Machine onTheDay = Machine.of(linux(original("1"), security("2", 10, "Important")));
        Machine dayAfter = Machine.of(linux(original("1"), security("2", 9, "Important")));
        assertEquals(Map.of("2", PatchState.MISSING), onTheDay.scan(baseline(until)));
        assertEquals(Map.of("1", PatchState.INSTALLED_OTHER), dayAfter.scan(baseline(until)));
    }

    @Test
    void updatesWithoutANoticeAreApprovedOnlyWithEnableNonSecurity() {
        Machine machine = Machine.of(linux(original("1"), plain("2", 30)));
        assertEquals(Map.of("1", PatchState.INSTALLED_OTHER), machine.scan(approving(0)));
        ApprovalRule everything = new ApprovalRule(List.of(), ComplianceLevel.LOW, 0, null, true);
        assertEquals(Map.of("2", PatchState.MISSING), machine.scan(baseline(everything)));
    }

    @Test
    void anApprovedListLetsAYoungUpdateInByPackagePatternVersionAdvisoryOrCve() {
        Machine machine = Machine.of(linux(original("1"), security("2", 1, "Important")));
        for (String entry :
                List.of("openssh-server.x86_64", "openssh*", "openssh-server.x86_64:0:2", "RHSA-2", "CVE-2024-2")) {
            PatchBaseline listed = lists(List.of(entry), List.of(), false);
            assertEquals(Map.of("2", PatchState.MISSING), machine.scan(listed), entry);
        }
        assertEquals(
                Map.of("1", PatchState.INSTALLED_OTHER),
                machine.scan(lists(List.of("openssh-clients"), List.of(), false)));
    }

    @Test
    void onBothListsTheRejectedOneWins() {
        Machine machine = Machine.of(linux(original("1"), security("2", 30, "Important")));
        assertEquals(
                Map.of("1", PatchState.INSTALLED_OTHER),
                machine.scan(lists(List.of("openssh*"), List.of("CVE-2024-2"), true)));
    }

    @Test
    void aRejectedPackageThatIsInstalledIsRejectedWithBlockAndOtherAsADependency() {
        Machine machine =
                Machine.of(linux(original("1"), security("2", 30, "Important"))).with(1);
        assertEquals(
                Map.of("2", PatchState.INSTALLED_REJECTED), machine.scan(lists(List.of(), List.of("openssh*"), true)));
        assertEquals(
                Map.of("2", PatchState.INSTALLED_OTHER), machine.scan(lists(List.of(), List.of("openssh*"), false)));
        assertFalse(
                machine.snapshot(lists(List.of(), List.of("openssh*"), true)).compliant());
        assertTrue(
                machine.snapshot(lists(List.of(), List.of("openssh*"), false)).compliant());
    }

    @Test
    void whatWasInstalledSinceTheLastBootWaitsForOneAndMakesTheNodeNonCompliant() {
        Machine machine =
                Machine.of(linux(original("1"), security("2", 30, "Important"))).with(1);
        machine.booted = NOW.minus(DAY.multipliedBy(3));
        assertEquals(Map.of("2", PatchState.INSTALLED_PENDING_REBOOT), machine.scan(approving(7)));
        assertFalse(machine.snapshot(approving(7)).compliant());
    }

    @Test
    void whatIsNotOnTheNodeIsOnlyCountedOnLinux() {
        Machine machine =
                Machine.of(linux(original("1"), security("2", 30, "Important"))).with(Software.ABSENT);
        PatchSnapshot snapshot = machine.snapshot(approving(7));
        assertEquals(1, snapshot.count(PatchState.NOT_APPLICABLE));
        assertEquals(List.of(), snapshot.listed());
        assertTrue(snapshot.compliant());
    }

    // --- Runs

    @Test
    void anInstallListsNothingMissingAndWhatFailed() {
        Machine machine = Machine.of(linux(original("1"), security("2", 30, "Important")));
        assertEquals(Map.of(), machine.install(approving(7), Set.of()));
        assertEquals(
                Map.of("2", PatchState.FAILED), machine.install(approving(7), Set.copyOf(machine.product.software())));
    }

    @Test
    void theVerdictOfARunStaysWhenThePackagesChangeAfterIt() {
        Machine machine = Machine.of(linux(original("1"), security("2", 30, "Important")));
        PatchSnapshot before = machine.snapshot(approving(7));
        machine.with(1);
        assertEquals(1, before.count(PatchState.MISSING));
        assertEquals(0, machine.snapshot(approving(7)).count(PatchState.MISSING));
    }

    // --- What counts as what

    @Test
    void criticalIsWhatTheRuleCallsSoAndSecurityWhatTheVendorCallsSoAndBothMayBeOne() {
        Machine machine = Machine.of(linux(original("1"), security("2", 30, "Low")));
        PatchSnapshot critical = machine.snapshot(baseline(rule(ComplianceLevel.CRITICAL, 7)));
        assertEquals(1, critical.criticalNonCompliant());
        assertEquals(1, critical.securityNonCompliant());
        assertEquals(0, critical.otherNonCompliant());
        PatchSnapshot unspecified = machine.snapshot(baseline(rule(ComplianceLevel.UNSPECIFIED, 7)));
        assertEquals(0, unspecified.criticalNonCompliant());
        assertEquals(1, unspecified.securityNonCompliant());
    }

    @Test
    void aMissingUpdateThatIsNeitherIsOther() {
        Machine machine = Machine.of(linux(original("1"), plain("2", 30)));
        ApprovalRule everything = new ApprovalRule(List.of(), ComplianceLevel.LOW, 0, null, true);
        assertEquals(1, machine.snapshot(baseline(everything)).otherNonCompliant());
    }

    // --- The Debian family

    @Test
    void onTheDebianFamilyADelayIsOfNoEffect() {
        Machine machine = Machine.of(product(OperatingSystem.UBUNTU, original("1"), security("2", 0, "Optional")));
        PatchBaseline delayed = baseline(rule(ComplianceLevel.HIGH, 30, new PatchFilter("PRIORITY", List.of("*"))));
        assertEquals(Map.of("2", PatchState.MISSING), machine.scan(delayed));
    }

    // --- Windows

    @Test
    void aCumulativeUpdateReplacesTheOnesBeforeItAndTheInstalledOneStaysInTheList() {
        Machine machine = Machine.of(windows(original("image"), kb("KB1", 60), kb("KB2", 30), kb("KB3", 20)));
        assertEquals(Map.of("KB3", PatchState.MISSING), machine.scan(approving(7)));
        assertEquals(
                Map.of("KB1", PatchState.INSTALLED, "KB3", PatchState.MISSING),
                machine.with(1).scan(approving(7)));
    }

    @Test
    void aSecurityUpdateThatIsNotApprovedYetIsAvailableAndCompliesOrNotAsTheBaselineSays() {
        Machine machine = Machine.of(windows(original("image"), kb("KB1", 60), kb("KB2", 3)))
                .with(1);
        PatchBaseline tolerant = approving(7);
        assertEquals(
                Map.of("KB1", PatchState.INSTALLED, "KB2", PatchState.AVAILABLE_SECURITY_UPDATE),
                machine.scan(tolerant));
        assertTrue(machine.snapshot(tolerant).compliant());
        assertEquals(0, machine.snapshot(tolerant).securityNonCompliant());
        PatchSnapshot strict = machine.snapshot(strict(7));
        assertFalse(strict.compliant());
        assertEquals(1, strict.securityNonCompliant());
        assertEquals(0, strict.criticalNonCompliant());
    }

    @Test
    void whatIsNotApplicableIsListedOnWindowsAndHarmless() {
        Machine machine = Machine.of(windows(original("image"), kb("KB1", 60))).with(Software.ABSENT);
        assertEquals(Map.of("KB1", PatchState.NOT_APPLICABLE), machine.scan(approving(7)));
        assertTrue(machine.snapshot(approving(7)).compliant());
    }

    // --- Which baseline applies

    @Test
    void eitherSpellingOfTheTagNamesTheGroupAndAnUnknownGroupFallsBackToTheDefault() {
        AwsState state = AwsState.create(new AwsState.Plan(
                1, List.of("111122223333"), List.of("eu-central-1"), NOW, 0, List.of(new NodeSpec()), false));
        Scope scope = state.scopes().iterator().next();
        Node node = scope.nodes().get(0);
        assertEquals(
                "AWS-AmazonLinux2023DefaultPatchBaseline",
                scope.baselineFor(node).content().name());
        node.setTag("PatchGroup", "Production");
        assertEquals("corp-al2023-production", scope.baselineFor(node).content().name());
        node.setTag("Patch Group", "nobody-registered-this");
        assertEquals(
                "AWS-AmazonLinux2023DefaultPatchBaseline",
                scope.baselineFor(node).content().name());
    }

    // --- Material

    /** A machine of one software. */
    private static final class Machine {
        private final Product product;
        private final Node node;
        private Instant booted = NOW.minus(Duration.ofHours(1));

        private Machine(Product product) {
            this.product = product;
            Scope scope = new Scope("111122223333", "eu-central-1", new Chance("ids"));
            Hardware hardware = new Hardware(
                    "t3.medium",
                    "ami-1",
                    "eu-central-1a",
                    "vpc-1",
                    "subnet-1",
                    "r-1",
                    "10.0.0.1",
                    "ip-10-0-0-1",
                    NOW.minus(DAY.multipliedBy(100)));
            Agent agent = new Agent("3.3.380.0", true, 0);
            Installation installation = new Installation(product, hardware.launched());
            node = new Node(
                    scope,
                    0,
                    "i-00000000000000001",
                    hardware,
                    installation,
                    agent,
                    new Tempo(Duration.ofSeconds(30), new Chance("tempo")));
            installation.set(0, 0, hardware.launched());
        }

        static Machine of(Product product) {
            return new Machine(product);
        }

        Machine with(int level) {
            node.installation().set(0, level, NOW.minus(DAY));
            return this;
        }

        Map<String, PatchState> scan(PatchBaseline baseline) {
            return rows(snapshot(baseline));
        }

        PatchSnapshot snapshot(PatchBaseline baseline) {
            node.bootedAt(booted);
            return new PatchSnapshot(node, baseline, PatchRun.scan(NOW, NOW, "s", "e", "NoReboot", null));
        }

        Map<String, PatchState> install(PatchBaseline baseline, Set<Software> failed) {
            node.bootedAt(booted);
            PatchRun run =
                    new PatchRun(PatchOperation.INSTALL, NOW, NOW, NOW, "s", "e", "RebootIfNeeded", null, failed, null);
            return rows(new PatchSnapshot(node, baseline, run));
        }

        private static Map<String, PatchState> rows(PatchSnapshot snapshot) {
            Map<String, PatchState> rows = new TreeMap<>();
            snapshot.rows().forEach(row -> rows.put(row.release().version(), row.state()));
            return rows;
        }
    }

    private static Product linux(Release... releases) {
        return product(OperatingSystem.REDHAT_ENTERPRISE_LINUX, releases);
    }

    private static Product windows(Release... releases) {
        return product(OperatingSystem.WINDOWS, releases);
    }

    private static Product product(OperatingSystem operatingSystem, Release... releases) {
        Software software = new Software("openssh-server", 100, List.of(releases));
        return new Product(operatingSystem, "TheProduct", "TheFamily", "The Platform", "1", List.of(software));
    }

    private static Release original(String version) {
        return release(version, null, Instant.MIN, "", "", false);
    }

    private static Release security(String version, int daysOld, String severity) {
        return release(version, "RHSA-" + version, NOW.minus(DAY.multipliedBy(daysOld)), "Security", severity, true);
    }

    private static Release plain(String version, int daysOld) {
        return release(version, null, NOW.minus(DAY.multipliedBy(daysOld)), "", "", false);
    }

    private static Release kb(String id, int daysOld) {
        return new Release(
                id,
                id,
                id,
                null,
                NOW.minus(DAY.multipliedBy(daysOld)),
                "SecurityUpdates",
                "Critical",
                "",
                true,
                List.of());
    }

    private static Release release(
            String version,
            @Nullable String advisory,
            Instant released,
            String classification,
            String severity,
            boolean security) {
        List<String> cves = security ? List.of("CVE-2024-" + version) : List.of();
        String id = "openssh-server.x86_64";
        return new Release(
                id, id + ":0:" + version, version, advisory, released, classification, severity, "", security, cves);
    }

    private static ApprovalRule rule(ComplianceLevel level, int days, PatchFilter... filters) {
        return new ApprovalRule(List.of(filters), level, days, null, false);
    }

    private static PatchBaseline approving(int days) {
        return baseline(rule(ComplianceLevel.UNSPECIFIED, days));
    }

    private static PatchBaseline strict(int days) {
        return baseline(List.of(rule(ComplianceLevel.CRITICAL, days)), List.of(), List.of(), false, false);
    }

    private static PatchBaseline baseline(ApprovalRule rule) {
        return baseline(List.of(rule), List.of(), List.of(), false, true);
    }

    private static PatchBaseline lists(List<String> approved, List<String> rejected, boolean block) {
        return baseline(List.of(), approved, rejected, block, true);
    }

    private static PatchBaseline baseline(
            List<ApprovalRule> rules, List<String> approved, List<String> rejected, boolean block, boolean tolerant) {
        BaselineContent content = new BaselineContent(
                "baseline",
                null,
                List.of(),
                rules,
                approved,
                ComplianceLevel.HIGH,
                false,
                rejected,
                block,
                tolerant,
                List.of());
        return new PatchBaseline(
                "pb-0123456789abcdef0",
                "111122223333",
                "eu-central-1",
                false,
                OperatingSystem.REDHAT_ENTERPRISE_LINUX,
                content,
                NOW,
                NOW);
    }
}
