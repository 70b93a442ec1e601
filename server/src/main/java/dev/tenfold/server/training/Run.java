package dev.tenfold.server.training;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One run: its folder, its log, and the process that trains while it is under way. */
public final class Run {

    /** The arguments of {@code tenfold} that train it, one a line, for the first time and again. */
    static final String ARGUMENTS = "arguments";

    private static final String PREFIX = "tenfold: ";
    private static final Logger LOG = Logger.getLogger(Run.class.getName());

    /** What has become of it. */
    public enum State {
        RUNNING,
        /** Before its end; it can be resumed. */
        STOPPED,
        DONE,
        FAILED,
        /** Its log cannot be read as a whole; its folder and its checkpoint are as they were. */
        DAMAGED;

        /** As it is written in an event. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** By its word, how a run may have ended. */
    private static final Map<String, State> STATES =
            Stream.of(State.DONE, State.STOPPED, State.FAILED)
                    .collect(
                            Collectors.toMap(
                                    State::word, state -> state, (a, b) -> a, LinkedHashMap::new));

    private final Path folder;
    private final EventLog log;
    private final Instant begun;
    private @Nullable Process process;
    private boolean stopping;

    private Run(Path folder, EventLog log, Instant begun) {
        this.folder = folder;
        this.log = log;
        this.begun = begun;
    }

    /** The run in a folder with its arguments. */
    static Run in(Path folder) throws IOException {
        return new Run(
                folder,
                EventLog.in(folder),
                Files.getLastModifiedTime(folder.resolve(ARGUMENTS)).toInstant());
    }

    /** When it was ordered. */
    public Instant begun() {
        return begun;
    }

    /** What it is called, and its folder too. */
    public String id() {
        return folder.getFileName().toString();
    }

    public EventLog log() {
        return log;
    }

    /**
     * Whether it is under way, and else how it ended; what was killed was stopped. A process is
     * under way until its end is in the log, and from that moment on it is not.
     */
    public synchronized State state() {
        if (process != null) {
            return State.RUNNING;
        }
        if (!damage().isEmpty()) {
            return State.DAMAGED;
        }
        return end().map(end -> STATES.getOrDefault(end.field("state").orElse(""), State.DAMAGED))
                .orElse(State.STOPPED);
    }

    /** One sentence of how it ended, or of what is damaged; empty where it has not ended. */
    public synchronized String message() {
        return damage().isEmpty()
                ? end().flatMap(end -> end.field("message")).orElse("")
                : damage();
    }

    private String damage() {
        if (!log.damage().isEmpty()) {
            return log.damage();
        }
        return end().flatMap(end -> end.field("state"))
                .filter(word -> !STATES.containsKey(word))
                .map(
                        word ->
                                EventLog.FILE_NAME
                                        + ": expected it to end as "
                                        + String.join(", ", STATES.keySet())
                                        + ", found \""
                                        + word
                                        + "\"; correct it, or delete the run's folder")
                .orElse("");
    }

    private Optional<Event> end() {
        List<Event> events = log.events();
        return events.stream()
                .skip(Math.max(0, events.size() - 1))
                .filter(event -> event.name().equals(Event.ENDED))
                .findFirst();
    }

    /** The page that a finished run leaves, which may not be there. */
    public Path report() {
        return folder.resolve("report.html");
    }

    /** The model file that a finished run leaves, which may not be there. */
    public Path model() {
        return folder.resolve("model.onnx");
    }

    /**
     * Begins, or resumes after its last checkpoint.
     *
     * @param tenfold the command line up to the arguments
     * @param threads that may reckon at once
     */
    synchronized void start(List<String> tenfold, int threads) throws IOException {
        List<String> command = new ArrayList<>(tenfold);
        command.addAll(Files.readAllLines(folder.resolve(ARGUMENTS)));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(CommandLine.environment());
        builder.environment().put("OMP_NUM_THREADS", Integer.toString(threads));
        stopping = false;
        log.add(Event.of(Event.BEGUN, json -> {}));
        Process started = builder.start();
        process = started;
        Thread listener = new Thread(() -> listen(started), "run-" + id());
        listener.setDaemon(true);
        listener.start();
    }

    private void listen(Process started) {
        String words = "";
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Optional<Event> event = Event.of(line);
                if (event.isPresent()) {
                    log.add(event.get());
                } else if (!line.isBlank()) {
                    words = line.startsWith(PREFIX) ? line.substring(PREFIX.length()) : line;
                }
            }
            end(started, words);
        } catch (IOException e) {
            LOG.log(Level.WARNING, folder + ": its log cannot be written", e);
            abandon(started);
        } catch (InterruptedException e) {
            abandon(started);
            Thread.currentThread().interrupt();
        }
    }

    /** Writes how it ended and releases the process, as one step for every caller. */
    private void end(Process started, String words) throws IOException, InterruptedException {
        int code = started.waitFor();
        synchronized (this) {
            State end = code == 0 ? State.DONE : stopping ? State.STOPPED : State.FAILED;
            process = null;
            log.add(ended(end, words.isEmpty() ? "ended with code " + code : words));
        }
    }

    /** Ends a process that cannot be followed: two of them never train in one folder. */
    private void abandon(Process started) {
        started.destroyForcibly().onExit().join();
        synchronized (this) {
            process = null;
        }
    }

    private static Event ended(State state, String message) {
        return Event.of(
                Event.ENDED,
                json -> {
                    json.writeStringField("state", state.word());
                    json.writeStringField("message", message);
                });
    }

    /**
     * Asks it to stop at the next batch with a checkpoint; it may take a moment.
     *
     * @return whether it was under way
     */
    synchronized boolean stop() {
        Process running = process;
        if (running == null) {
            return false;
        }
        stopping = true;
        try {
            running.getOutputStream().close();
        } catch (IOException e) {
            // It has ended by itself.
        }
        return true;
    }

    /** Waits for its end, and makes it where it does not come in time. */
    void awaitEnd(long seconds) throws InterruptedException {
        Process running = process();
        if (running != null && !running.waitFor(seconds, TimeUnit.SECONDS)) {
            running.destroyForcibly();
        }
    }

    private synchronized @Nullable Process process() {
        return process;
    }
}
