package dev.tenfold.bench;

import dev.tenfold.bench.SparkCluster.Job;
import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.data.Datasets;
import dev.tenfold.lab.draw.ComposedPage;
import dev.tenfold.lab.study.Machine;
import dev.tenfold.reader.internal.ink.GrayImage;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * Prints how fast a standalone cluster on this machine reads, as a share of what the single-process
 * commands do with the same two cores. All are whole processes, their starts and ends included.
 *
 * <pre>bench/spark [--rounds N] [--pages N] [--glyphs N]</pre>
 *
 * <p>Pages are read by two {@code tenfold read} at once, each with half of them, as one alone keeps
 * one core busy; glyphs by {@code tenfold evaluate}, which keeps both. Each is measured at the size
 * that is named, where the start is most of a job, and on the same inputs {@value #BULK} times
 * over; one executor against two on {@value #SCALING} times as many.
 */
public final class SparkSpeed {

    private static final int BULK = 12;
    private static final int SCALING = 3;
    private static final int SIDE = 28;

    /** A command of one process, or two such. */
    private interface Command {
        /** Gives the seconds that it took. */
        double run() throws IOException, InterruptedException;
    }

    /** So many pages or glyphs, for either side. */
    private record Inputs(int count, Command alone, List<String> onSpark) {}

    /** Makes inputs. */
    private interface Source {
        Inputs make(int times) throws IOException;
    }

    private final Path root;
    private final Path folder;
    private final int rounds;

    private SparkSpeed(Path root, Path folder, int rounds) {
        this.root = root;
        this.folder = folder;
        this.rounds = rounds;
    }

    public static void main(String[] arguments) throws Exception {
        int rounds = 1;
        int pages = 240;
        int glyphs = 80_000;
        for (int i = 1; i + 1 < arguments.length; i += 2) {
            int number = Integer.parseInt(arguments[i + 1]);
            switch (arguments[i]) {
                case "--rounds" -> rounds = number;
                case "--pages" -> pages = number;
                case "--glyphs" -> glyphs = number;
                default ->
                        throw new IllegalArgumentException(
                                arguments[i] + ": expected --rounds, --pages or --glyphs");
            }
        }
        Path folder = Files.createTempDirectory("tenfold-spark");
        try {
            new SparkSpeed(Path.of(arguments[0]).toRealPath(), folder, rounds).print(pages, glyphs);
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private void print(int pages, int glyphs) throws IOException, InterruptedException {
        System.out.printf(
                Locale.ROOT,
                "Measured on %s: %s; rounds: %d%s.%n",
                LocalDate.now(ZoneOffset.UTC),
                Machine.words(),
                rounds,
                rounds > 1 ? "; median (smallest–largest)" : "");
        Dataset digits = Datasets.load("mnist:test");
        composePages(pages);
        Path data = writeDigits(digits, glyphs);
        try (SparkCluster cluster = new SparkCluster(root, folder)) {
            Path table = folder.resolve("glyphs");
            cluster.writeGlyphs(data, table);
            compare(cluster, "pages", times -> pages(pages, times));
            compare(cluster, "glyphs", times -> glyphs(digits, glyphs, table, times));
        }
    }

    private void compare(SparkCluster cluster, String what, Source source)
            throws IOException, InterruptedException {
        System.out.printf(
                "%n| %s | read by | a second | share | a second while its tasks run | start and end,"
                        + " s | CPU of the tasks, ms each | memory an executor, MB |%n"
                        + "|---|---|---|---|---|---|---|---|%n",
                what);
        for (int times : new int[] {1, BULK}) {
            beside(cluster, source.make(times));
        }
        scale(cluster, what, source.make(SCALING));
    }

    /** One executor of two cores beside the commands of one process. */
    private void beside(SparkCluster cluster, Inputs inputs)
            throws IOException, InterruptedException {
        List<Double> alone = new ArrayList<>();
        List<Job> jobs = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            alone.add(inputs.alone().run());
            jobs.add(cluster.read(1, 2, inputs.onSpark()));
        }
        System.out.printf(
                Locale.ROOT,
                "| %,d | single-process commands, two cores | %s | | | | | |%n",
                inputs.count(),
                ProcessRuns.spread(
                        alone.stream().map(seconds -> inputs.count() / seconds).toList(), "%.1f"));
        List<Double> shares = ProcessRuns.ratios(alone, of(jobs, Job::seconds));
        print(inputs, "1 executor of 2 cores", ProcessRuns.spread(shares, "%.2f"), jobs);
    }

    /** Two executors of one core beside one. */
    private void scale(SparkCluster cluster, String what, Inputs inputs)
            throws IOException, InterruptedException {
        List<Job> one = new ArrayList<>();
        List<Job> two = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            one.add(cluster.read(1, 1, inputs.onSpark()));
            two.add(cluster.read(2, 1, inputs.onSpark()));
        }
        print(inputs, "1 executor of 1 core", "", one);
        print(inputs, "2 executors of 1 core", "", two);
        System.out.printf(
                "%nFrom one to two executors of one core: %s times as many %s, %s times while their"
                        + " tasks run.%n",
                ProcessRuns.spread(
                        ProcessRuns.ratios(of(one, Job::seconds), of(two, Job::seconds)), "%.2f"),
                what,
                ProcessRuns.spread(
                        ProcessRuns.ratios(of(one, Job::taskSeconds), of(two, Job::taskSeconds)),
                        "%.2f"));
    }

    private static void print(Inputs inputs, String by, String share, List<Job> jobs) {
        int count = inputs.count();
        System.out.printf(
                Locale.ROOT,
                "| %,d | %s | %s | %s | %s | %s | %s | %s |%n",
                count,
                by,
                ProcessRuns.spread(of(jobs, job -> count / job.seconds()), "%.1f"),
                share,
                ProcessRuns.spread(of(jobs, job -> count / job.taskSeconds()), "%.1f"),
                ProcessRuns.spread(of(jobs, job -> job.seconds() - job.taskSeconds()), "%.1f"),
                ProcessRuns.spread(of(jobs, job -> 1000 * job.cpuSeconds() / count), "%.3f"),
                ProcessRuns.spread(of(jobs, Job::executorMegabytes), "%.0f"));
    }

    private static List<Double> of(List<Job> jobs, ToDoubleFunction<Job> figure) {
        return jobs.stream().map(figure::applyAsDouble).toList();
    }

    /** The composed pages, each so many times, in two folders. */
    private Inputs pages(int composed, int times) throws IOException {
        List<String> halves = new ArrayList<>();
        for (int half = 0; half < 2; half++) {
            Path copies = Files.createDirectories(folder.resolve("pages-" + times + "-" + half));
            halves.add(copies.toString());
            for (int i = half; i < composed * times; i += 2) {
                Files.createLink(copies.resolve("%06d.png".formatted(i)), page(i % composed));
            }
        }
        return new Inputs(composed * times, () -> read(halves), halves);
    }

    /** Both cores: one command for each half, at once. */
    private double read(List<String> halves) throws InterruptedException, IOException {
        long started = System.nanoTime();
        List<Process> commands = new ArrayList<>();
        for (String half : halves) {
            commands.add(
                    new ProcessBuilder(tenfold(), "read", "--format", "json", half)
                            .redirectOutput(Path.of(half + ".json").toFile())
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start());
        }
        for (Process command : commands) {
            if (command.waitFor() != 0) {
                throw new IllegalStateException("tenfold read failed; run it by hand to see why");
            }
        }
        return (System.nanoTime() - started) / 1e9;
    }

    /** The digits written, so many times, as an IDX pair and as a table. */
    private Inputs glyphs(Dataset digits, int written, Path table, int times) throws IOException {
        Path data = writeDigits(digits, written * times);
        Path copies = Files.createDirectories(folder.resolve("glyphs-" + times));
        try (Stream<Path> files = Files.list(table)) {
            for (Path part : files.filter(each -> each.toString().endsWith(".parquet")).toList()) {
                for (int i = 0; i < times; i++) {
                    Files.createLink(copies.resolve(i + "-" + part.getFileName()), part);
                }
            }
        }
        List<String> command =
                List.of(tenfold(), "evaluate", "--data", data.toString(), "--format", "json");
        return new Inputs(
                written * times,
                () -> ProcessRuns.run(command, Map.of("TENFOLD_JAVA_OPTS", "-Xmx3g")).seconds(),
                List.of("--glyphs", copies.toString()));
    }

    private String tenfold() {
        return root.resolve("tenfold").toString();
    }

    private Path page(int number) {
        return folder.resolve("composed").resolve(number + ".png");
    }

    private void composePages(int count) throws IOException {
        Files.createDirectories(page(0).getParent());
        KeptOutPages pages = KeptOutPages.load(Map.of());
        for (int i = 0; i < count; i++) {
            ComposedPage page = pages.page(i);
            ImageIO.write(
                    new GrayImage(page.pixels(), page.height(), page.width()).picture(),
                    "png",
                    page(i).toFile());
        }
    }

    /** The test digits, again and again, as an IDX pair. */
    private Path writeDigits(Dataset digits, int count) throws IOException {
        Path images = folder.resolve(count + "-images-idx3-ubyte");
        try (DataOutputStream pixels = file(images);
                DataOutputStream labels = file(folder.resolve(count + "-labels-idx1-ubyte"))) {
            for (int header : new int[] {0x803, count, SIDE, SIDE}) {
                pixels.writeInt(header);
            }
            labels.writeInt(0x801);
            labels.writeInt(count);
            for (int i = 0; i < count; i++) {
                int from = i % digits.size();
                pixels.write(digits.pixels(), from * SIDE * SIDE, SIDE * SIDE);
                labels.writeByte(digits.label(from));
            }
        }
        return images;
    }

    private static DataOutputStream file(Path path) throws IOException {
        return new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(path)));
    }
}
