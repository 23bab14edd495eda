package io.netbuild.web.apps;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which package of the web applications may know which. */
@AnalyzeClasses(packages = "io.netbuild.web.apps", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    /** The web applications' own queries are commands of the engine's internals; nothing else needs these. */
    @ArchTest
    static final ArchRule theEnginesInternalsShouldBeUsedForQueriesOnly = noClasses()
            .that()
            .resideOutsideOfPackage("io.netbuild.web.apps.query..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.camunda.bpm.engine.impl..");

    @ArchTest
    static final ArchRule queriesShouldKnowTheEngineAndItsScopeOnly = noClasses()
            .that()
            .resideInAPackage("io.netbuild.web.apps.query..")
            .should()
            .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("io.netbuild..")
                    .and(JavaClass.Predicates.resideOutsideOfPackages(
                            "io.netbuild.web.apps.query..", "io.netbuild.engine", "io.netbuild.context")));

    @ArchTest
    static final ArchRule nothingShouldReachForInternals =
            noClasses().should().dependOnClassesThat().resideInAPackage("io.netbuild..internal..");
}
