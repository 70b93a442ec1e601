package dev.tenfold.bench;

import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.data.Datasets;
import dev.tenfold.lab.data.MnistCache;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.util.Statistics;

/**
 * Prints Tenfold's speed and memory as a Markdown table: whole processes from start to end, runs of
 * ours and of PyTorch's interleaved, medians with smallest and largest.
 *
 * <pre>bench/speed [--python PYTHON] [--runs N]</pre>
 *
 * <p>Without a Python that has the packages of {@code peers/requirements.txt} the peer's column
 * stays empty.
 */
public final class Speed {

    /** Whole processes are short: so many of them for each run of all else. */
    private static final int PROCESS_RUNS = 4;

    private final Path root;
    private final @Nullable String python;
    private final int runs;
    private final boolean isProcessesOnly;

    private Speed(Path root, @Nullable String python, int runs, boolean isProcessesOnly) {
        this.root = root;
        this.python = python;
        this.runs = runs;
        this.isProcessesOnly = isProcessesOnly;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path root = Path.of(arguments[0]);
        String python = null;
        int runs = 5;
        boolean isProcessesOnly = false;
        for (int i = 1; i + 1 < arguments.length; i += 2) {
            switch (arguments[i]) {
                case "--python" -> python = arguments[i + 1];
                case "--runs" -> runs = Integer.parseInt(arguments[i + 1]);
                case "--only" -> {
                    if (!arguments[i + 1].equals("processes")) {
                        throw new IllegalArgumentException(
                                "--only: expected processes, found " + arguments[i + 1]);
                    }
                    isProcessesOnly = true;
                }
                default ->
                        throw new IllegalArgumentException(
                                arguments[i] + ": expected --python, --runs or --only");
            }
        }
        new Speed(root, python, runs, isProcessesOnly).print();
    }

    private void print() throws IOException, InterruptedException {
        System.out.printf(
                "%s; %d runs each, interleaved; median (smallest–largest).%n%n",
                ProcessRuns.dated(), runs);
        if (!isProcessesOnly) {
            training();
        }
        processes();
        if (!isProcessesOnly) {
            glyphLatency();
        }
    }

    private void training() throws IOException, InterruptedException {
        Dataset mnist = Datasets.load("mnist:train"); // fetched before anything is timed
        System.out.printf(
                "Training, batch 128, two threads, data loading counted (%,d images):%n%n",
                mnist.size());
        System.out.println(
                "| network | Tenfold bf16, images/s | Tenfold fp32, images/s | PyTorch fp32, images/s"
                        + " | ratio bf16 | ratio fp32 | memory, MB |");
        System.out.println("|---|---|---|---|---|---|---|");
        for (String network : List.of("classic", "bn")) {
            List<Double> bf16 = new ArrayList<>();
            List<Double> fp32 = new ArrayList<>();
            List<Double> peer = new ArrayList<>();
            List<Double> memory = new ArrayList<>();
            for (int run = 0; run < runs; run++) {
                memory.add(throughput(bf16, tenfold(network, "bf16")));
                throughput(fp32, tenfold(network, "fp32"));
                if (python != null) {
                    throughput(
                            peer,
                            List.of(
                                    python,
                                    root.resolve("bench/peers/train_throughput.py").toString(),
                                    network,
                                    MnistCache.standard().folder().toString()));
                }
            }
            System.out.printf(
                    "| %s | %s | %s | %s | %s | %s | %s |%n",
                    network,
                    ProcessRuns.spread(bf16, "%.0f"),
                    ProcessRuns.spread(fp32, "%.0f"),
                    peer.isEmpty() ? "" : ProcessRuns.spread(peer, "%.0f"),
                    peer.isEmpty()
                            ? ""
                            : ProcessRuns.spread(ProcessRuns.ratios(bf16, peer), "%.2f"),
                    peer.isEmpty()
                            ? ""
                            : ProcessRuns.spread(ProcessRuns.ratios(fp32, peer), "%.2f"),
                    ProcessRuns.spread(memory, "%.0f"));
        }
        System.out.println();
    }

    private List<String> tenfold(String network, String precision) {
        return List.of(
                root.resolve("bench/java").toString(), "TrainingThroughput", network, precision);
    }

    private static double throughput(List<Double> into, List<String> command)
            throws IOException, InterruptedException {
        ProcessRuns.Run run = ProcessRuns.run(command, Map.of());
        into.add(Double.parseDouble(run.output().strip()));
        return run.peakMegabytes();
    }

    private void processes() throws IOException, InterruptedException {
        System.out.printf("Whole processes, from start to end, %d runs:%n", PROCESS_RUNS * runs);
        System.out.println();
        System.out.println("| command | seconds | peak memory, MB |");
        System.out.println("|---|---|---|");
        Path picture = Files.createTempFile("tenfold-bench", ".png");
        try {
            ImageIO.write(megapixel(), "png", picture.toFile());
            process("read` of a 1-megapixel PNG", "read", picture.toString());
        } finally {
            Files.delete(picture);
        }
        process(
                "read docs/images/page.jpg` (1.1 megapixels, ruled)",
                "read",
                root.resolve("docs/images/page.jpg").toString());
        process(
                "read docs/images/sample.jpg`",
                "read",
                root.resolve("docs/images/sample.jpg").toString());
        process("evaluate --data mnist:test` (10,000 digits)", "evaluate", "--data", "mnist:test");
        System.out.println();
    }

    private void process(String label, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(root.resolve("tenfold").toString()));
        command.addAll(List.of(arguments));
        ProcessRuns.run(command, Map.of()); // builds what is missing, and warms the disk's cache
        List<Double> seconds = new ArrayList<>();
        List<Double> memory = new ArrayList<>();
        for (int run = 0; run < PROCESS_RUNS * runs; run++) {
            ProcessRuns.Run one = ProcessRuns.run(command, Map.of());
            seconds.add(one.seconds());
            memory.add(one.peakMegabytes());
        }
        System.out.printf(
                "| `%s | %s | %s |%n",
                label, ProcessRuns.spread(seconds, "%.2f"), ProcessRuns.spread(memory, "%.0f"));
    }

    /** Two rows of drawn digits on a page of 1200 x 900 pixels. */
    private static BufferedImage megapixel() {
        BufferedImage page = new BufferedImage(1200, 900, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = page.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, page.getWidth(), page.getHeight());
        pen.setColor(Color.DARK_GRAY);
        pen.setStroke(new BasicStroke(14, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        for (int i = 0; i < 5; i++) {
            int x = 120 + 200 * i;
            pen.drawOval(x, 150, 110, 180);
            pen.drawLine(x + 60, 550, x + 40, 730);
        }
        pen.dispose();
        return page;
    }

    private void glyphLatency() {
        List<Double> p50 = new ArrayList<>();
        List<Double> p99 = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
            Statistics micros = Jmh.run(ReaderBenchmark.class, "glyph", Map.of()).getStatistics();
            p50.add(micros.getPercentile(50));
            p99.add(micros.getPercentile(99));
        }
        System.out.printf(
                "One glyph in process, one thread: p50 %s µs, p99 %s µs.%n%n",
                ProcessRuns.spread(p50, "%.0f"), ProcessRuns.spread(p99, "%.0f"));
    }
}
