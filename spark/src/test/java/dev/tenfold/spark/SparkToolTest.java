package dev.tenfold.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.lab.train.JavaOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.spi.ToolProvider;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.Option;

/** The commands as the command line and {@code spark-submit} reach them. */
class SparkToolTest {

    @TempDir Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** A process has one session, and that of other tests would hide the master that is named. */
    @BeforeEach
    void stopSessionOfOtherTests() {
        Option<SparkSession> other = SparkSession.getDefaultSession();
        if (other.isDefined()) {
            other.get().stop();
        }
    }

    /** Surefire's options are in the pom, those of the launcher in {@code java-options}. */
    @Test
    void testsOpenOfJavaWhatTheLauncherOpens() {
        assertEquals(
                JavaOptions.of(17, "spark").options(),
                ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                        .filter(option -> option.startsWith("--add-opens"))
                        .toList());
    }

    @Test
    void dataBecomesATableOfGlyphsThatIsRead() throws IOException {
        Path digits = folder.resolve("digits.csv");
        StringBuilder csv = new StringBuilder("label");
        for (int pixel = 0; pixel < 784; pixel++) {
            csv.append(",pixel").append(pixel);
        }
        for (int digit = 0; digit < 3; digit++) {
            csv.append("\n").append(digit).append(",200".repeat(784));
        }
        Files.writeString(digits, csv.append("\n"));
        String table = folder.resolve("glyphs").toString();
        assertEquals(0, run("glyphs", "--master", "local[1]", "--out", table, digits.toString()));
        assertEquals("3 glyphs are in " + table + ".", out.toString().strip());
        String readings = folder.resolve("readings").toString();
        assertEquals(0, run("read", "--master", "local[1]", "--glyphs", "--out", readings, table));
        assertTrue(
                out.toString().contains("3 glyphs read in ")
                        && out.toString().contains(" 0 errors. The table is in " + readings),
                out.toString());
    }

    @Test
    void unreadablePictureIsToldByTheExitCode() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.png"), "not a picture");
        String readings = folder.resolve("readings").toString();
        assertEquals(3, run("read", "--master", "local[1]", "--out", readings, broken.toString()));
        assertTrue(out.toString().startsWith("1 files read in "), out.toString());
        assertTrue(out.toString().contains(", 1 errors. "), out.toString());
    }

    @Test
    void jobThatCannotRunSaysWhy() {
        Path none = folder.resolve("none");
        assertEquals(
                none
                        + ": expected a picture file or a folder of them, found nothing; check its"
                        + " path",
                failure("local[1]", none));
    }

    @Test
    void sparksOwnTroubleIsOneSentence() {
        String failure = failure("nonsense", folder);
        assertTrue(failure.startsWith("Spark: expected the job to end, found ("), failure);
        assertEquals(1, failure.lines().count());
    }

    @Test
    void masterThatDoesNotAnswerIsToldAtOnce() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        String master = "spark://127.0.0.1:" + port;
        assertEquals(
                master
                        + ": expected a Spark master there, found no answer (Connection refused);"
                        + " start it, or check its address",
                failure(master, folder));
    }

    @Test
    void masterWhoseHostIsUnknownIsToldAtOnce() {
        assertEquals(
                "spark://nowhere.invalid:7077: expected a Spark master there, found no such host;"
                        + " start it, or check its address",
                failure("spark://nowhere.invalid:7077", folder));
    }

    @Test
    void tableMustBeNamed() {
        assertEquals(2, run("read", "--master", "local[1]", "scans"));
        assertTrue(err.toString().contains("--out"), err.toString());
    }

    /** Why reading there fails. */
    private String failure(String master, Path pictures) {
        String table = folder.resolve("out").toString();
        Exception failure =
                assertThrows(
                        UncheckedIOException.class,
                        () -> run("read", "--master", master, "--out", table, pictures.toString()));
        return String.valueOf(failure.getMessage());
    }

    private int run(String... arguments) {
        return ToolProvider.findFirst("tenfold-spark")
                .orElseThrow()
                .run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }
}
