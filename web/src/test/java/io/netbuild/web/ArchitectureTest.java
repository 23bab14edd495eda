package io.netbuild.web;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** The platform and HTTP together: which package may know which. */
@AnalyzeClasses(packages = "io.netbuild", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule featuresShouldNotDependOnEachOtherInCircles =
            slices().matching("io.netbuild.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theKernelShouldDependOnTheJdkOnly = classes()
            .that()
            .resideInAPackage("io.netbuild.kernel..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("io.netbuild.kernel..", "java..", "javax.crypto..", "org.jspecify..");

    @ArchTest
    static final ArchRule theContextShouldDependOnTheKernelOnly = noClasses()
            .that()
            .resideInAPackage("io.netbuild.context..")
            .should()
            .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("io.netbuild..")
                    .and(JavaClass.Predicates.resideOutsideOfPackages(
                            "io.netbuild.context..", "io.netbuild.kernel..")));

    @ArchTest
    static final ArchRule nothingShouldDependOnHttp = noClasses()
            .that()
            .resideOutsideOfPackage("io.netbuild.web..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.netbuild.web..", "jakarta.ws.rs..", "jakarta.servlet..");

    @ArchTest
    static final ArchRule theEnginesInternalsShouldBeUsedByEnginesAndJobsOnly = noClasses()
            .that()
            .resideOutsideOfPackages("io.netbuild.engine..", "io.netbuild.job..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.camunda.bpm.engine.impl..");

    @ArchTest
    static final ArchRule theSampleShouldNotKnowThePlatform = noClasses()
            .that()
            .resideInAPackage("io.netbuild.sample..")
            .should()
            .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("io.netbuild..")
                    .and(JavaClass.Predicates.resideOutsideOfPackage("io.netbuild.sample..")));

    @ArchTest
    static final ArchRule internalsShouldBeUsedByTheirOwnFeatureOnly =
            classes().that().resideInAPackage("io.netbuild..internal..").should(beUsedByTheirFeatureOnly());

    private static ArchCondition<JavaClass> beUsedByTheirFeatureOnly() {
        return new ArchCondition<>("be used by their own feature only") {
            @Override
            public void check(JavaClass internal, ConditionEvents events) {
                String feature = internal.getPackageName().replaceFirst("\\.internal.*", "");
                internal.getDirectDependenciesToSelf().stream()
                        .filter(use -> !use.getOriginClass().getPackageName().startsWith(feature))
                        .forEach(use -> events.add(SimpleConditionEvent.violated(use, use.getDescription())));
            }
        };
    }
}
