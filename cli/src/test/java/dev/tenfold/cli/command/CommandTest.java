package dev.tenfold.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.cli.output.Streams;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CommandTest {

    @Test
    void mistypedSubcommandGetsTheRightOne() {
        Run run = Run.tenfold("dat", "get");
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertEquals("", run.out());
        assertTrue(run.err().contains("'dat'"), run.err());
        assertTrue(run.err().contains("did you mean data?"), run.err());
    }

    @Test
    void unknownDataSetNamesTheKnownOne() {
        Run run = Run.tenfold("data", "get", "mnst");
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertTrue(run.err().contains("expected mnist or hands, found 'mnst'"), run.err());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "read",
                "show",
                "train",
                "evaluate",
                "compare",
                "lesson",
                "serve",
                "data",
                "data get",
                "data show",
                "data audit",
                "completion",
                "help"
            })
    void helpShowsExamplesOnStandardOutput(String command) {
        Run run = Run.tenfold((command + " --help").trim().split(" "));
        assertEquals(ExitCode.DONE, run.exitCode());
        assertTrue(run.out().contains("Example"), run.out());
        assertTrue(run.out().contains("  tenfold " + command), run.out());
        assertEquals("", run.err());
    }

    @Test
    void helpIsACommandToo() {
        assertEquals(Run.tenfold("--help"), Run.tenfold("help"));
        assertEquals(Run.tenfold("read", "--help"), Run.tenfold("help", "read"));
        assertEquals(Run.tenfold("data", "audit", "--help"), Run.tenfold("help", "data", "audit"));
        Run run = Run.tenfold("help", "raed");
        assertEquals(ExitCode.USAGE, run.exitCode());
        assertTrue(run.err().contains("did you mean read?"), run.err());
    }

    @Test
    void verboseMayComeBeforeTheCommandOrAfterIt() {
        for (String words : List.of("--verbose show lenet", "show --verbose lenet")) {
            Run run = Run.tenfold(words.split(" "));
            assertEquals(ExitCode.UNREADABLE, run.exitCode());
            assertTrue(run.err().contains("\tat dev.tenfold."), run.err());
        }
    }

    @Test
    void quietLeavesErrorsAndResults() {
        for (String words : List.of("--quiet read none.png", "read --quiet none.png")) {
            Run run = Run.tenfold(words.split(" "));
            assertEquals(ExitCode.UNREADABLE, run.exitCode());
            assertTrue(run.err().startsWith("tenfold: none.png: "), run.err());
        }
        Run usage = Run.tenfold("--quiet", "raed");
        assertEquals(ExitCode.USAGE, usage.exitCode());
        assertTrue(usage.err().contains("did you mean read?"), usage.err());
        assertTrue(Run.tenfold("--quiet", "show", "softmax").out().contains("multiply-adds"));
    }

    @Test
    void completionKnowsCommandsAndTheirOptions() {
        Run run = Run.tenfold("completion");
        assertEquals(ExitCode.DONE, run.exitCode(), run.err());
        for (String word : List.of("_tenfold_read", "_tenfold_data_audit", "--min-confidence")) {
            assertTrue(run.out().contains(word), word);
        }
    }

    @Test
    void errorIsToldInASentenceLikeAnException() {
        InputStream broken =
                new InputStream() {
                    @Override
                    public int read() {
                        throw new NoClassDefFoundError("dev/tenfold/Missing");
                    }
                };
        StringWriter err = new StringWriter();
        Streams streams =
                new Streams(broken, new PrintWriter(new StringWriter()), new PrintWriter(err));

        assertEquals(ExitCode.FAULT, Main.run(streams, "read", "-"));
        assertEquals(
                "tenfold: internal fault (java.lang.NoClassDefFoundError: dev/tenfold/Missing);"
                        + " this is a bug: please report it with the output of --verbose",
                err.toString().strip());
    }

    @Test
    void messageNeverSteersTheTerminal() {
        Run run = Run.tenfold("read", "no\u001B[2J\n\u202Esuch.png");
        assertEquals(ExitCode.UNREADABLE, run.exitCode());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().contains("no\\u001B[2J\\u000A\\u202Esuch.png"), run.err());
    }

    @Test
    void nameThatIsNotInTheLocalesEncodingSaysWhatToSet() {
        Run run = Run.tenfold("read", "M\uFFFDller.png");
        assertEquals(ExitCode.UNREADABLE, run.exitCode());
        assertTrue(run.err().contains("set LC_ALL to a locale in UTF-8"), run.err());
    }

    @Test
    void noStackTraceWithoutVerbose() {
        Run run = Run.tenfold("--nonsense");
        assertTrue(run.err().lines().count() <= 2, run.err());
    }
}
