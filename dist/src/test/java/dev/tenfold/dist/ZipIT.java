package dev.tenfold.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The zip of this build, unpacked into a folder whose name has a space, and used from another. */
@Timeout(180)
final class ZipIT {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final String ROWS = "31415\n92653\n58979\n";
    private static final Pattern HEALTHCHECK = Pattern.compile("\"bash\", \"-c\", \"(.*)\"]");

    @TempDir private static Path unpacked;
    private static Path home;

    @TempDir Path work;

    private record Run(int exitCode, String out, String err) {}

    @BeforeAll
    static void unpack() throws IOException, InterruptedException {
        Path zip;
        try (Stream<Path> built = Files.list(Path.of("target"))) {
            zip =
                    built.filter(file -> file.toString().endsWith(".zip"))
                            .findAny()
                            .orElseThrow(() -> new AssertionError("no zip: package it"));
        }
        Path folder = Files.createDirectory(unpacked.resolve("my programs"));
        // Java's own zip knows nothing of a program's right to run.
        Process unzip =
                new ProcessBuilder("unzip", "-q", zip.toString(), "-d", folder.toString())
                        .inheritIO()
                        .start();
        assertEquals(0, unzip.waitFor());
        try (Stream<Path> folders = Files.list(folder)) {
            home = folders.findAny().orElseThrow();
        }
    }

    @Test
    void zipHasWhatADistributionHas() throws IOException {
        for (String name :
                List.of(
                        "LICENSE",
                        "NOTICE",
                        "tenfold.jar",
                        "bin/tenfold.bat",
                        "completion/tenfold-completion",
                        "lib/java-options")) {
            assertTrue(Files.size(home.resolve(name)) > 0, name);
        }
        assertTrue(Files.isExecutable(home.resolve("bin/tenfold")));
        assertTrue(Files.readString(home.resolve("bin/tenfold.bat")).contains("\r\n"));
        try (Stream<Path> jars = Files.list(home.resolve("lib"))) {
            List<String> names = jars.map(jar -> jar.getFileName().toString()).toList();
            assertTrue(names.stream().noneMatch(name -> name.matches("(junit|archunit).*")));
        }
    }

    @Test
    void jarReadsFromAnyFolderWithoutAShell() throws Exception {
        Run run = run(java(), "-jar", jar(), "read", picture());

        assertEquals(new Run(0, ROWS, ""), run);
    }

    @Test
    void scriptReadsThroughALinkAndTakesOptionsForJava() throws Exception {
        Path link = work.resolve("tenfold");
        Files.createSymbolicLink(link, home.resolve("bin/tenfold"));

        assertEquals(new Run(0, ROWS, ""), run(link.toString(), "read", picture()));
        Run version = run("env", "TENFOLD_JAVA_OPTS=-showversion", link.toString(), "--version");
        assertTrue(version.out().startsWith("tenfold 0"), version.out());
        assertTrue(version.err().contains("version"), version.err());
        Files.delete(link);
    }

    @Test
    void scriptSaysWhichJavaItExpects() throws Exception {
        Run run = run("env", "JAVA_HOME=/nowhere", home + "/bin/tenfold", "--version");

        assertEquals(1, run.exitCode());
        assertEquals(
                "tenfold: expected Java 17 or newer, found none at /nowhere/bin/java; install it,"
                        + " or set JAVA_HOME to one\n",
                run.err());
    }

    @Test
    void trainsANetwork() throws Exception {
        StringBuilder table = new StringBuilder("label");
        for (int pixel = 0; pixel < 784; pixel++) {
            table.append(",pixel").append(pixel);
        }
        for (int row = 0; row < 40; row++) {
            int digit = row % 2;
            table.append('\n').append(digit);
            for (int pixel = 0; pixel < 784; pixel++) {
                table.append(',').append((pixel + row) % 7 == 3 * digit ? 255 : 0);
            }
        }
        Files.writeString(work.resolve("digits.csv"), table);
        List<String> words = List.of("train", "mlp", "--quiet", "--data", "digits.csv");

        for (List<String> program :
                List.of(List.of(java(), "-jar", jar()), List.of(home + "/bin/tenfold"))) {
            String out = "run" + program.size();
            Run run =
                    run(
                            Stream.of(program, words, List.of("--epochs", "1", "--out", out))
                                    .flatMap(List::stream)
                                    .toArray(String[]::new));
            assertEquals(0, run.exitCode(), run.err());
            assertEquals("", run.err());
            assertTrue(run.out().startsWith("mlp, seed 1: "), run.out());
            assertTrue(Files.size(work.resolve(out).resolve("model.onnx")) > 0);
        }
    }

    /** The service as the Containerfile starts it, and the container's own check. */
    @Test
    void servesAndAnswersTheContainersHealthCheck() throws Exception {
        ProcessBuilder serve =
                new ProcessBuilder(
                        home + "/bin/tenfold", "serve", "--host", "0.0.0.0", "--port", "0");
        serve.environment().put("TENFOLD_API_KEY", "secret");
        serve.environment().put("XDG_DATA_HOME", work.toString());
        Process service = serve.directory(work.toFile()).start();
        try (BufferedReader log = service.errorReader(StandardCharsets.UTF_8)) {
            Matcher address = Pattern.compile(":(\\d+)/").matcher(String.valueOf(log.readLine()));
            assertTrue(address.find());
            Matcher check = HEALTHCHECK.matcher(Files.readString(ROOT.resolve("Containerfile")));
            assertTrue(check.find());
            String words = check.group(1).replace("\\\\", "\\");

            assertEquals(
                    0,
                    run("bash", "-c", words.replace("/8080", "/" + address.group(1))).exitCode());
            assertTrue(Files.isDirectory(work.resolve("tenfold")));
        } finally {
            service.destroy();
        }
        assertEquals(143, service.waitFor());
    }

    @Test
    void everyFileThatTheContainerCopiesIsBuilt() throws IOException {
        List<String> sources =
                Pattern.compile("(?m)^COPY (.*)$")
                        .matcher(Files.readString(ROOT.resolve("Containerfile")))
                        .results()
                        .map(copy -> copy.group(1).split(" "))
                        .flatMap(words -> Arrays.stream(words).limit(words.length - 1))
                        .filter(word -> !word.startsWith("--"))
                        .toList();

        assertEquals(6, sources.size());
        for (String source : sources) {
            assertTrue(Files.exists(ROOT.resolve(source)), source);
        }
    }

    @Test
    void completionIsAScriptThatBashTakes() throws Exception {
        String script = home + "/completion/tenfold-completion";
        Run run = run("bash", "-c", "source '" + script + "' && complete -p tenfold");

        assertEquals(0, run.exitCode(), run.err());
        assertTrue(run.out().contains("tenfold"), run.out());
    }

    private Run run(String... words) throws IOException, InterruptedException {
        Path out = Files.createTempFile("tenfold", ".out");
        Path err = Files.createTempFile("tenfold", ".err");
        try {
            int exitCode =
                    new ProcessBuilder(words)
                            .directory(work.toFile())
                            .redirectOutput(out.toFile())
                            .redirectError(err.toFile())
                            .start()
                            .waitFor();
            return new Run(exitCode, Files.readString(out), Files.readString(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static String jar() {
        return home.resolve("tenfold.jar").toString();
    }

    private static String picture() {
        return ROOT.resolve("docs/images/sample.jpg").toString();
    }
}
