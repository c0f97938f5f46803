package io.homelab.systemtests.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The arrows of DESIGN §2. */
class ArchitectureTest {
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(
                    location -> !location.contains("-tests.jar")) // what tests share is no code of ours to run
            .importPackages("io.homelab");

    static final ArchRule labDependsOnNothingOfOurs = noClasses()
            .that()
            .resideInAPackage("io.homelab.lab..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.homelab.workflows..",
                    "io.homelab.activities..",
                    "io.homelab.worker..",
                    "io.homelab.cli..",
                    "io.homelab.simulator..");

    static final ArchRule workflowsAreTheInside = noClasses()
            .that()
            .resideInAPackage("io.homelab.workflows..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.homelab.lab..",
                    "io.homelab.activities..",
                    "io.homelab.worker..",
                    "io.homelab.cli..",
                    "io.homelab.simulator..",
                    "org.springframework..",
                    "okhttp3..",
                    "io.fabric8..",
                    "java.net.http..",
                    "java.nio.file..");

    static final ArchRule theSimulatorSharesNothing = noClasses()
            .that()
            .resideInAPackage("io.homelab.simulator..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.homelab.lab..",
                    "io.homelab.workflows..",
                    "io.homelab.activities..",
                    "io.homelab.worker..",
                    "io.homelab.cli..");

    static final ArchRule theCommandLineKnowsNoActivity = noClasses()
            .that()
            .resideInAPackage("io.homelab.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.homelab.activities..", "io.homelab.worker..", "io.homelab.simulator..");

    static final ArchRule oneExitToTheWorld = noClasses()
            .that()
            .resideInAPackage("io.homelab.activities..")
            .and()
            .resideOutsideOfPackage("io.homelab.activities.transport..")
            .should()
            .dependOnClassesThat()
            .haveNameMatching(
                    "okhttp3\\.OkHttpClient.*|java\\.net\\.http\\.HttpClient.*|java\\.lang\\.ProcessBuilder|io\\.fabric8\\.kubernetes\\.client\\.KubernetesClientBuilder|io\\.grpc\\.netty.*|org\\.eclipse\\.jgit\\.(api\\..*|transport\\..*)|java\\.net\\.HttpURLConnection|org\\.apache\\.sshd\\..*");

    static final ArchRule oneJackson2 = noClasses()
            .that()
            .resideInAPackage("io.homelab..")
            .and()
            .resideOutsideOfPackage("io.homelab.workflows.wire..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.fasterxml.jackson.databind..", "com.fasterxml.jackson.core..");

    static final ArchRule workflowsAreDeterministic = noClasses()
            .that()
            .resideInAPackage("io.homelab.workflows..")
            .and()
            .resideOutsideOfPackage("io.homelab.workflows.wire..")
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(java.util.UUID.class, "randomUUID")
            .orShould()
            .dependOnClassesThat()
            .haveNameMatching(
                    "java\\.util\\.(Random|concurrent\\.(Executor.*|ThreadLocalRandom|locks\\..*))|java\\.lang\\.Thread|java\\.security\\.SecureRandom");

    static final ArchRule timeComesFromTheClock = noClasses()
            .that()
            .resideInAPackage("io.homelab.activities..")
            .and()
            .resideOutsideOfPackage("io.homelab.activities.clock..")
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime");

    static final ArchRule workflowImplementationsArePublicAndFinal = classes()
            .that()
            .areAnnotatedWith("io.temporal.spring.boot.WorkflowImpl")
            .should()
            .bePublic()
            .andShould()
            .haveModifier(com.tngtech.archunit.core.domain.JavaModifier.FINAL);

    static final ArchRule systemsDoNotFormCycles =
            slices().matching("io.homelab.activities.(*)..").should().beFreeOfCycles();

    static final ArchRule capabilitiesDoNotFormCycles =
            slices().matching("io.homelab.workflows.(*)..").should().beFreeOfCycles();

    @TestFactory
    Stream<DynamicTest> theArrowsHold() {
        return Arrays.stream(ArchitectureTest.class.getDeclaredFields())
                .filter(f -> Modifier.isStatic(f.getModifiers()) && ArchRule.class.isAssignableFrom(f.getType()))
                .map(f -> DynamicTest.dynamicTest(f.getName(), () -> rule(f).check(OURS)));
    }

    private static ArchRule rule(Field field) throws IllegalAccessException {
        return (ArchRule) field.get(null);
    }
}
