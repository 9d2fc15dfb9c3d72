package io.patchfleet.reporting.spi;

import io.patchfleet.compliance.ComplianceSummary;
import io.patchfleet.compliance.ComplianceSummary.Asked;
import io.patchfleet.compliance.FleetCompliance;
import io.patchfleet.compliance.NodeCompliance;
import io.patchfleet.compliance.NodeCompliance.Counts;
import io.patchfleet.compliance.NodeCompliance.Fact;
import io.patchfleet.compliance.NodeState;
import io.patchfleet.compliance.PatchStatus;
import io.patchfleet.compliance.ScopeCompliance;
import io.patchfleet.compliance.ScopeCompliance.Status;
import io.patchfleet.compliance.StateCounts;
import io.patchfleet.model.Actor;
import io.patchfleet.model.AwsFailure;
import io.patchfleet.model.Gap;
import io.patchfleet.model.Node;
import io.patchfleet.model.NodeId;
import io.patchfleet.model.OperatingSystem;
import io.patchfleet.model.Scope;
import io.patchfleet.model.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Fleets to draw: believable ones of any size, the same for the same seed, and the awkward ones. */
public final class SampleFleet {

    /** Text that harms whoever takes it for anything but text; every one is in {@link #hostile()}. */
    public static final List<String> HOSTILE = List.of(
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(2)>",
            "\"><svg onload=alert(3)>",
            "' onmouseover='alert(4)",
            "=HYPERLINK(\"http://evil.example\",\"click\")",
            "+1+cmd|' /C calc'!A0",
            "@SUM(1+1)*cmd",
            "-2+3",
            "| a | b |\n| - | - |",
            "[click](javascript:alert(5)) ![x](http://evil.example/x.png)",
            "`` @everyone ``",
            "]]><!-- --><?php",
            "\u202Eesrever",
            "{{7*7}} ${7*7} <%= 7*7 %>");

    /** When every sample was read. */
    public static final Instant BEGAN = Instant.parse("2026-11-23T00:00:00Z");

    private static final List<String> REGIONS =
            List.of("ap-northeast-1", "us-east-1", "eu-central-1", "eu-west-1", "ap-southeast-1");
    private static final Map<String, String> ACCOUNTS = accounts();
    private static final List<Platform> PLATFORMS = List.of(
            new Platform(
                    OperatingSystem.AMAZON_LINUX_2023,
                    "Amazon Linux 2023",
                    List.of(
                            new Patch(
                                    "kernel.x86_64",
                                    "ALAS2023-2026-1674: kernel",
                                    Severity.IMPORTANT,
                                    "CVE-2026-22997"),
                            new Patch(
                                    "openssl-libs.x86_64",
                                    "ALAS2023-2026-1861: openssl-libs",
                                    Severity.CRITICAL,
                                    "CVE-2026-42402"),
                            new Patch(
                                    "curl-minimal.x86_64",
                                    "ALAS2023-2026-1702: curl-minimal",
                                    Severity.MODERATE,
                                    "CVE-2026-30117"))),
            new Platform(
                    OperatingSystem.WINDOWS,
                    "Microsoft Windows Server 2022 Datacenter",
                    List.of(
                            new Patch(
                                    "KB5091842",
                                    "2026-11 Cumulative Update for Windows Server 2022",
                                    Severity.CRITICAL,
                                    "CVE-2026-42733"),
                            new Patch(
                                    "KB5090215",
                                    "2026-11 Cumulative Update for .NET Framework 4.8",
                                    Severity.IMPORTANT,
                                    "CVE-2026-42291"))),
            new Platform(
                    OperatingSystem.REDHAT_ENTERPRISE_LINUX,
                    "Red Hat Enterprise Linux 9.6",
                    List.of(
                            new Patch(
                                    "kernel-core.x86_64",
                                    "RHSA-2026:21044 kernel",
                                    Severity.IMPORTANT,
                                    "CVE-2026-22997"),
                            new Patch("openssl.x86_64", "RHSA-2026:20877 openssl", Severity.CRITICAL, "CVE-2026-42402"),
                            new Patch("sudo.x86_64", "RHSA-2026:19930 sudo", Severity.IMPORTANT, "CVE-2026-18832"))),
            new Platform(
                    OperatingSystem.UBUNTU,
                    "Ubuntu 22.04",
                    List.of(
                            new Patch(
                                    "linux-image-aws",
                                    "USN-8214-1: Linux kernel (AWS)",
                                    Severity.IMPORTANT,
                                    "CVE-2026-43117"),
                            new Patch("openssh-server", "USN-8207-2: OpenSSH", Severity.CRITICAL, "CVE-2026-41250"))));
    private static final List<String> ENVIRONMENTS = List.of(
            "Production",
            "Production",
            "Production",
            "Production",
            "Production",
            "Testing",
            "Testing",
            "Development",
            "Development");
    private static final List<String> APPLICATIONS = List.of(
            "ehr-api",
            "portal-web",
            "billing-db",
            "hl7-bridge",
            "dicom-rt",
            "lab-gw",
            "rx-queue",
            "adt-feed",
            "pacs-store",
            "print-srv",
            "ci-runner",
            "obs-agent");
    private static final List<String> TEAMS =
            List.of("Clinical systems", "Imaging", "Billing", "Integration", "Platform");

    private final Random random;
    private final boolean withPatches;

    private SampleFleet(long seed, boolean withPatches) {
        this.random = new Random(seed);
        this.withPatches = withPatches;
    }

    /**
     * A fleet in two accounts and three Regions of which one scope refused Systems Manager.
     *
     * @param nodes how many run
     * @param seed the same seed gives the same fleet
     */
    public static FleetCompliance of(int nodes, long seed) {
        return new SampleFleet(seed, true).fleet(nodes, 3, true);
    }

    /** The same, without the patches' names. */
    public static FleetCompliance withoutPatches(int nodes, long seed) {
        return new SampleFleet(seed, false).fleet(nodes, 3, true);
    }

    /** A fleet in five accounts and five Regions. */
    public static FleetCompliance wide(int nodes, long seed) {
        return new SampleFleet(seed, true).fleet(nodes, 5, true);
    }

    /** A fleet that was read whole and whose nodes are all well. */
    public static FleetCompliance compliant(int nodes) {
        FleetCompliance mixed = new SampleFleet(1, true).fleet(nodes, 3, false);
        List<NodeCompliance> well = mixed.nodes()
                .map(node -> NodeCompliance.builder()
                        .node(node.node())
                        .state(NodeState.COMPLIANT)
                        .counts(Counts.builder().installed(60).build())
                        .lastScan(BEGAN.minus(Duration.ofHours(9)))
                        .build())
                .toList();
        return whole(well, scopes(well, Map.of()), List.of(), "everything");
    }

    /** A fleet that was read whole and has no nodes. */
    public static FleetCompliance empty() {
        List<ScopeCompliance> scopes = List.of(
                scope(new Scope("111122223333", "ap-northeast-1"), new StateCounts(Map.of(), 3, 0), List.of()),
                scope(new Scope("111122223333", "us-east-1"), new StateCounts(Map.of(), 0, 2), List.of()));
        return whole(List.of(), scopes, List.of(), "environment=Nowhere");
    }

    /** A fleet of which no scope could be read. */
    public static FleetCompliance unread() {
        List<Gap> gaps = new ArrayList<>();
        List<ScopeCompliance> scopes = new ArrayList<>();
        for (String region : List.of("ap-northeast-1", "us-east-1")) {
            Scope scope = new Scope("111122223333", region);
            Gap gap = Gap.in(
                    scope,
                    "nothing of this scope could be read",
                    Optional.of(refused("ec2:DescribeInstances", "UnauthorizedOperation")));
            gaps.add(gap);
            scopes.add(ScopeCompliance.builder()
                    .scope(scope)
                    .accountName("clinical")
                    .status(Status.FAILED)
                    .addGap(gap)
                    .build());
        }
        return whole(List.of(), scopes, gaps, "everything");
    }

    /** A fleet whose names, tags, patches and reasons are {@link #HOSTILE}. */
    public static FleetCompliance hostile() {
        Scope scope = new Scope("111122223333", "us-east-1");
        List<NodeCompliance> nodes = new ArrayList<>();
        for (int i = 0; i < HOSTILE.size(); i++) {
            String text = HOSTILE.get(i);
            Node node = Node.builder()
                    .id(new NodeId(scope, String.format("i-%017x", i)))
                    .name(text)
                    .platform(text)
                    .environment(text)
                    .patchGroup(text)
                    .power(Node.Power.RUNNING)
                    .putTag("Environment", text)
                    .putTag("Team", text)
                    .putTag(text, text)
                    .build();
            nodes.add(NodeCompliance.builder()
                    .node(node)
                    .state(NodeState.NON_COMPLIANT)
                    .reason(text)
                    .baseline(text)
                    .counts(Counts.builder().missing(1).criticalNonCompliant(1).build())
                    .lastScan(BEGAN.minus(Duration.ofHours(2)))
                    .patches(List.of(PatchStatus.builder()
                            .title(text)
                            .kb(text)
                            .classification(text)
                            .state(PatchStatus.State.MISSING)
                            .addCve(text)
                            .build()))
                    .build());
        }
        String all = String.join(" ", HOSTILE);
        Gap gap = Gap.in(
                scope,
                all,
                Optional.of(new AwsFailure("ssm:GetInventory", "AccessDeniedException", all, Optional.of("7f0c"))));
        StateCounts counts = new StateCounts(Map.of(NodeState.NON_COMPLIANT, nodes.size()), 0, 0);
        ScopeCompliance partial = ScopeCompliance.builder()
                .scope(scope)
                .accountName(HOSTILE.get(0))
                .status(Status.PARTIAL)
                .counts(counts)
                .addGap(gap)
                .build();
        return whole(nodes, List.of(partial), List.of(gap), HOSTILE.get(1));
    }

    private FleetCompliance fleet(int nodes, int regions, boolean oneRefused) {
        List<Scope> scopes = ACCOUNTS.keySet().stream()
                .limit(regions > 3 ? 5 : 2)
                .flatMap(account -> REGIONS.stream().limit(regions).map(region -> new Scope(account, region)))
                .sorted()
                .toList();
        Scope refused = new Scope("444455556666", "eu-central-1");
        List<NodeCompliance> all = new ArrayList<>();
        for (int i = 0; i < nodes; i++) {
            Scope scope = scopes.get((int) (scopes.size() * Math.pow(random.nextDouble(), 1.4)));
            all.add(node(scope, i, oneRefused && scope.equals(refused)));
        }
        Map<Scope, List<Gap>> gaps = oneRefused
                ? Map.of(
                        refused,
                        List.of(Gap.in(
                                refused,
                                "Systems Manager could not be asked, so its running nodes are unreadable",
                                Optional.of(refused("ssm:DescribeInstanceProperties", "AccessDeniedException")))))
                : Map.of();
        List<ScopeCompliance> read = scopes(all, gaps);
        return whole(all, read, gaps.values().stream().flatMap(List::stream).toList(), "everything");
    }

    private NodeCompliance node(Scope scope, int number, boolean unreadable) {
        String application = APPLICATIONS.get(random.nextInt(APPLICATIONS.size()));
        Platform platform = PLATFORMS.get(random.nextInt(PLATFORMS.size()));
        String environment = random.nextInt(50) == 0 ? "" : ENVIRONMENTS.get(random.nextInt(ENVIRONMENTS.size()));
        String id = String.format("%s%017x", random.nextInt(25) == 0 ? "mi-" : "i-", random.nextLong() >>> 4 | number);
        Node.Builder node = Node.builder()
                .id(new NodeId(scope, id))
                .name(application + "-" + shortened(environment) + "-"
                        + scope.region().charAt(0) + scope.region().charAt(3) + "1-" + (number % 40 + 1))
                .power(Node.Power.RUNNING)
                .putTag("Application", application)
                .putTag("Team", TEAMS.get(APPLICATIONS.indexOf(application) % TEAMS.size()));
        if (!environment.isEmpty()) {
            node.environment(environment).putTag("Environment", environment).patchGroup(environment);
        }
        NodeState state = unreadable ? NodeState.UNREADABLE : state(scope, environment);
        if (state != NodeState.UNMANAGED && state != NodeState.UNREADABLE) {
            node.operatingSystem(platform.system).platform(platform.name);
        }
        return compliance(node.build(), state, platform);
    }

    private static String shortened(String environment) {
        return switch (environment) {
            case "Production" -> "prd";
            case "Testing" -> "tst";
            case "Development" -> "dev";
            default -> "x";
        };
    }

    private NodeState state(Scope scope, String environment) {
        double trouble = scope.region().equals("us-east-1") && environment.equals("Production") ? 0.31 : 0.08;
        double draw = random.nextDouble();
        if (draw < trouble) {
            return NodeState.NON_COMPLIANT;
        }
        double rest = (draw - trouble) / (1 - trouble);
        if (rest < 0.03) {
            return NodeState.SCAN_OUT_OF_DATE;
        }
        if (rest < 0.045) {
            return NodeState.CONNECTION_LOST;
        }
        if (rest < 0.06) {
            return NodeState.NEVER_SCANNED;
        }
        return rest < 0.085 ? NodeState.UNMANAGED : NodeState.COMPLIANT;
    }

    private NodeCompliance compliance(Node node, NodeState state, Platform platform) {
        NodeCompliance.Builder compliance = NodeCompliance.builder().node(node).state(state);
        Instant fresh = BEGAN.minus(Duration.ofMinutes(30 + random.nextInt(9_000)));
        switch (state) {
            case COMPLIANT -> looked(compliance, fresh).counts(installed().build());
            case NON_COMPLIANT -> lacking(looked(compliance, fresh), platform);
            case SCAN_OUT_OF_DATE ->
                looked(compliance, BEGAN.minus(Duration.ofDays(8 + random.nextInt(20))))
                        .counts(installed().build());
            case CONNECTION_LOST ->
                looked(compliance, fresh).counts(installed().build()).addFacts(Fact.AGENT_LOST);
            case UNMANAGED ->
                compliance.reason(
                        random.nextBoolean() ? "no instance profile" : "never registered with Systems Manager");
            case UNREADABLE -> compliance.reason("ssm:DescribeInstanceProperties was refused");
            case NEVER_SCANNED -> {}
        }
        return compliance.build();
    }

    private NodeCompliance.Builder looked(NodeCompliance.Builder compliance, Instant at) {
        compliance.baseline("pb-0123456789abcdef0");
        if (random.nextInt(12) == 0) {
            return compliance.lastInstall(at).addFacts(Fact.LAST_LOOK_WAS_INSTALL);
        }
        return compliance.lastScan(at);
    }

    private Counts.Builder installed() {
        return Counts.builder().installed(40 + random.nextInt(80)).installedOther(random.nextInt(30));
    }

    private void lacking(NodeCompliance.Builder compliance, Platform platform) {
        List<PatchStatus> patches = new ArrayList<>();
        int critical = 0;
        int failed = 0;
        for (Patch patch : platform.patches) {
            if (patches.isEmpty() || random.nextInt(2) == 0) {
                boolean hasFailed = random.nextInt(9) == 0;
                failed += hasFailed ? 1 : 0;
                critical += patch.severity == Severity.CRITICAL ? 1 : 0;
                patches.add(PatchStatus.builder()
                        .title(patch.title)
                        .kb(patch.kb)
                        .classification("Security")
                        .severity(patch.severity)
                        .state(hasFailed ? PatchStatus.State.FAILED : PatchStatus.State.MISSING)
                        .addCve(patch.cve)
                        .build());
            }
        }
        patches.sort(Comparator.comparing(PatchStatus::state).thenComparing(PatchStatus::severity));
        int waiting = random.nextInt(6) == 0 ? 1 : 0;
        if (waiting > 0) {
            compliance.addFacts(Fact.REBOOT_PENDING).rebootPendingSince(BEGAN.minus(Duration.ofDays(6)));
        }
        if (random.nextInt(15) == 0) {
            compliance.addFacts(Fact.FOREIGN_BASELINE);
        }
        compliance.counts(installed()
                .missing(patches.size() - failed)
                .failed(failed)
                .pendingReboot(waiting)
                .criticalNonCompliant(critical)
                .securityNonCompliant(patches.size())
                .otherNonCompliant(waiting)
                .build());
        if (withPatches) {
            compliance.patches(patches);
        }
    }

    private static List<ScopeCompliance> scopes(List<NodeCompliance> nodes, Map<Scope, List<Gap>> gaps) {
        Map<Scope, StateCounts.Tally> tallies = new LinkedHashMap<>();
        nodes.stream()
                .map(node -> node.id().scope())
                .sorted()
                .forEach(scope -> tallies.put(scope, new StateCounts.Tally()));
        nodes.forEach(node -> tallies.computeIfAbsent(node.id().scope(), k -> new StateCounts.Tally())
                .add(node.state()));
        tallies.values().forEach(tally -> {
            for (int i = 0; i < 4; i++) {
                tally.addStopped();
                tally.addExcluded();
            }
        });
        return tallies.entrySet().stream()
                .map(entry ->
                        scope(entry.getKey(), entry.getValue().counts(), gaps.getOrDefault(entry.getKey(), List.of())))
                .toList();
    }

    private static ScopeCompliance scope(Scope scope, StateCounts counts, List<Gap> gaps) {
        return ScopeCompliance.builder()
                .scope(scope)
                .accountName(Optional.ofNullable(ACCOUNTS.get(scope.account())))
                .status(gaps.isEmpty() ? Status.READ : Status.PARTIAL)
                .counts(counts)
                .gaps(gaps)
                .build();
    }

    private static FleetCompliance whole(
            List<NodeCompliance> nodes, List<ScopeCompliance> scopes, List<Gap> gaps, String target) {
        ComplianceSummary summary = ComplianceSummary.builder()
                .asked(Asked.builder()
                        .actor(Actor.named("patch-reporter"))
                        .target(target)
                        .excluding("tag Lifecycle=image")
                        .maxScanAge(Duration.ofDays(7))
                        .withPatches(
                                nodes.stream().anyMatch(node -> node.patches().isPresent()))
                        .environmentTag("Environment")
                        .build())
                .began(BEGAN)
                .ended(BEGAN.plusSeconds(252))
                .scopes(scopes)
                .gaps(gaps)
                .missingPatches(nodes.stream()
                        .flatMap(node -> node.counts().stream())
                        .mapToLong(Counts::missing)
                        .sum())
                .apiCalls(Map.of(
                        "ec2:DescribeInstances", (long) scopes.size(),
                        "ssm:DescribeInstanceProperties", (long) scopes.size(),
                        "ssm:DescribeInstancePatchStates", nodes.size() / 50L + 1))
                .throttled(2)
                .build();
        return FleetCompliance.of(summary, nodes);
    }

    private static AwsFailure refused(String operation, String code) {
        return new AwsFailure(
                operation,
                code,
                "User: arn:aws:sts::111122223333:assumed-role/PatchFleet/s is not authorized to perform: " + operation,
                Optional.of("7f0c2f61-20c5-4b17-9a39-5d0b3f3f6a10"));
    }

    private static Map<String, String> accounts() {
        Map<String, String> accounts = new LinkedHashMap<>();
        accounts.put("111122223333", "clinical");
        accounts.put("444455556666", "shared-services");
        accounts.put("222233334444", "imaging");
        accounts.put("333344445555", "research");
        accounts.put("555566667777", "sandbox");
        return accounts;
    }

    private record Platform(OperatingSystem system, String name, List<Patch> patches) {}

    private record Patch(String kb, String title, Severity severity, String cve) {}
}
