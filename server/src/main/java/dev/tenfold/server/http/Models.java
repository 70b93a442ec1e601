package dev.tenfold.server.http;

import dev.tenfold.reader.ModelFileException;
import dev.tenfold.reader.internal.Networks;
import dev.tenfold.reader.internal.PictureReader;
import dev.tenfold.reader.internal.model.ModelCard;
import dev.tenfold.reader.internal.model.ModelFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The model that reads, and those that could: the bundled one, one that was given, and those of
 * finished training runs. Another one reads from one request to the next; who has begun with the
 * old one finishes with it, and then its memory is given back. Safe for any number of threads.
 */
public final class Models implements AutoCloseable {

    /** What the bundled model is called. */
    static final String BUNDLED = "flagship";

    private static final String FILE = "model.onnx";

    private final @Nullable Path given;
    private final Path folder;
    private final Map<Path, Known> known = new HashMap<>();

    /** Held while another model is opened or its file read, which may take a while. */
    private final Object choosing = new Object();

    private Held current;

    /** A model that reads, until nobody uses it any more. */
    private static final class Held {
        private final String name;
        private final PictureReader reader;
        private int uses;
        private boolean retired;

        private Held(String name, PictureReader reader) {
            this.name = name;
            this.reader = reader;
        }
    }

    /**
     * A model that can be chosen.
     *
     * @param card empty where the file cannot be read
     * @param error one sentence; empty where it can
     */
    record Choice(String name, Optional<ModelCard> card, String error) {}

    /** A choice as it was when the file was this old. */
    private record Known(FileTime time, Choice choice) {}

    /** The model that reads, for one request; close it with the request. */
    final class Lease implements AutoCloseable {

        private final Held held;

        private Lease(Held held) {
            this.held = held;
        }

        PictureReader reader() {
            return held.reader;
        }

        @Override
        public void close() {
            release(held);
        }
    }

    private Models(@Nullable Path given, Path folder) throws ModelFileException {
        this.given = given;
        this.folder = folder;
        this.current =
                given == null
                        ? new Held(BUNDLED, PictureReader.open())
                        : new Held(
                                given.toString(), PictureReader.open(() -> Networks.with(given)));
    }

    /**
     * Opens the model to begin with.
     *
     * @param given its file; the bundled one if null
     * @param folder with a folder for each training run, which need not be there
     */
    public static Models open(@Nullable Path given, Path folder) throws ModelFileException {
        return new Models(given, folder);
    }

    synchronized Lease lease() {
        current.uses++;
        return new Lease(current);
    }

    private void release(Held held) {
        boolean last;
        synchronized (this) {
            held.uses--;
            last = held.retired && held.uses == 0;
        }
        if (last) {
            held.reader.close();
        }
    }

    /** All that can be chosen; the first one reads. */
    List<Choice> all() {
        Choice reading;
        try (Lease lease = lease()) {
            reading = new Choice(lease.held.name, Optional.of(lease.reader().model()), "");
        }
        Set<String> names = new LinkedHashSet<>(List.of(BUNDLED));
        if (given != null) {
            names.add(given.toString());
        }
        names.addAll(runs());
        names.remove(reading.name());
        synchronized (choosing) {
            return Stream.concat(Stream.of(reading), names.stream().map(this::choice)).toList();
        }
    }

    private List<String> runs() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(folder)) {
            return folders.filter(run -> Files.exists(run.resolve(FILE)))
                    .map(run -> run.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(folder + ": its models cannot be listed", e);
        }
    }

    private Choice choice(String name) {
        Path file = file(name).orElse(Path.of(name));
        try {
            FileTime time =
                    name.equals(BUNDLED) ? FileTime.fromMillis(0) : Files.getLastModifiedTime(file);
            Known before = known.get(file);
            if (before == null || !before.time.equals(time)) {
                before = new Known(time, look(name, file));
                known.put(file, before);
            }
            return before.choice;
        } catch (IOException e) {
            return new Choice(name, Optional.empty(), name + ": its file cannot be read");
        }
    }

    /** From the file's metadata: a model that does not read is never run. */
    private static Choice look(String name, Path file) {
        try {
            ModelCard card =
                    name.equals(BUNDLED)
                            ? ModelFile.card(Networks.bundledFile(), BUNDLED)
                            : ModelFile.card(file);
            card.requireGlyphsOfToday(name);
            return new Choice(name, Optional.of(card), "");
        } catch (ModelFileException e) {
            return new Choice(name, Optional.empty(), String.valueOf(e.getMessage()));
        }
    }

    /** Whether there is a model of this name. */
    boolean has(String name) {
        return name.equals(BUNDLED) || file(name).isPresent();
    }

    /** The model's file; empty for the bundled one, and where there is none of that name. */
    Optional<Path> file(String name) {
        if (given != null && name.equals(given.toString())) {
            return Optional.of(given);
        }
        // A name, not a path: nobody leads us out of the folder.
        return name.matches("\\w[\\w.-]*") && !name.equals(BUNDLED)
                ? Optional.of(folder.resolve(name).resolve(FILE)).filter(Files::exists)
                : Optional.empty();
    }

    /**
     * Lets a model read from now on.
     *
     * @throws ModelFileException if it cannot; the one before reads on
     */
    void use(String name) throws ModelFileException {
        synchronized (choosing) {
            Optional<Path> file = file(name);
            PictureReader reader =
                    file.isPresent()
                            ? PictureReader.open(() -> Networks.with(file.get()))
                            : PictureReader.open();
            Held next = new Held(name, reader);
            synchronized (this) {
                retire();
                current = next;
            }
        }
    }

    private void retire() {
        current.retired = true;
        if (current.uses == 0) {
            current.reader.close();
        }
    }

    /** Closes the model once nobody uses it. */
    @Override
    public synchronized void close() {
        retire();
    }
}
