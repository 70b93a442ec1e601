package dev.tenfold.spark;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The arrows that end here; the others are held in the test of this name in cli. */
class ArchitectureTest {

    private static final JavaClasses TENFOLD =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("dev.tenfold");

    @Test
    void readerAndLabKnowNothingOfSpark() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.tenfold.reader..", "dev.tenfold.lab..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.tenfold.spark..", "org.apache.spark..", "scala..")
                .check(TENFOLD);
    }

    @Test
    void enginesStayInTheirPackagesHereToo() {
        noClasses()
                .that()
                .resideInAPackage("dev.tenfold.spark..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.bytedeco..", "ai.onnxruntime..", "dev.tenfold.lab.engine..")
                .check(TENFOLD);
    }
}
