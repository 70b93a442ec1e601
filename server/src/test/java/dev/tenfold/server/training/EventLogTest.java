package dev.tenfold.server.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run's log as it is found. */
final class EventLogTest {

    private static final String EPOCH = "{\"event\":\"epoch\",\"epoch\":1}";
    private static final String DONE = "{\"event\":\"ended\",\"state\":\"done\",\"message\":\"x\"}";

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"event\":\"epoch\",\"epoch\":",
                "{\"event\":\"epoch\"} and more",
                "{\"event\":\"epoch\",\"loss\":nan}",
                "{\"event\":7",
                "words",
                "{}",
                "\u0000\u0000"
            })
    void lineThatIsNoEventIsDamageAndTheOthersAreRead(String line) throws Exception {
        write(EPOCH + "\n" + line + "\n" + DONE + "\n");
        EventLog log = EventLog.in(folder);
        assertEquals(List.of(EPOCH, DONE), log.events().stream().map(Event::json).toList());
        assertEquals(
                "events.ndjson, line 2: expected an event as JSON in UTF-8, found a damaged line;"
                        + " correct it, or delete the run's folder",
                log.damage());
    }

    @Test
    void halfOfALetterIsDamage() throws Exception {
        byte[] text =
                "{\"event\":\"ended\",\"state\":\"done\",\"message\":\"ü"
                        .getBytes(StandardCharsets.UTF_8);
        byte[] line = Arrays.copyOf(text, text.length + 2);
        line[text.length - 1] = '"';
        line[text.length] = '}';
        line[text.length + 1] = '\n';
        Files.write(folder.resolve(EventLog.FILE_NAME), line);
        EventLog log = EventLog.in(folder);
        assertTrue(log.damage().startsWith("events.ndjson, line 1: "), log.damage());
        assertEquals(List.of(), log.events());
    }

    @Test
    void lineWithoutItsEndNeverHappenedAndTheNextOneIsWhole() throws Exception {
        write(EPOCH + "\n" + DONE.substring(0, 20));
        EventLog log = EventLog.in(folder);
        assertEquals("", log.damage());
        assertEquals(1, log.events().size());
        log.add(Event.of(Event.BEGUN, json -> {}));
        assertEquals(
                EPOCH + "\n{\"event\":\"begun\"}\n",
                Files.readString(folder.resolve(EventLog.FILE_NAME)));
    }

    private void write(String text) throws IOException {
        Files.writeString(folder.resolve(EventLog.FILE_NAME), text);
    }
}
