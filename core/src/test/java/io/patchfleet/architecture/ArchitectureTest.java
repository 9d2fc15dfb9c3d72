package io.patchfleet.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchitectureTest {

    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("/simulator/"))
            .importPackages("io.patchfleet");

    /** Sixty, the Resource Data Sync that very large fleets are read from, and what others may contribute. */
    private static final int MOST_PUBLIC_TYPES = 62;

    @ParameterizedTest(name = "{0} looks only at {1}")
    @CsvSource({
        "model, internal.json",
        "event, model",
        "target, model",
        "spi, model spec",
        "spec, model internal.json internal.spec",
        "plan, model spec internal.json internal.spec",
        "apply, model event plan",
        "compliance, model target spec",
        "run, model event target",
    })
    void aPublicPackageLooksOnlyTowardsThoseItIsBuiltOn(String name, String others) {
        DescribedPredicate<JavaClass> allowed =
                resideInAPackage("io.patchfleet." + name).or(not(resideInAPackage("io.patchfleet..")));
        for (String other : List.of(others.split(" ", -1))) {
            allowed = allowed.or(resideInAPackage("io.patchfleet." + other));
        }
        if (name.equals("spi")) {
            // Its factories make the accounts that come with the library.
            allowed = allowed.or(resideInAPackage("io.patchfleet.internal.aws"));
        }
        classes()
                .that()
                .resideInAPackage("io.patchfleet." + name)
                .should()
                .onlyDependOnClassesThat(allowed)
                .check(CORE);
    }

    @Test
    void packagesDoNotGoRoundInCircles() {
        slices().matching("io.patchfleet.internal.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CORE);
    }

    @Test
    void onlyTheEdgeKnowsAwsServices() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.patchfleet.internal.aws")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("software.amazon.awssdk.services..")
                .check(CORE);
    }

    @Test
    void noModelClassOfTheSdkStandsInAPublicSignature() {
        methods()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat(
                        resideInAPackage("io.patchfleet..").and(not(resideInAPackage("io.patchfleet.internal.."))))
                .should(nameNoServiceClass())
                .check(CORE);
    }

    @Test
    void timeIsInjectedAndNobodySleeps() {
        noClasses()
                .that(not(simpleName("DefaultPatchFleet")))
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .check(CORE);
    }

    @Test
    void aLibraryDoesNotPrint() {
        noClasses()
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(CORE);
    }

    @Test
    void thePublicSurfaceStaysSmall() {
        List<String> types = CORE.stream()
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(type -> type.isTopLevelClass() && !type.getPackageName().startsWith("io.patchfleet.internal"))
                .map(JavaClass::getSimpleName)
                .sorted()
                .toList();

        assertTrue(types.size() <= MOST_PUBLIC_TYPES, () -> types.size() + ": " + types);
    }

    private static ArchCondition<JavaMethod> nameNoServiceClass() {
        return new ArchCondition<>("name no class of an AWS service") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                method.getAllInvolvedRawTypes().stream()
                        .filter(type -> type.getPackageName().startsWith("software.amazon.awssdk.services"))
                        .forEach(type -> events.add(SimpleConditionEvent.violated(
                                method, method.getFullName() + " names " + type.getName())));
            }
        };
    }
}
