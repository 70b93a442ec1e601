package dev.tenfold.lab.data;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A folder for files that are fetched once and read from then on.
 *
 * @param path need not exist yet
 * @param contents what it keeps and how large that is, for messages: "MNIST (66 MB)"
 */
record CacheFolder(Path path, String contents) {

    /** Two threads of one process; {@link java.nio.channels.FileLock} is for two processes. */
    private static final ReentrantLock WITHIN_PROCESS = new ReentrantLock();

    /** What is done while no other process or thread changes the folder. */
    @FunctionalInterface
    interface Change {
        void run() throws IOException;
    }

    /**
     * A folder in the cache of this user, which is, by the platform's convention, {@code
     * $XDG_CACHE_HOME/tenfold} or {@code ~/.cache/tenfold}, {@code ~/Library/Caches/tenfold} on
     * macOS, {@code %LOCALAPPDATA%\tenfold} on Windows. The environment's {@code TENFOLD_CACHE} or
     * the system property {@code tenfold.cache} names another place.
     */
    static CacheFolder standard(String name, String contents) {
        Path root =
                root(
                        System.getProperty("os.name", ""),
                        System.getProperty("user.home", "."),
                        System.getProperty("tenfold.cache"),
                        System.getenv());
        return new CacheFolder(root.resolve(name), contents);
    }

    static Path root(
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

    Path resolve(String name) {
        return path.resolve(name);
    }

    /**
     * Runs the change alone: other threads and processes that want to change the folder wait.
     *
     * @throws DataFileException when the folder cannot be written, or the change throws it
     */
    void change(Change change) throws DataFileException {
        WITHIN_PROCESS.lock();
        try (FileChannel channel = lockFile();
                FileLock lock = channel.lock()) {
            change.run();
        } catch (DataFileException e) {
            throw e;
        } catch (IOException e) {
            throw unwritable(e);
        } finally {
            WITHIN_PROCESS.unlock();
        }
    }

    private FileChannel lockFile() throws IOException {
        Files.createDirectories(path);
        return FileChannel.open(
                path.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    DataFileException unwritable(IOException cause) {
        return new DataFileException(
                "%s: expected a folder that can keep %s, found that it cannot be written (%s); set TENFOLD_CACHE to another folder"
                        .formatted(path, contents, reason(cause)),
                cause);
    }

    private static String reason(IOException cause) {
        String message = String.valueOf(cause.getMessage());
        if (cause instanceof AccessDeniedException) {
            return "access denied";
        }
        return cause instanceof FileAlreadyExistsException ? message + " is a file" : message;
    }
}
