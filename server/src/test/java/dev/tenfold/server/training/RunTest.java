package dev.tenfold.server.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run and its process; a shell stands for the training. */
final class RunTest {

    /** Trains until its input ends, as a run does. */
    private static final List<String> UNTIL_STOPPED =
            List.of("sh", "-c", "cat > /dev/null; exit 1");

    private static final List<String> AT_ONCE = List.of("sh", "-c", "exit 0");

    @TempDir Path folder;

    @Test
    void resumedTheMomentThatItsEndIsKnownItIsNotLost() throws Exception {
        Run run = run();
        for (int round = 0; round < 30; round++) {
            run.start(round % 2 == 0 ? AT_ONCE : List.of("sh", "-c", "exit 3"), 1);
            awaitEnd(run, round + 1);
            // Its end is in the log: so it is not under way, and can begin again at once.
            assertTrue(run.state() != Run.State.RUNNING, "round " + round);
        }
        run.start(UNTIL_STOPPED, 1);
        assertEquals(Run.State.RUNNING, run.state());
        assertTrue(run.stop());
        awaitEnd(run, 31);
        assertEquals(Run.State.STOPPED, run.state());
        assertFalse(run.stop());
    }

    @Test
    void processThatHasClosedItsOutputIsUnderWayUntilItEnds() throws Exception {
        Run run = run();
        run.start(List.of("sh", "-c", "exec >/dev/null 2>&1; cat > /dev/null; exit 0"), 1);
        Thread.sleep(200);
        assertEquals(Run.State.RUNNING, run.state());
        assertEquals(0, ends(run.log().events()));
        assertTrue(run.stop());
        awaitEnd(run, 1);
        assertEquals(Run.State.DONE, run.state());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'event':'ended','state':'weird','message':'x'}|expected it to end as done, stopped, failed, found \"weird\"",
                "{'event':'ended','state':'running'}            |found \"running\"",
                "{'event':'ended','state'                       |line 1: expected an event"
            })
    void runWithADamagedLogIsShownAsDamaged(String line, String message) throws Exception {
        Files.writeString(folder.resolve(EventLog.FILE_NAME), line.replace('\'', '"') + "\n");
        Run run = run();
        assertEquals(Run.State.DAMAGED, run.state());
        assertTrue(run.message().contains(message), run.message());
    }

    private Run run() throws Exception {
        Files.writeString(folder.resolve(Run.ARGUMENTS), "train\n");
        return Run.in(folder);
    }

    private static void awaitEnd(Run run, int ends) throws InterruptedException {
        int heard = 0;
        int found = 0;
        while (found < ends) {
            EventLog.News news = run.log().await(heard, 0, Duration.ofSeconds(20));
            assertFalse(news.events().isEmpty(), "no end within 20 s");
            heard += news.events().size();
            found += ends(news.events());
        }
    }

    private static int ends(List<Event> events) {
        return (int) events.stream().filter(event -> event.name().equals(Event.ENDED)).count();
    }
}
