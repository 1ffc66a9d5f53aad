package gradus.lab;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// Which package of the lab may know which.
@AnalyzeClasses(packages = "gradus.lab", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    @ArchTest
    static final ArchRule noCircles =
            slices().matching("gradus.lab.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule aRun_doesNotOwnWhoWatchesIt = noClasses()
            .that()
            .resideInAPackage("gradus.lab.run")
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "gradus.lab.view", "gradus.lab.keep", "gradus.lab.diagnosis", "gradus.lab.bench"));

    @ArchTest
    static final ArchRule messagesKnowNothing = noClasses()
            .that()
            .resideInAPackage("gradus.lab.messages")
            .should()
            .dependOnClassesThat(com.tngtech.archunit.base.DescribedPredicate.describe(
                    "are in another package of the lab",
                    type -> type.getPackageName().startsWith("gradus.lab.")
                            && !type.getPackageName().equals("gradus.lab.messages")));
}
