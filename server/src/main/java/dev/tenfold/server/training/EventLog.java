package dev.tenfold.server.training;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What happened in a run, in its order, kept in a file. Of the steps within an epoch only the last
 * is known, and none is kept. Safe for any number of threads.
 */
public final class EventLog {

    static final String FILE_NAME = "events.ndjson";

    private static final String REPLACEMENT = "\uFFFD";

    private final Path file;
    private String damage = "";
    private boolean half;
    private final List<Event> events = new ArrayList<>();
    private @Nullable Event step;
    private long steps;

    private EventLog(Path file) {
        this.file = file;
    }

    /** What somebody has not heard yet. */
    public record News(List<Event> events, @Nullable Event step, long steps) {}

    /**
     * The log in a run's folder, empty where it has none. Lines that are no events are left out;
     * the first of them is remembered, but for the last line, which a process that is killed may
     * leave by half.
     */
    static EventLog in(Path folder) {
        EventLog log = new EventLog(folder.resolve(FILE_NAME));
        if (Files.exists(log.file)) {
            try {
                log.load(Files.readAllBytes(log.file));
            } catch (IOException e) {
                log.damage =
                        FILE_NAME
                                + ": expected a file that can be read, found: "
                                + e
                                + "; correct its permissions, or delete the run's folder";
            }
        }
        return log;
    }

    private void load(byte[] bytes) {
        // What is no UTF-8 becomes a sign that no event of ours has.
        String text = new String(bytes, StandardCharsets.UTF_8);
        int whole = text.lastIndexOf('\n') + 1;
        half = text.length() > whole;
        int number = 0;
        for (String line : text.substring(0, whole).lines().toList()) {
            number++;
            Optional<Event> event = line.contains(REPLACEMENT) ? Optional.empty() : Event.of(line);
            event.ifPresent(events::add);
            if (event.isEmpty() && damage.isEmpty()) {
                damage =
                        FILE_NAME
                                + ", line "
                                + number
                                + ": expected an event as JSON in UTF-8, found a damaged line;"
                                + " correct it, or delete the run's folder";
            }
        }
    }

    /** What is wrong with the file, in one sentence; empty where nothing is. */
    String damage() {
        return damage;
    }

    synchronized void add(Event event) throws IOException {
        if (event.name().equals(Event.STEP)) {
            step = event;
            steps++;
        } else {
            if (half && Files.exists(file)) {
                cutHalfLine();
            }
            // Until it is written, what is in the file may be a half of it.
            half = true;
            Files.writeString(
                    file,
                    event.json() + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            half = false;
            events.add(event);
            step = null;
        }
        notifyAll();
    }

    private void cutHalfLine() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int whole = bytes.length;
        while (whole > 0 && bytes[whole - 1] != '\n') {
            whole--;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(whole);
        }
        half = false;
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
