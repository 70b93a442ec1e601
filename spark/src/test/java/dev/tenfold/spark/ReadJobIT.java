package dev.tenfold.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading on a real cluster, where things are killed. */
class ReadJobIT {

    private static final int PICTURES = 32;

    private static StandaloneCluster cluster;
    private static Process worker;

    @TempDir Path folder;
    private Path pictures;
    private Path table;

    @BeforeAll
    static void start(@TempDir Path logs) throws Exception {
        cluster = new StandaloneCluster(logs);
        worker = cluster.addWorker();
        cluster.addWorker();
    }

    @AfterAll
    static void stop() throws Exception {
        cluster.stop();
    }

    @BeforeEach
    void drawPictures() throws IOException {
        pictures = folder.resolve("in");
        table = folder.resolve("out");
        for (int i = 0; i < PICTURES; i++) {
            Pictures.copy(Pictures.MARKER, pictures.resolve("%03d.png".formatted(i)));
        }
        Files.writeString(pictures.resolve("broken.png"), "not a picture");
    }

    @AfterEach
    void endDrivers() {
        cluster.endDrivers();
    }

    @Test
    void killedWorkerCostsNoRowAndDoublesNone() throws Exception {
        Process job = cluster.drive("killed-worker", List.of(), read());
        untilRowsAreKept(job);
        StandaloneCluster.kill(worker);
        int exitCode = cluster.end(job);
        String told = cluster.log("killed-worker");
        assertEquals(3, exitCode, told); // for the broken picture
        assertTrue(told.matches("(?s).*33 files read in [0-9.]+ s, 0 skipped .*"), told);
        assertOneRowEach();
        worker = cluster.addWorker();
    }

    @Test
    void killedJobGoesOnWhereItWas() throws Exception {
        Process job = cluster.drive("killed-job", List.of(), read());
        untilRowsAreKept(job);
        job.destroyForcibly().waitFor();
        int kept = rows().size();
        assertTrue(kept > 0 && kept < PICTURES + 1, kept + " rows were kept");
        Process again = cluster.submit("resumed-job", read("--resume"));
        int exitCode = cluster.end(again);
        String told = cluster.log("resumed-job");
        assertTrue(exitCode == 0 || exitCode == 3, told);
        assertTrue(
                told.matches(
                        "(?s).*%d files read in [0-9.]+ s, %d skipped .*"
                                .formatted(PICTURES + 1 - kept, kept)),
                told);
        assertOneRowEach();
    }

    @Test
    void taskThatRunsTwiceAtOnceCountsOnce() throws Exception {
        ImageIO.write(slowPicture(), "png", pictures.resolve("slow.png").toFile());
        Path events = Files.createDirectories(folder.resolve("events"));
        Process job =
                cluster.drive(
                        "speculation",
                        List.of(
                                "spark.speculation=true",
                                "spark.speculation.interval=20ms",
                                "spark.speculation.quantile=0.1",
                                "spark.speculation.multiplier=1.01",
                                "spark.speculation.minTaskRuntime=1ms",
                                "spark.eventLog.enabled=true",
                                "spark.eventLog.compress=false",
                                "spark.eventLog.dir=" + events.toUri()),
                        read());
        assertEquals(3, cluster.end(job), cluster.log("speculation"));
        assertTrue(text(events).contains("\"Speculative\":true"), "no task ran twice");
        List<Row> slow =
                rows().stream().filter(row -> row.getString(0).endsWith("slow.png")).toList();
        assertEquals(1, slow.size(), slow.toString());
        Files.delete(pictures.resolve("slow.png"));
        assertOneRowEach(Set.of("slow.png"));
    }

    @Test
    void streamReadsEachFileThatArrivesOnce() throws Exception {
        Path arriving = Files.createDirectories(folder.resolve("arriving"));
        try (SparkSession spark =
                SparkSession.builder()
                        .master(cluster.master())
                        .config("spark.executor.memory", "512m")
                        .config("spark.ui.enabled", false)
                        .config("spark.sql.shuffle.partitions", 2)
                        .config("spark.jars", String.join(",", StandaloneCluster.ownJars(false)))
                        .getOrCreate()) {
            ReadFunction.register(spark);
            for (int half = 0; half < 2; half++) {
                StreamingQuery query =
                        spark.readStream()
                                .format("binaryFile")
                                .schema(
                                        "path string, modificationTime timestamp, length long,"
                                                + " content binary")
                                .load(arriving.toString())
                                .selectExpr("path", "inline(read(content))")
                                .writeStream()
                                .option("checkpointLocation", folder.resolve("mark").toString())
                                .start(table.toString());
                for (int i = half * 10; i < half * 10 + 10; i++) {
                    // As a scanner should: written elsewhere, and then put in its place at once.
                    Path whole =
                            Pictures.copy(Pictures.MARKER, folder.resolve("scanner/" + i + ".png"));
                    Files.move(whole, arriving.resolve(i + ".png"));
                }
                query.processAllAvailable();
                query.stop();
            }
            List<Row> rows = spark.read().parquet(table.toString()).collectAsList();
            assertEquals(20, rows.size());
            assertEquals(20, rows.stream().map(row -> row.getString(0)).distinct().count());
        }
    }

    private String[] read(String... more) {
        return Stream.of(
                        Stream.of("read", "--out", table.toString()),
                        Stream.of(more),
                        Stream.of(pictures.toString()))
                .flatMap(each -> each)
                .toArray(String[]::new);
    }

    /** Of the parts one may hold no row: that of the first task, which tells the columns. */
    private void untilRowsAreKept(Process job) throws Exception {
        StandaloneCluster.until("two tasks are done", () -> parts() > 1 || !job.isAlive());
    }

    /** Tasks whose file has come to its place. */
    private long parts() {
        try (Stream<Path> files = Files.list(table)) {
            return files.filter(file -> file.getFileName().toString().startsWith("part-")).count();
        } catch (IOException e) {
            return 0;
        }
    }

    private void assertOneRowEach() throws IOException {
        assertOneRowEach(Set.of());
    }

    private void assertOneRowEach(Set<String> others) throws IOException {
        TreeMap<String, Long> counts =
                rows().stream()
                        .map(row -> row.getString(0).replaceFirst(".*/", ""))
                        .filter(name -> !others.contains(name))
                        .collect(
                                Collectors.groupingBy(
                                        name -> name, TreeMap::new, Collectors.counting()));
        try (Stream<Path> files = Files.list(pictures)) {
            assertEquals(
                    files.map(file -> file.getFileName().toString()).collect(Collectors.toSet()),
                    counts.keySet());
        }
        assertEquals(Set.of(1L), Set.copyOf(counts.values()), counts.toString());
    }

    private List<Row> rows() throws IOException {
        try (SparkSession spark = LocalSpark.session()) {
            List<Row> rows =
                    spark.read()
                            .parquet(table.toString())
                            .select("path", "digits", "error")
                            .collectAsList();
            assertFalse(rows.isEmpty());
            assertEquals(
                    1,
                    rows.stream()
                            .filter(
                                    row ->
                                            !row.isNullAt(1)
                                                    && !row.getString(0).endsWith("slow.png"))
                            .map(row -> row.getString(1))
                            .distinct()
                            .count(),
                    "the same picture reads the same everywhere");
            return rows;
        }
    }

    /** So large, and so full, that reading it takes a while. */
    private static BufferedImage slowPicture() {
        BufferedImage picture = new BufferedImage(4000, 4000, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D paper = picture.createGraphics();
        paper.setColor(Color.WHITE);
        paper.fillRect(0, 0, 4000, 4000);
        paper.dispose();
        return picture;
    }

    private static String text(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(
                            file -> {
                                try {
                                    return Files.readString(file);
                                } catch (IOException e) {
                                    throw new UncheckedIOException(e);
                                }
                            })
                    .collect(Collectors.joining());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
