package dev.tenfold.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.conditions.ArchConditions.have;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
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
    private static final String INSIDE = READER + ".internal";
    private static final String LAB = "dev.tenfold.lab";
    private static final String SERVER = "dev.tenfold.server";
    private static final String CLI = "dev.tenfold.cli";

    /** Every class of every module that a user runs. */
    private static final JavaClasses TENFOLD =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .withImportOption(location -> !location.contains("-tests.jar"))
                    .importPackages("dev.tenfold");

    @Test
    void readerKnowsNoOtherModule() {
        noClasses()
                .that()
                .resideInAPackage(READER + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(LAB + "..", SERVER + "..", CLI + "..")
                .check(TENFOLD);
    }

    @Test
    void labKnowsNeitherServerNorCommandLine() {
        noClasses()
                .that()
                .resideInAPackage(LAB + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(SERVER + "..", CLI + "..")
                .check(TENFOLD);
    }

    @Test
    void serverKnowsNothingOfTheCommandLine() {
        noClasses()
                .that()
                .resideInAPackage(SERVER + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(CLI + "..")
                .check(TENFOLD);
    }

    @Test
    void readersFrontDoorIsForOthersNotForItsOwnRooms() {
        noClasses()
                .that()
                .resideInAPackage(INSIDE + "..")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("dev\\.tenfold\\.reader\\.Reader(Builder)?")
                .check(TENFOLD);
    }

    /** What a stranger's program can hold changes with a release only. */
    @Test
    void readersFrontDoorShowsNothingOfItsRooms() {
        noMethods()
                .that()
                .areDeclaredInClassesThat()
                .resideInAPackage(READER)
                .and()
                .areDeclaredInClassesThat()
                .arePublic()
                .and()
                .arePublic()
                .should(
                        have(
                                DescribedPredicate.describe(
                                        "a type of " + INSIDE,
                                        method ->
                                                method.getAllInvolvedRawTypes().stream()
                                                        .anyMatch(
                                                                resideInAPackage(INSIDE + "..")))))
                .check(TENFOLD);
    }

    /**
     * Glyphs are made of ink; a {@code Glyph} is a value, which the network takes from whoever made
     * it. Every stage checks the page's {@code Budget}.
     */
    @ParameterizedTest
    @CsvSource({
        "image, image, image",
        "ink, ink, ink",
        "glyph, ink, ink",
        "model, model, model",
        "page, ink, model"
    })
    void readersRoomsDoNotKnowOneAnother(String room, String known, String alsoKnown) {
        noClasses()
                .that()
                .resideInAPackage(INSIDE + "." + room + "..")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(INSIDE + ".*..")
                                .and(resideOutsideOfPackage(INSIDE + "." + room + ".."))
                                .and(resideOutsideOfPackage(INSIDE + "." + known + ".."))
                                .and(resideOutsideOfPackage(INSIDE + "." + alsoKnown + ".."))
                                .and(not(name(INSIDE + ".image.Budget")))
                                .and(not(name(INSIDE + ".glyph.Glyph"))))
                .check(TENFOLD);
    }

    @Test
    void packagesHaveNoCycles() {
        for (String module : List.of(LAB, SERVER, CLI)) {
            slices().matching(module + ".(*)..").should().beFreeOfCycles().check(TENFOLD);
        }
        slices().matching(INSIDE + ".(*)..").should().beFreeOfCycles().check(TENFOLD);
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
        only(INSIDE + ".model", "ai.onnxruntime..");
    }

    @Test
    void imageDecodersStayInTheirPackage() {
        only(INSIDE + ".image", "com.twelvemonkeys..", "com.drew..", "org.apache.pdfbox..");
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
    void optionsAndBarsStayInTheCommandLine() {
        only(CLI, "picocli..");
        only(CLI + ".progress", "me.tongfei..");
    }

    @Test
    void jsonStaysInTheServerAndTheCommandLine() {
        only(List.of(SERVER, CLI), "com.fasterxml.jackson..");
    }

    @Test
    void webServerStaysInItsPackage() {
        only(
                SERVER + ".http",
                "io.javalin..",
                "org.eclipse.jetty..",
                "jakarta.servlet..",
                "io.micrometer..");
    }

    @Test
    void databaseStaysInTheStore() {
        only(
                SERVER + ".store",
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
    void serverKnowsTheLabInTrainingAlone() {
        noClasses()
                .that()
                .resideInAPackage(SERVER + "..")
                .and()
                .resideOutsideOfPackage(SERVER + ".training..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(LAB + "..")
                .check(TENFOLD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"output", "store", "training", "explain"})
    void serversLowerRoomsDoNotKnowOneAnother(String room) {
        knowsNoOtherRoom(SERVER, room);
    }

    @ParameterizedTest
    @ValueSource(strings = {"input", "output", "progress"})
    void commandsLowerRoomsDoNotKnowOneAnother(String room) {
        knowsNoOtherRoom(CLI, room);
    }

    private static void knowsNoOtherRoom(String module, String room) {
        noClasses()
                .that()
                .resideInAPackage(module + "." + room + "..")
                .should()
                .dependOnClassesThat(
                        resideInAPackage(module + ".*..")
                                .and(resideOutsideOfPackage(module + "." + room + "..")))
                .check(TENFOLD);
    }

    @Test
    void nothingIsPublicAmongTheCommandsButMain() {
        classes()
                .that()
                .resideInAPackage(CLI + ".command")
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
                        Set.of(
                                READER,
                                INSIDE + ".model",
                                LAB + ".data",
                                LAB + ".study",
                                SERVER + ".http",
                                CLI + ".command")),
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
        only(List.of(home), libraries);
    }

    private static void only(List<String> homes, String... libraries) {
        DescribedPredicate<JavaClass> guest = resideInAPackage("dev.tenfold..");
        for (String home : homes) {
            guest = guest.and(resideOutsideOfPackage(home + ".."));
        }
        noClasses()
                .that(guest)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(libraries)
                .check(TENFOLD);
    }
}
