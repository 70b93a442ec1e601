package dev.tenfold.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The script {@code tenfold} itself, in a checkout whose path is not ASCII and whose jars are those
 * of this build, so that it has nothing to build.
 */
@Timeout(120)
final class LauncherIT {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @TempDir private static Path folder;
    private static Path checkout;

    @TempDir Path work;

    @BeforeAll
    static void makeCheckout() throws IOException {
        checkout = Files.createDirectories(folder.resolve("Größe der Ziffern"));
        Path launcher = checkout.resolve("tenfold");
        Files.copy(ROOT.resolve("tenfold"), launcher);
        assertTrue(launcher.toFile().setExecutable(true));
        Files.createFile(checkout.resolve("pom.xml"));
        Files.createSymbolicLink(checkout.resolve("docs"), ROOT.resolve("docs"));
        for (String module : List.of("reader", "lab", "server", "cli")) {
            Files.createDirectories(checkout.resolve(module).resolve("src/main"));
            Files.createFile(checkout.resolve(module).resolve("pom.xml"));
            linkJars(module);
        }
        Path options = Path.of("lab/src/main/resources/dev/tenfold/lab/train/java-options");
        Files.createDirectories(checkout.resolve(options).getParent());
        Files.copy(ROOT.resolve(options), checkout.resolve(options));
        Path state = checkout.resolve("cli/target/launcher");
        Files.createDirectories(state.resolve("native"));
        // An empty archive is one that Java could not make: it starts without.
        String java = System.getProperty("java.home") + "/bin/java";
        Files.createFile(state.resolve("jdk" + java.replace('/', '_') + ".jsa"));
        Files.createFile(state.resolve("jdk" + java.replace('/', '_') + "-serve.jsa"));
        Files.createFile(state.resolve("built"));
    }

    private static void linkJars(String module) throws IOException {
        Path built = Files.createDirectories(checkout.resolve(module).resolve("target"));
        try (Stream<Path> files = Files.list(ROOT.resolve(module).resolve("target"))) {
            for (Path file : files.filter(LauncherIT::isJarOrLibraries).toList()) {
                Files.createSymbolicLink(built.resolve(file.getFileName()), file);
            }
        }
    }

    private static boolean isJarOrLibraries(Path file) {
        return file.getFileName().toString().matches("tenfold-.*[.]jar|lib");
    }

    @BeforeEach
    void copyPicture() throws IOException {
        Files.copy(ROOT.resolve("docs/images/sample.jpg"), work.resolve("Zahl ü.jpg"));
    }

    /** The launcher joins the modules' libraries to one class path, each by its name once. */
    @Test
    void noLibraryComesInTwoVersions() throws IOException {
        TreeSet<String> names = new TreeSet<>();
        for (String module : List.of("lab", "server", "cli")) {
            try (Stream<Path> jars = Files.list(ROOT.resolve(module).resolve("target/lib"))) {
                jars.map(jar -> jar.getFileName().toString()).forEach(names::add);
            }
        }
        List<String> versions =
                names.stream()
                        .map(jar -> jar.replaceFirst("-[0-9].*?(-[a-z].*)?[.]jar", "$1"))
                        .toList();
        assertEquals(versions.stream().distinct().toList(), versions);
    }

    @Test
    void helpAndVersionNeedNoCommand() throws Exception {
        assertTrue(bash("$tenfold help").out().contains("  tenfold read photo.jpg"));
        assertTrue(bash("$tenfold --version").out().startsWith("tenfold "));
    }

    @ParameterizedTest
    @CsvSource({
        "show softmax, 0, multiply-adds, ''",
        "--verbose show softmax, 0, multiply-adds, ''",
        "show --verbose softmax, 0, multiply-adds, ''",
        "--verbose serve --port 99999, 2, '', --port: expected a whole number from 0 to 65535",
        "--verbose train nothing, 2, '', recipe: ",
        "--verbose train --finetune corrections --from none, 3, '', none",
        "--verbose lesson, 0, 1. , ''",
        "--verbose help data audit, 0, tenfold data audit my-digits/, ''"
    })
    void commandGetsItsClassPathWhereverOptionsAre(
            String words, int exitCode, String out, String err) throws Exception {
        Run run = bash("$tenfold " + words);

        assertEquals(exitCode, run.exitCode(), run.err());
        assertTrue(run.out().contains(out), run.out());
        assertTrue(run.err().contains(err), run.err());
        assertTrue(!run.err().contains("NoClassDefFoundError"), run.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"LC_ALL=C", "LC_ALL=POSIX", "LANG=xx_YY.UTF-8", "LC_CTYPE=C LANG=C"})
    void namesBeyondAsciiWorkInAnyLocale(String locale) throws Exception {
        Run run =
                bash("unset LC_ALL LC_CTYPE LANG; " + locale + " $tenfold read 'Zahl ü.jpg' *.jpg");

        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        assertEquals("", run.err());
        assertTrue(run.out().startsWith("Zahl ü.jpg: "), run.out());
    }

    @Test
    void nameOfOtherBytesIsReadFromItsFolderAndElseSaysWhatToSet() throws Exception {
        Run made = bash("mkdir latin1 && mv *.jpg latin1/$'Zahl \\374.jpg'");
        assumeTrue(made.exitCode() == 0, "a file system that takes no such name");

        Run folder = bash("$tenfold read latin1");
        assertEquals(ExitCode.DONE, folder.exitCode(), folder.err());
        assertTrue(!folder.out().isBlank());
        Run file = bash("$tenfold read latin1/*");
        assertEquals(ExitCode.UNREADABLE, file.exitCode());
        assertTrue(file.err().contains("names are read as UTF-8"), file.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"read --format csv *.jpg", "read *.jpg", "show softmax", "--version"})
    void fullDeviceAndClosedOutputExitWithOne(String words) throws Exception {
        for (String target : List.of("/dev/full", "&-")) {
            Run run = bash("$tenfold " + words + " >" + target);

            assertEquals(ExitCode.FAULT, run.exitCode(), target);
            assertEquals(1, run.err().lines().count(), run.err());
            assertTrue(
                    run.err().startsWith("tenfold: standard output: expected to write"), run.err());
        }
    }

    @Test
    void closedPipeEndsTheCommandQuietly() throws Exception {
        Run run =
                bash(
                        "set -o pipefail; $tenfold read --format json *.jpg *.jpg *.jpg *.jpg |"
                                + " head -c 1; echo \" ${PIPESTATUS[0]}\"");

        assertEquals("{ 1", run.out().strip());
        assertEquals("", run.err());
    }

    @Test
    void closedInputAndErrorsDoNoHarm() throws Exception {
        Run run = bash("$tenfold read *.jpg <&- 2>&-");

        assertEquals(ExitCode.DONE, run.exitCode());
        assertTrue(!run.out().isBlank());
    }

    /** Runs a script in the folder with the picture; {@code $tenfold} is the launcher. */
    private Run bash(String script) throws IOException, InterruptedException {
        Path out = work.resolve("out.txt");
        Path err = work.resolve("err.txt");
        ProcessBuilder builder =
                new ProcessBuilder("bash", "-c", script.replace("$tenfold", "\"$TENFOLD\""))
                        .directory(work.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().put("TENFOLD", checkout.resolve("tenfold").toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), script);
        return new Run(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }
}
