package dev.tenfold.lab.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The folder that holds the four MNIST files, checked each time they are loaded. */
public final class MnistCache {

    private final Path folder;

    MnistCache(Path folder) {
        this.folder = folder;
    }

    /**
     * The cache of this user, by the platform's convention: {@code $XDG_CACHE_HOME/tenfold} or
     * {@code ~/.cache/tenfold}, {@code ~/Library/Caches/tenfold} on macOS, {@code
     * %LOCALAPPDATA%\tenfold} on Windows. The environment's {@code TENFOLD_CACHE} or the system
     * property {@code tenfold.cache} names another folder.
     */
    public static MnistCache standard() {
        return new MnistCache(
                cacheFolder(
                                System.getProperty("os.name", ""),
                                System.getProperty("user.home", "."),
                                System.getProperty("tenfold.cache"),
                                System.getenv())
                        .resolve("mnist"));
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
     * Loads {@code mnist:train} or {@code mnist:test}.
     *
     * @throws DataFileException when another set is asked for, or a file is missing or not MNIST's
     */
    public Dataset load(String name) throws DataFileException {
        List<MnistFile> files =
                switch (name) {
                    case "mnist:train" -> List.of(MnistFile.TRAIN_IMAGES, MnistFile.TRAIN_LABELS);
                    case "mnist:test" -> List.of(MnistFile.TEST_IMAGES, MnistFile.TEST_LABELS);
                    default ->
                            throw new DataFileException(
                                    name
                                            + ": expected mnist:train or mnist:test; use one of these");
                };
        List<MnistFile> missing = missing();
        if (!missing.isEmpty()) {
            throw new DataFileException(
                    "%s: expected %s in %s, found no such file; run `tenfold data get mnist`"
                            .formatted(name, missing.get(0).fileName(), folder));
        }
        Dataset dataset =
                new IdxPair(
                                folder.resolve(files.get(0).fileName()),
                                folder.resolve(files.get(1).fileName()))
                        .read(name);
        for (MnistFile file : files) {
            String found = dataset.checksums().get(file.fileName());
            if (!file.checksum().equals(found)) {
                throw new DataFileException(
                        "%s: expected SHA-256 %s of MNIST's own, found %s; run `tenfold data get mnist`, which replaces it"
                                .formatted(
                                        folder.resolve(file.fileName()), file.checksum(), found));
            }
        }
        return dataset;
    }

    private List<MnistFile> missing() {
        List<MnistFile> missing = new ArrayList<>();
        for (MnistFile file : MnistFile.values()) {
            if (!Files.exists(folder.resolve(file.fileName()))) {
                missing.add(file);
            }
        }
        return missing;
    }
}
