package dev.tenfold.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code serve} refuses before it starts. */
final class ServeCommandTest {

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({
        "--host,           0.0.0.0, 'expected an API key for an address beyond this machine, found none for 0.0.0.0'",
        "--port,           70000,   'expected a whole number from 0 to 65535, found 70000'",
        "--workers,        0,       'expected a whole number from 1 to 256, found 0'",
        "--queue,          -1,      'expected a whole number from 0 to 10000, found -1'",
        "--max-body,       2000,    'expected a whole number from 1 to 1024, found 2000'",
        "--max-pixels,     0,       'expected a whole number from 1 to 1000000000, found 0'",
        "--max-pages,      0,       'expected a whole number from 1 to 100000, found 0'",
        "--max-seconds,    0,       'expected a whole number from 1 to 86400, found 0'",
        "--min-confidence, 2,       'expected a number from 0 to 1, found ''2'''"
    })
    void wrongOptionIsUsage(String option, String value, String message) {
        Run run = serve(option, value, "--database", database());
        assertEquals(ExitCode.USAGE, run.exitCode(), run.err());
        assertTrue(run.err().contains(option), run.err());
        assertTrue(run.err().contains(message), run.err());
        assertEquals("", run.out());
    }

    @Test
    void unknownHostIsUsage() {
        Run run = serve("--host", "[nonsense]");
        assertEquals(ExitCode.USAGE, run.exitCode(), run.err());
        assertTrue(
                run.err().contains("expected an address of this machine, found '[nonsense]'"),
                run.err());
    }

    @Test
    void takenPortIsTold() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            Run run = serve("--port", port, "--database", database());
            assertEquals(ExitCode.FAULT, run.exitCode(), run.err());
            assertTrue(
                    run.err().contains("127.0.0.1:" + port + ": expected a free port"), run.err());
        }
    }

    @Test
    void strangeDatabaseIsUnreadableInput() throws IOException {
        Files.writeString(Path.of(database() + ".mv.db"), "no database");
        Run run = serve("--port", "0", "--database", database());
        assertEquals(ExitCode.UNREADABLE, run.exitCode(), run.err());
        assertTrue(run.err().contains("expected a database of Tenfold"), run.err());
    }

    @Test
    void missingModelIsUnreadableInput() {
        Run run = serve("--model", folder.resolve("none.onnx").toString());
        assertEquals(ExitCode.UNREADABLE, run.exitCode(), run.err());
        assertTrue(run.err().contains("none.onnx"), run.err());
    }

    private String database() {
        return folder.resolve("readings").toString();
    }

    private static Run serve(String... options) {
        String[] arguments = new String[options.length + 1];
        arguments[0] = "serve";
        System.arraycopy(options, 0, arguments, 1, options.length);
        return Run.tenfold(arguments);
    }
}
