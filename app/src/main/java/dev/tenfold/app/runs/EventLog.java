package dev.tenfold.app.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happened in a run, in its order, kept in a file. Of the steps within an epoch only the last
 * is known, and none is kept. Safe for any number of threads.
 */
public final class EventLog {

    static final String FILE_NAME = "events.ndjson";

    private final Path file;
    private final List<Event> events = new ArrayList<>();
    private @Nullable Event step;
    private long steps;

    private EventLog(Path file) {
        this.file = file;
    }

    /** What somebody has not heard yet. */
    public record News(List<Event> events, @Nullable Event step, long steps) {}

    /** The log in a run's folder, empty where it has none. */
    static EventLog in(Path folder) throws IOException {
        EventLog log = new EventLog(folder.resolve(FILE_NAME));
        if (Files.exists(log.file)) {
            for (String line : Files.readAllLines(log.file)) {
                Event.of(line).ifPresent(log.events::add);
            }
        }
        return log;
    }

    synchronized void add(Event event) throws IOException {
        if (event.name().equals(Event.STEP)) {
            step = event;
            steps++;
        } else {
            Files.writeString(
                    file,
                    event.json() + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            events.add(event);
            step = null;
        }
        notifyAll();
    }

    /** All but steps. */
    public synchronized List<Event> events() {
        return List.copyOf(events);
    }

    /** The last step of the epoch under way; null where none is known. */
    public synchronized @Nullable Event step() {
        return step;
    }

    /**
     * Waits until there is something new, but not longer than {@code patience}.
     *
     * @param heard how many events are known already
     * @param stepsHeard how many steps
     */
    public synchronized News await(int heard, long stepsHeard, Duration patience)
            throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (events.size() <= heard && steps == stepsHeard) {
            long millis = Duration.ofNanos(end - System.nanoTime()).toMillis();
            if (millis <= 0) {
                break;
            }
            wait(millis);
        }
        return new News(
                List.copyOf(events.subList(Math.min(heard, events.size()), events.size())),
                steps == stepsHeard ? null : step,
                steps);
    }
}
