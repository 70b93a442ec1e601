package dev.tenfold.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The programs in samples, with this build's jar of the reader and its libraries, on the class path
 * and on the module path. TENFOLD_OTHER_JAVA_HOME names another Java to run them on too.
 */
@Timeout(180)
final class SamplesIT {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final String HERE = "here";
    private static final String ROWS = "31415\n92653\n58979";

    @TempDir private Path folder;

    @Test
    void jarHasAModuleNameAndItsLicence() throws IOException {
        Path reader =
                Stream.of(libraries().split(File.pathSeparator))
                        .map(Path::of)
                        .filter(jar -> jar.getFileName().toString().startsWith("tenfold-reader-"))
                        .findAny()
                        .orElseThrow(() -> new AssertionError("no jar of the reader: package it"));
        try (JarFile jar = new JarFile(reader.toFile())) {
            assertEquals(
                    "dev.tenfold.reader",
                    jar.getManifest().getMainAttributes().getValue("Automatic-Module-Name"));
            assertTrue(jar.getEntry("META-INF/LICENSE") != null);
            assertTrue(jar.getEntry("META-INF/NOTICE") != null);
        }
    }

    @ParameterizedTest
    @CsvSource({"here,false", "here,true", "other,false", "other,true"})
    void readsAPicture(String java, boolean modules) throws Exception {
        Path home = home(java);
        Path classes = compile("read");
        Files.copy(ROOT.resolve("docs/images/sample.jpg"), folder.resolve("photo.jpg"));

        Process program = start(home, modules, classes, "sample.read", "sample.ReadPicture");
        String printed =
                new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertEquals(0, program.waitFor(), printed);
        // A newer Java may warn of native code first.
        assertTrue(printed.strip().endsWith(ROWS), printed);
    }

    @ParameterizedTest
    @CsvSource({"here,false", "here,true", "other,false", "other,true"})
    void answersAPictureOverHttp(String java, boolean modules) throws Exception {
        Path home = home(java);
        Path classes = compile("http");

        Process program =
                start(home, modules, classes, "sample.http", "sample.PictureService", "0");
        try (BufferedReader out = program.inputReader(StandardCharsets.UTF_8)) {
            URI address = address(out);
            HttpResponse<String> read =
                    post(address, Files.readAllBytes(ROOT.resolve("docs/images/sample.jpg")));
            assertEquals(200, read.statusCode());
            assertEquals(ROWS, read.body());
            HttpResponse<String> refused = post(address, new byte[] {1, 2, 3});
            assertEquals(422, refused.statusCode());
            assertTrue(refused.body().contains("expected"), refused.body());
        } finally {
            program.destroy();
            program.waitFor();
        }
    }

    private static Path home(String java) {
        if (java.equals(HERE)) {
            return Path.of(System.getProperty("java.home"));
        }
        String other = System.getenv("TENFOLD_OTHER_JAVA_HOME");
        assumeTrue(other != null, "TENFOLD_OTHER_JAVA_HOME names no other Java");
        return Path.of(String.valueOf(other));
    }

    /** Compiles a sample against the reader as a module; gives the folder of its classes. */
    private Path compile(String sample) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "javac").toString());
        Path classes = folder.resolve("classes");
        words.addAll(List.of("--release", "17", "-d", classes.toString(), "-p", libraries()));
        try (Stream<Path> sources = Files.walk(ROOT.resolve("samples").resolve(sample))) {
            sources.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(words::add);
        }
        Process javac = new ProcessBuilder(words).redirectErrorStream(true).start();
        String printed = new String(javac.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, javac.waitFor(), printed);
        return classes;
    }

    private Process start(
            Path home,
            boolean modules,
            Path classes,
            String module,
            String mainClass,
            String... arguments)
            throws IOException {
        String path = classes + File.pathSeparator + libraries();
        List<String> words = new ArrayList<>();
        words.add(home.resolve("bin").resolve("java").toString());
        words.addAll(
                modules
                        ? List.of("-p", path, "-m", module + "/" + mainClass)
                        : List.of("-cp", path, mainClass));
        words.addAll(List.of(arguments));
        return new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
    }

    /** The class path of this test without what only tests need. */
    private static String libraries() {
        String all =
                Optional.ofNullable(System.getProperty("surefire.test.class.path"))
                        .orElse(System.getProperty("java.class.path"));
        return Stream.of(all.split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar"))
                .filter(
                        entry ->
                                !entry.matches(
                                        ".*[/\\\\](junit|archunit|opentest4j|apiguardian|slf4j|surefire).*"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static URI address(BufferedReader out) throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("post pictures to ")) {
                return URI.create(line.substring("post pictures to ".length()));
            }
        }
        throw new IOException("the service ended before it was there");
    }

    private static HttpResponse<String> post(URI address, byte[] body)
            throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(address)
                                .POST(BodyPublishers.ofByteArray(body))
                                .build(),
                        BodyHandlers.ofString());
    }
}
