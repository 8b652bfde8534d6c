package org.siji.platform;

import org.siji.platform.identity.Allowed;
import org.siji.platform.identity.Public;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/** The floors of the house: an import only ever points down. */
@AnalyzeClasses(packages = "org.siji", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String[] KERNELS = {"org.siji.geo..", "org.siji.money..", "org.siji.land..",
            "org.siji.track..",
            "org.siji.dispatch.."};
    /** What every kernel may stand on. */
    private static final String[] COMMON = {"org.siji.geo..", "org.siji.money..", "java..", "org.locationtech..",
            "net.sf.geographiclib..", "org.jspecify.."};

    @ArchTest
    static final ArchRule land = kernel("org.siji.land..");
    @ArchTest
    static final ArchRule track = kernel("org.siji.track..");
    @ArchTest
    static final ArchRule dispatch = kernel("org.siji.dispatch..");
    @ArchTest
    static final ArchRule geo = kernel("org.siji.geo..");
    @ArchTest
    static final ArchRule money = kernel("org.siji.money..");

    @ArchTest
    static final ArchRule kernelsReadNoClock = noClasses().that().resideInAnyPackage(KERNELS).should()
            .callMethod(System.class, "currentTimeMillis").orShould().callMethod(java.time.Instant.class, "now")
            .orShould().callMethod(java.time.LocalDate.class, "now");

    @ArchTest
    static final ArchRule formatsStandOnKernels = noClasses().that().resideInAPackage("org.siji.formats..").should()
            .dependOnClassesThat().resideInAnyPackage("org.siji.sample..", "org.siji.cli..", "org.siji.platform..",
                    "org.springframework..");

    @ArchTest
    static final ArchRule sampleStandsBelowThePlatform = noClasses().that().resideInAPackage("org.siji.sample..")
            .should().dependOnClassesThat()
            .resideInAnyPackage("org.siji.cli..", "org.siji.platform..", "org.springframework..");

    @ArchTest
    static final ArchRule theDemoIsAClient = noClasses().that().resideInAPackage("org.siji.platform.demo..").should()
            .dependOnClassesThat().resideInAnyPackage("org.siji.platform.registry..", "org.siji.platform.demand..",
                    "org.siji.platform.market..", "org.siji.platform.fleet..", "org.siji.platform.work..",
                    "org.siji.platform.telemetry..", "org.siji.platform.verification..",
                    "org.siji.platform.settlement..", "org.siji.platform.notice..", "org.siji.platform.insight..",
                    "org.siji.platform.season..")
            .because("what the demo can do, everybody can: it speaks HTTP");

    @ArchTest
    static final ArchRule everyResourceSaysWhoMayUseIt = methods().that().areDeclaredInClassesThat()
            .areAnnotatedWith(RestController.class).and().areMetaAnnotatedWith(RequestMapping.class).should()
            .beAnnotatedWith(Allowed.class).orShould().beAnnotatedWith(Public.class);

    private static ArchRule kernel(String self) {
        String[] allowed = java.util.Arrays.copyOf(COMMON, COMMON.length + 1);
        allowed[COMMON.length] = self;
        return classes().that().resideInAPackage(self).should().onlyDependOnClassesThat().resideInAnyPackage(allowed);
    }
}
