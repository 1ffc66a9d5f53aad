package gradus;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;

/// The arrows of `docs/architecture.md`: they point one way, from what users touch to the numbers.
@AnalyzeClasses(packages = "gradus", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String[] CONCEPTS = {
        "gradus.activations",
        "gradus.constraints",
        "gradus.initializers",
        "gradus.layers",
        "gradus.losses",
        "gradus.metrics",
        "gradus.optimizers",
        "gradus.regularizers",
        "gradus.schedules"
    };

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("gradus.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule kernelsKnowNumbersOnly = noClasses()
            .that()
            .resideInAPackage("gradus.kernels")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "gradus",
                    "gradus.activations..",
                    "gradus.layers..",
                    "gradus.losses..",
                    "gradus.training..",
                    "gradus.data..",
                    "gradus.registry..");

    @ArchTest
    static final ArchRule conceptsDoNotKnowWhoTrainsThem = noClasses()
            .that()
            .resideInAnyPackage(CONCEPTS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "gradus", "gradus.training..", "gradus.callbacks..", "gradus.registry..", "gradus.problems..");

    @ArchTest
    static final ArchRule trainingDoesNotKnowWhoWatches = noClasses()
            .that()
            .resideInAPackage("gradus.training")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("gradus", "gradus.callbacks..", "gradus.registry..");

    @ArchTest
    static final ArchRule onlyKernelsUseTheVectorApi = noClasses()
            .that()
            .resideOutsideOfPackage("gradus.kernels")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jdk.incubator.vector..");

    @ArchTest
    static final ArchRule theLibraryPrintsNothing = GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    @ArchTest
    static final ArchRule randomNumbersComeFromStreams = noClasses()
            .that()
            .resideOutsideOfPackage("gradus.math")
            .should()
            .dependOnClassesThat()
            .haveNameMatching("java\\.util\\.(Random|SplittableRandom|concurrent\\.ThreadLocalRandom)"
                    + "|java\\.util\\.random\\..*|java\\.security\\.SecureRandom")
            .orShould()
            .callMethod(Math.class, "random");
}
