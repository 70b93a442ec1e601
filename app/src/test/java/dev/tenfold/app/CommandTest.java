package dev.tenfold.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
                "data audit"
            })
    void helpShowsExamplesOnStandardOutput(String command) {
        Run run = Run.tenfold((command + " --help").trim().split(" "));
        assertEquals(ExitCode.DONE, run.exitCode());
        assertTrue(run.out().contains("Example"), run.out());
        assertTrue(run.out().contains("  tenfold " + command), run.out());
        assertEquals("", run.err());
    }

    @Test
    void noStackTraceWithoutVerbose() {
        Run run = Run.tenfold("--nonsense");
        assertTrue(run.err().lines().count() <= 2, run.err());
    }
}
