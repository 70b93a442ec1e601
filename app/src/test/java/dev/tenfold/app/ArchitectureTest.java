package dev.tenfold.app;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Data flows one way; whoever turns an arrow round hears of it here. */
final class ArchitectureTest {

    private static final String READER = "dev.tenfold.reader";
    private static final String LAB = "dev.tenfold.lab";
    private static final String APP = "dev.tenfold.app";

    /** Every class of every module that a user runs. */
    private static final JavaClasses TENFOLD =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("dev.tenfold");

    @Test
    void readerKnowsNeitherLabNorApp() {
        noClasses()
                .that()
                .resideInAPackage(READER + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(LAB + "..", APP + "..")
                .check(TENFOLD);
    }

    @Test
    void labKnowsNothingOfTheApp() {
        noClasses()
                .that()
                .resideInAPackage(LAB + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(APP + "..")
                .check(TENFOLD);
    }

    @Test
    void readersFrontDoorIsForOthersNotForItsOwnRooms() {
        noClasses()
                .that()
                .resideInAnyPackage(READER + ".*..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName(READER + ".Reader")
                .check(TENFOLD);
    }

    /**
     * Glyphs are made of ink; a {@code Glyph} is a value, which the network takes from whoever made
     * it, and a page's {@code Budget} goes through all rooms.
     */
    @ParameterizedTest
    @CsvSource({"image, image", "ink, ink", "glyph, ink", "model, model"})
    void readersRoomsDoNotKnowOneAnother(String room, String known) {
        noClasses()
                .that()
                .resideInAPackage(READER + "." + room + "..")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(READER + ".*..")
                                .and(resideOutsideOfPackage(READER + "." + room + ".."))
                                .and(resideOutsideOfPackage(READER + "." + known + ".."))
                                .and(not(name(READER + ".glyph.Glyph")))
                                .and(not(name(READER + ".image.Budget"))))
                .check(TENFOLD);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching(LAB + ".(*)..").should().beFreeOfCycles().check(TENFOLD);
        slices().matching("dev.tenfold.(*)..").should().beFreeOfCycles().check(TENFOLD);
    }

    /** A model that had seen them would be measured by its memory. */
    @Test
    void nothingThatTrainsKnowsTheCorruptionsThatMeasure() {
        noClasses()
                .that()
                .resideInAnyPackage(LAB + "..")
                .and()
                .resideOutsideOfPackage(LAB + ".corrupt..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(LAB + ".corrupt..")
                .check(TENFOLD);
    }

    @Test
    void trainingEngineStaysInItsPackage() {
        only(
                LAB + ".engine",
                "org.bytedeco..",
                "ai.onnx..",
                "com.google.protobuf..",
                "org.tribuo..");
    }

    @Test
    void classicalLearnersStayInTheirPackage() {
        only(LAB + ".classical", "libsvm..", "de.bwaldvogel..", "ml.dmlc..");
    }

    @Test
    void inferenceRuntimeStaysInItsPackage() {
        only(READER + ".model", "ai.onnxruntime..");
    }

    @Test
    void imageDecodersStayInTheirPackage() {
        only(READER + ".image", "com.twelvemonkeys..", "com.drew..", "org.apache.pdfbox..");
    }

    @Test
    void chartsStayInTheReport() {
        only(LAB + ".report", "org.knowm.xchart..");
    }

    @Test
    void yamlStaysInRecipes() {
        only(LAB + ".recipe", "org.snakeyaml..");
    }

    @Test
    void commandLineAndJsonStayInTheApp() {
        only(APP, "picocli..", "com.fasterxml.jackson..");
    }

    @Test
    void webServerStaysInTheService() {
        only(
                APP + ".service",
                "io.javalin..",
                "org.eclipse.jetty..",
                "jakarta.servlet..",
                "io.micrometer..");
    }

    @Test
    void databaseStaysInTheStore() {
        only(
                APP + ".store",
                "java.sql..",
                "javax.sql..",
                "org.jdbi..",
                "org.flywaydb..",
                "org.h2..",
                "org.postgresql..",
                "com.zaxxer..");
    }

    /** Reading over HTTP needs no laboratory; whoever trains there reaches it by the commands. */
    @Test
    void serviceAndItsStoreKnowNothingOfTheLab() {
        noClasses()
                .that()
                .resideInAnyPackage(APP + ".service..", APP + ".store..", APP + ".output..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(LAB + "..", "picocli..")
                .check(TENFOLD);
    }

    @Test
    void appsRoomsDoNotKnowTheCommands() {
        noClasses()
                .that()
                .resideInAPackage(APP + ".*..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(APP)
                .check(TENFOLD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"output", "store"})
    void appsLowerRoomsDoNotKnowOneAnother(String room) {
        noClasses()
                .that()
                .resideInAPackage(APP + "." + room + "..")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(APP + ".*..")
                                .and(resideOutsideOfPackage(APP + "." + room + "..")))
                .check(TENFOLD);
    }

    @Test
    void nothingIsPublicInTheAppsOwnPackageButMain() {
        classes()
                .that()
                .resideInAPackage(APP)
                .and()
                .doNotHaveSimpleName("Main")
                .and()
                .doNotHaveSimpleName("package-info")
                .should()
                .notHaveModifier(JavaModifier.PUBLIC)
                .check(TENFOLD);
    }

    @Test
    void everyPackageIsNullMarkedAndSaysWhatItIs() {
        List<String> bare =
                packages().stream()
                        .filter(each -> !each.isAnnotatedWith(NullMarked.class))
                        .map(JavaPackage::getName)
                        .sorted()
                        .toList();
        Assertions.assertEquals(List.of(), bare, "packages without a @NullMarked package-info");
    }

    @Test
    void rulesSeeAllModules() {
        Set<String> seen =
                packages().stream().map(JavaPackage::getName).collect(Collectors.toSet());
        Assertions.assertTrue(
                seen.containsAll(
                        Set.of(READER, READER + ".model", LAB + ".data", LAB + ".study", APP)),
                () -> "only " + seen);
    }

    private static Set<JavaPackage> packages() {
        return TENFOLD.stream()
                .filter(each -> !each.getSimpleName().equals("package-info"))
                .map(JavaClass::getPackage)
                .collect(Collectors.toSet());
    }

    /** Nobody but {@code home} may see the types of {@code libraries}. */
    private static void only(String home, String... libraries) {
        DescribedPredicate<JavaClass> guest = resideInAPackage("dev.tenfold..");
        noClasses()
                .that(guest.and(resideOutsideOfPackage(home + "..")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(libraries)
                .check(TENFOLD);
    }
}
