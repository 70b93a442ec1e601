package dev.tenfold.reader.internal.image;

import dev.tenfold.reader.Limits;
import dev.tenfold.reader.UnreadableImageException;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The picture of a HEIC or AVIF file, which a program of libheif decodes: no library for Java does.
 * It runs in a process of its own, within the budget's time and a limit of memory, on files in a
 * temporary folder that is deleted afterwards.
 */
final class HeifPages implements PageSource {

    /** The newer name first. */
    private static final List<String> PROGRAMS = List.of("heif-dec", "heif-convert");

    private static final Set<String> BRANDS =
            Set.of("heic", "heix", "heim", "heis", "mif1", "msf1", "avif", "avis");

    private static final int BRAND_BYTES = 4;
    private static final int MAX_BRANDS = 32;

    /** Of the process; shells that cannot limit it run without. */
    private static final long MAX_KILOBYTES = 2L << 20;

    private static final String LIMITED = "ulimit -v \"$1\" 2>/dev/null; shift; exec \"$@\"";

    private final byte[] bytes;
    private final Path program;
    private final Limits limits;

    /**
     * @throws UnreadableImageException if there is no program, or the picture is too large
     */
    HeifPages(byte[] bytes, String name, Limits limits) throws UnreadableImageException {
        this(bytes, name, limits, System.getenv().getOrDefault("PATH", ""));
    }

    /**
     * @param path folders to look for a program in, as the variable PATH has them
     */
    HeifPages(byte[] bytes, String name, Limits limits, String path)
            throws UnreadableImageException {
        this.bytes = bytes;
        this.limits = limits;
        this.program =
                program(path)
                        .orElseThrow(
                                () ->
                                        new UnreadableImageException(
                                                name
                                                        + ": expected "
                                                        + String.join(" or ", PROGRAMS)
                                                        + " to decode a HEIC or AVIF picture with,"
                                                        + " found neither on the PATH; install"
                                                        + " libheif's programs, or export the"
                                                        + " picture as JPEG"));
        checkSizes(name);
    }

    /** Whether the bytes begin as a HEIC or AVIF file does, and not as a video. */
    static boolean isHeif(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (bytes.length < 16 || !word(bytes, 4).equals("ftyp")) {
            return false;
        }
        // The brand, a version, and the brands that it is compatible with.
        int end = Math.min(bytes.length, Math.min(in.getInt(0), 8 + MAX_BRANDS * BRAND_BYTES));
        for (int at = 8; at + BRAND_BYTES <= end; at += BRAND_BYTES) {
            if (BRANDS.contains(word(bytes, at))) {
                return true;
            }
        }
        return false;
    }

    private static String word(byte[] bytes, int at) {
        return new String(bytes, at, BRAND_BYTES, StandardCharsets.ISO_8859_1);
    }

    static Optional<Path> program(String path) {
        return PROGRAMS.stream()
                .flatMap(
                        name ->
                                Arrays.stream(path.split(File.pathSeparator))
                                        .filter(folder -> !folder.isEmpty())
                                        .flatMap(folder -> named(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Stream<Path> named(String folder, String name) {
        return Stream.of(Path.of(folder, name), Path.of(folder, name + ".exe"));
    }

    /** Each size that the file declares: ISO/IEC 23008-12, 6.5.3, the box {@code ispe}. */
    private void checkSizes(String name) throws UnreadableImageException {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        for (int at = 8; at + 12 <= bytes.length; at++) {
            if (bytes[at - 4] == 'i'
                    && bytes[at - 3] == 's'
                    && bytes[at - 2] == 'p'
                    && bytes[at - 1] == 'e'
                    && in.getInt(at) == 0) {
                int width = in.getInt(at + 4);
                int height = in.getInt(at + 8);
                if (width <= 0 || height <= 0) {
                    width = Integer.MAX_VALUE; // 2^31 or more
                    height = Integer.MAX_VALUE;
                }
                RasterPages.checkSize(
                        width, height, RasterPages.maxPixelsDecodedWhole(limits), name);
            }
        }
    }

    @Override
    public int count() {
        return 1;
    }

    @Override
    public Page page(int index, String place, Budget budget) throws IOException {
        byte[] png = decoded(place, budget);
        Outline outline;
        try {
            outline = Outline.of(Format.PNG, png);
        } catch (Outline.BrokenFileException e) {
            throw new IOException("expected a whole PNG from " + program, e);
        }
        try (RasterPages pages = new RasterPages(Format.PNG, png, outline, limits, budget)) {
            return pages.page(index, place, budget);
        }
    }

    private byte[] decoded(String place, Budget budget) throws IOException {
        Path folder;
        try {
            folder = Files.createTempDirectory("tenfold-heif");
        } catch (IOException e) {
            throw new UnreadableImageException(
                    place
                            + ": expected a temporary folder to decode in, found none in "
                            + System.getProperty("java.io.tmpdir")
                            + "; make it, or set -Djava.io.tmpdir",
                    e);
        }
        Path in = folder.resolve("in.heif");
        Path out = folder.resolve("out.png");
        // Of several pictures in a file the first is read.
        Path first = folder.resolve("out-1.png");
        try {
            Files.write(in, bytes);
            run(in, out, budget);
            Path written = Files.exists(out) ? out : first;
            budget.reserve(Files.size(written), Pages.DECODING);
            return Files.readAllBytes(written);
        } finally {
            delete(folder);
        }
    }

    private void run(Path in, Path out, Budget budget) throws IOException {
        ProcessBuilder command = new ProcessBuilder(command(in.toString(), out.toString()));
        command.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        Process process = command.start();
        try {
            if (!process.waitFor(budget.left().toMillis() + 1, TimeUnit.MILLISECONDS)) {
                budget.check(Pages.DECODING);
            }
            if (process.waitFor() != 0) {
                throw new IOException(program + " ended with " + process.exitValue());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            budget.check(Pages.DECODING);
        } finally {
            process.destroyForcibly();
        }
    }

    private List<String> command(String in, String out) {
        boolean windows =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("windows");
        return windows
                ? List.of(program.toString(), in, out)
                : List.of(
                        "/bin/sh",
                        "-c",
                        LIMITED,
                        "sh",
                        Long.toString(MAX_KILOBYTES),
                        program.toString(),
                        in,
                        out);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }

    @Override
    public void close() {}
}
