package io.patchfleet.examples;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchfleet.PatchFleet;
import io.patchfleet.compliance.FleetCompliance;
import io.patchfleet.model.Actor;
import io.patchfleet.model.OperatingSystem;
import io.patchfleet.model.Verb;
import io.patchfleet.plan.FleetPlan;
import io.patchfleet.run.PatchRun;
import io.patchfleet.simulator.CallLog;
import io.patchfleet.simulator.Fault;
import io.patchfleet.simulator.SimulatedAws;
import io.patchfleet.spec.FleetSpec;
import io.patchfleet.spi.Accounts;
import io.patchfleet.target.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the README says, held against what is so. */
class ReadmeTest {

    private static final Path ROOT = Path.of("../..");
    private static final int FIRST_JAVA_BEFORE = 40;
    private static final String MEMBER = "222233334444";
    /** Rights that AWS asks for beside a call; nothing is called by these names. */
    private static final Set<String> PERMISSION_ONLY =
            Set.of("cloudformation:DescribeStacks", "cloudformation:ListStackResources");

    private static String readme() throws IOException {
        return Files.readString(ROOT.resolve("README.md"));
    }

    private static Set<String> found(String text, String pattern) {
        return Pattern.compile(pattern, Pattern.DOTALL)
                .matcher(text)
                .results()
                .map(match -> match.group(1).stripIndent().strip())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void itsJavaIsThatOfFilesThatCompile() throws IOException {
        Path sources = Path.of("src/test/java/io/patchfleet/examples/readme");
        Set<String> compiled = new TreeSet<>();
        try (Stream<Path> files = Files.list(sources)) {
            for (Path file : files.sorted().toList()) {
                compiled.addAll(found(Files.readString(file), "\\n *// README\\n(.*?)\\n *// end\\n"));
            }
        }
        assertEquals(compiled, found(readme(), "\\n```java\\n(.*?)\\n```\\n"));
    }

    @Test
    void whatItSaysOfThePasswordsInAPlansJsonIsSo() throws IOException {
        FleetPlan plan = FleetPlan.builder()
                .spec(FleetSpec.builder("bank")
                        .baseline(
                                "linux",
                                OperatingSystem.AMAZON_LINUX_2023,
                                b -> b.source("mirror", "password=hunter2", "*"))
                        .build())
                .purpose(FleetPlan.Purpose.APPLY)
                .at(Instant.EPOCH)
                .actor(Actor.named("planner"))
                .build();

        assertTrue(readme().contains("A plan's JSON holds the spec whole, a source's `configuration` in clear"));
        assertTrue(plan.toJson().contains("password=hunter2"), plan::toJson);
        assertFalse((plan + plan.toMarkdown(60_000) + plan.spec()).contains("hunter2"), plan::toString);
    }

    @Test
    void itsFirstJavaComesEarly() throws IOException {
        int line = readme().lines().toList().indexOf("```java") + 1;
        assertTrue(line > 0 && line < FIRST_JAVA_BEFORE, "line " + line);
    }

    @Test
    void itsCoordinatesAreThoseOfTheBuild() throws IOException {
        String parent = Files.readString(ROOT.resolve("pom.xml"));
        String version = found(parent, "<artifactId>patchfleet-parent</artifactId>\\s*<version>(.*?)</version>")
                .iterator()
                .next();
        String sdk = found(parent, "<aws-sdk.version>(.*?)</aws-sdk.version>")
                .iterator()
                .next();
        assertEquals(Set.of(version, sdk), found(readme(), "<version>(.*?)</version>"));
    }

    @Test
    void itsLinksInsideTheRepositoryLeadSomewhere() throws IOException {
        List<String> dead = Pattern.compile("\\]\\(([^)#:]+)\\)")
                .matcher(readme())
                .results()
                .map(link -> link.group(1))
                .filter(link -> !Files.exists(ROOT.resolve(link)))
                .toList();
        assertEquals(List.of(), dead);
    }

    @Test
    void itsIamActionsAreThoseThatAreCalled() throws IOException {
        Set<String> called = new TreeSet<>();
        Set<String> allowed = new TreeSet<>();
        try (SimulatedAws aws = aWholeOrganization()) {
            try (PatchFleet fleet = on(aws).accounts(
                            Accounts.organization("PatchFleet").under("ou-ab12-production"))
                    .enabledRegions()
                    .build()) {
                aws.world().addResourceGroup(MEMBER, "us-east-1", "web", "Environment", "Production");
                fleet.scan(Target.everything().except(Target.resourceGroup("web")))
                        .run();
                fleet.scan(Target.everything()).calendar("quarter-end").run();
                FleetCompliance now = fleet.compliance().withPatches().collect();
                assertTrue(now.isComplete(), now.toString());
                installBesideAWindow(aws, fleet);
                assertFalse(fleet.windowRuns().collect().runs().isEmpty());
                allowed.addAll(
                        fleet.iamPolicy(Verb.READ, Verb.SCAN, Verb.INSTALL).actions());
            }
            aws.fault(Fault.accessDenied("ssm:DescribeInstanceProperties"));
            try (PatchFleet fleet = on(aws).accounts(Accounts.organization("PatchFleet"))
                    .regions("us-east-1")
                    .build()) {
                fleet.compliance().collect();
                allowed.addAll(fleet.iamPolicy(Verb.READ).actions());
            }
            aws.calls().entries().stream().map(CallLog.Entry::operation).forEach(called::add);
            assertEquals(List.of(), aws.violations());
        }
        called.addAll(PERMISSION_ONLY);
        assertEquals(called, actionsOf(readme()));
        assertEquals(allowed, actionsOf(readme()));
    }

    /** While somebody else's window is open; and then stopped, in the dangerous way. */
    private static void installBesideAWindow(SimulatedAws aws, PatchFleet fleet) {
        String soon = aws.clock().instant().plusSeconds(60).toString().substring(0, 19);
        aws.world().addForeignWindow(MEMBER, "us-east-1", "theirs", "at(" + soon + ")", "Environment", "Production");
        aws.time().advance(Duration.ofSeconds(90));
        PatchRun run = fleet.install(Target.everything()).start();
        run.await(Duration.ofSeconds(40));
        run.cancel("enough", PatchRun.Begun.DANGEROUS_STOPPED);
        run.await();
    }

    private static Set<String> actionsOf(String readme) {
        return Pattern.compile("(?m)^\\| `([a-z0-9-]+:[A-Za-z]+)` \\|")
                .matcher(readme)
                .results()
                .map((MatchResult row) -> row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static SimulatedAws aWholeOrganization() {
        return SimulatedAws.builder()
                .seed(3)
                .regions("us-east-1")
                .accounts("111122223333", MEMBER)
                .organization(o -> o.unit("ou-ab12-production", u -> u.accounts(MEMBER)))
                .nodes(60)
                .build();
    }

    private static PatchFleet.Builder on(SimulatedAws aws) {
        return PatchFleet.builder()
                .endpoint(aws.endpoint())
                .credentials(aws.credentials())
                .httpClient(aws.httpClient())
                .executor(aws.scheduler())
                .time(aws.clock(), aws.scheduler());
    }

    @Test
    void everyOptionThatItNamesExists() throws IOException {
        Set<String> options = new TreeSet<>();
        for (String program : List.of("quickstart", "report", "simulate")) {
            options.addAll(found(Run.of(program, "--help").out(), "(--[a-z][a-z-]+)"));
        }
        options.addAll(found(Run.of("fleet", "iam-policy", "--help").out(), "(--[a-z][a-z-]+)"));
        options.addAll(found(Run.of("patch", "install", "--help").out(), "(--[a-z][a-z-]+)"));
        Set<String> named = found(
                readme().lines()
                        .filter(line -> line.contains("patchfleet-examples.jar") || line.startsWith("| `--"))
                        .collect(Collectors.joining("\n")),
                "(--[a-z][a-z-]+)");
        assertAll(
                () -> assertTrue(options.containsAll(named), named + " in " + options),
                () -> assertTrue(named.contains("--aws"), named.toString()));
    }
}
