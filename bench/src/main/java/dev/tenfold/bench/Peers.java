package dev.tenfold.bench;

import dev.tenfold.lab.data.Datasets;
import dev.tenfold.lab.data.MnistCache;
import dev.tenfold.lab.recipe.Architecture;
import dev.tenfold.lab.recipe.Recipe;
import dev.tenfold.lab.recipe.Shape;
import dev.tenfold.reader.internal.model.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Prints what whole processes of ours and of the peers' own examples take to reach an accuracy, and
 * how fast each reads in process: runs interleaved, ratios run by run, medians with smallest and
 * largest, as Markdown tables.
 *
 * <pre>bench/peers/run [--runs N] [--short]</pre>
 */
public final class Peers {

    private static final double TARGET = 0.99;
    private static final double HIGHER = 0.995;

    /** Enough that Java's compiling at the start is a small part. */
    private static final String STEPS = "600";

    private final Path root;
    private final String python;
    private final int runs;
    private final boolean isShort;
    private final String mnist;

    private Peers(Path root, String python, int runs, boolean isShort) throws IOException {
        this.root = root;
        this.python = python;
        this.runs = runs;
        this.isShort = isShort;
        Datasets.load("mnist:train"); // fetched before anything is timed
        this.mnist = MnistCache.standard().folder().toString();
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int runs = 3;
        boolean isShort = false;
        for (int i = 2; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--runs" -> runs = Integer.parseInt(arguments[++i]);
                case "--short" -> isShort = true;
                default ->
                        throw new IllegalArgumentException(
                                arguments[i] + ": expected --runs N or --short");
            }
        }
        Peers peers = new Peers(Path.of(arguments[0]), arguments[1], isShort ? 1 : runs, isShort);
        peers.inProcess();
        peers.matrixPeak();
        peers.toAccuracy();
    }

    private void inProcess() throws IOException, InterruptedException {
        System.out.println("One glyph and batches of 128, in process, one thread:");
        System.out.println();
        System.out.println(
                "| network | Tenfold, p50 µs | peer, p50 µs | times faster | Tenfold, glyphs/s |"
                        + " peer, glyphs/s | times faster |");
        System.out.println("|---|---|---|---|---|---|---|");
        inProcess("classic", "pytorch", "PyTorch's example, inference mode");
        inProcess("keras", "keras", "Keras' example, `predict`");
        System.out.println();
    }

    private void inProcess(String network, String peer, String label)
            throws IOException, InterruptedException {
        List<Double> theirs = new ArrayList<>();
        List<Double> theirBatches = new ArrayList<>();
        Map<String, List<Double>> ours = new LinkedHashMap<>();
        Map<String, List<Double>> ourBatches = new LinkedHashMap<>();
        for (int run = 0; run < runs; run++) {
            for (String inference : List.of("fp32", "int8")) {
                Map<String, String> of = Map.of("network", network, "inference", inference);
                ours.computeIfAbsent(inference, key -> new ArrayList<>())
                        .add(
                                Jmh.run(NetworkBenchmark.class, "glyph", of)
                                        .getStatistics()
                                        .getPercentile(50));
                ourBatches
                        .computeIfAbsent(inference, key -> new ArrayList<>())
                        .add(Jmh.run(NetworkBenchmark.class, "glyphsInBatches", of).getScore());
            }
            double[] other = numbers(List.of(python, bench("peers/inference.py"), peer, mnist));
            theirs.add(other[0]);
            theirBatches.add(other[2]);
        }
        ours.forEach(
                (inference, micros) -> {
                    List<Double> batches = ourBatches.getOrDefault(inference, List.of());
                    System.out.printf(
                            "| %s, ours in %s | %s | %s | %s | %s | %s | %s |%n",
                            label,
                            inference,
                            ProcessRuns.spread(micros, "%.0f"),
                            ProcessRuns.spread(theirs, "%.0f"),
                            ProcessRuns.spread(ProcessRuns.ratios(theirs, micros), "%.1f"),
                            ProcessRuns.spread(batches, "%.0f"),
                            ProcessRuns.spread(theirBatches, "%.0f"),
                            ProcessRuns.spread(ProcessRuns.ratios(batches, theirBatches), "%.1f"));
                });
    }

    /** Three products forward and backward for each multiply-add, of two operations each. */
    private void matrixPeak() throws IOException, InterruptedException {
        Recipe flagship = Recipe.named("flagship");
        double operations =
                6.0 * Architecture.of(flagship, Shape.maps(1, 28, 28), 11).multiplyAdds();
        Map<String, List<Double>> trained = new LinkedHashMap<>();
        List<Double> peak = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
            for (String replicas : List.of("1", "2")) {
                double imagesPerSecond =
                        numbers(
                                List.of(
                                        bench("java"),
                                        "TrainingThroughput",
                                        "flagship",
                                        "bf16",
                                        STEPS,
                                        replicas))[0];
                trained.computeIfAbsent(replicas, key -> new ArrayList<>())
                        .add(imagesPerSecond * operations / 1e9);
            }
            peak.add(numbers(List.of(bench("java"), "MatrixPeak", "bf16"))[0]);
        }
        System.out.printf(
                "A matrix product of 2048 by 2048 in bf16: %s GFLOP/s. Training the flagship in"
                        + " bf16, without augmentation:%n%n",
                ProcessRuns.spread(peak, "%.0f"));
        System.out.println("| replicas | GFLOP/s | share of the matrix product's, % |");
        System.out.println("|---|---|---|");
        trained.forEach(
                (replicas, rates) ->
                        System.out.printf(
                                "| %s | %s | %s |%n",
                                replicas,
                                ProcessRuns.spread(rates, "%.0f"),
                                ProcessRuns.spread(
                                        ProcessRuns.ratios(rates, peak).stream()
                                                .map(share -> 100 * share)
                                                .toList(),
                                        "%.0f")));
        System.out.println();
    }

    private void toAccuracy() throws IOException, InterruptedException {
        Map<String, List<OptionalDouble>> seconds = new LinkedHashMap<>();
        Map<String, List<Double>> reached = new LinkedHashMap<>();
        for (int run = 1; run <= runs; run++) {
            note(seconds, reached, "Tenfold, `sprint`", ours("sprint", run, TARGET));
            note(seconds, reached, "PyTorch's example", theirs("pytorch_example.py", run));
            note(seconds, reached, "Keras' example", theirs("keras_example.py", run));
            note(seconds, reached, "scikit-learn's example", theirs("scikit_example.py", run));
            if (!isShort) {
                note(
                        seconds,
                        reached,
                        "Tenfold, `sprint-long`, 99.5 %",
                        ours("sprint-long", run, HIGHER));
            }
        }
        System.out.printf(
                "From the start of the process to %.1f %% of the test set (another seed each run;"
                        + " data loading counted):%n%n",
                100 * TARGET);
        System.out.println("| | seconds | test accuracy then, % |");
        System.out.println("|---|---|---|");
        seconds.forEach(
                (name, times) ->
                        System.out.printf(
                                "| %s | %s | %s |%n",
                                name,
                                spread(times),
                                ProcessRuns.spread(
                                        reached.getOrDefault(name, List.of()).stream()
                                                .map(share -> 100 * share)
                                                .toList(),
                                        "%.2f")));
    }

    /** Seconds at the target, empty where it was not reached, and the last accuracy. */
    private record Way(OptionalDouble seconds, double accuracy) {}

    private static void note(
            Map<String, List<OptionalDouble>> seconds,
            Map<String, List<Double>> reached,
            String name,
            Way way) {
        seconds.computeIfAbsent(name, key -> new ArrayList<>()).add(way.seconds);
        reached.computeIfAbsent(name, key -> new ArrayList<>()).add(way.accuracy);
    }

    private static String spread(List<OptionalDouble> times) {
        List<Double> there =
                times.stream()
                        .filter(OptionalDouble::isPresent)
                        .map(OptionalDouble::getAsDouble)
                        .toList();
        String missed =
                there.size() == times.size()
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                "not reached in %d of %d runs",
                                times.size() - there.size(),
                                times.size());
        return there.isEmpty()
                ? missed
                : ProcessRuns.spread(there, "%.1f") + (missed.isEmpty() ? "" : "; " + missed);
    }

    /** All of `tenfold train`: the process, the data, the network, the test set, the report. */
    private Way ours(String recipe, int seed, double target)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("tenfold-bench");
        try {
            ProcessRuns.Run run =
                    ProcessRuns.run(
                            List.of(
                                    root.resolve("tenfold").toString(),
                                    "train",
                                    recipe,
                                    "--test",
                                    "--seed",
                                    Integer.toString(seed),
                                    "--out",
                                    folder.resolve("run").toString()),
                            Map.of());
            try (Network network = Network.open(folder.resolve("run/model.onnx"))) {
                double accuracy =
                        network.card().figures().getOrDefault("test.accuracy", Double.NaN);
                return new Way(
                        accuracy >= target
                                ? OptionalDouble.of(run.seconds())
                                : OptionalDouble.empty(),
                        accuracy);
            }
        } finally {
            delete(folder);
        }
    }

    private Way theirs(String script, int seed) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(python);
        command.add(bench("peers/" + script));
        command.add(mnist);
        command.add(String.format(Locale.ROOT, "%.3f", System.currentTimeMillis() / 1e3));
        command.addAll(List.of("--seed", Integer.toString(seed)));
        if (isShort && !script.startsWith("scikit")) {
            command.addAll(List.of("--epochs", "2"));
        }
        String output = ProcessRuns.run(command, Map.of()).output();
        List<String> epochs = output.lines().toList();
        String[] last = epochs.get(epochs.size() - 1).split(" ");
        double accuracy = Double.parseDouble(last[1]);
        return new Way(
                accuracy >= TARGET
                        ? OptionalDouble.of(Double.parseDouble(last[0]))
                        : OptionalDouble.empty(),
                accuracy);
    }

    private String bench(String path) {
        return root.resolve("bench").resolve(path).toString();
    }

    private static double[] numbers(List<String> command) throws IOException, InterruptedException {
        return Arrays.stream(ProcessRuns.run(command, Map.of()).output().strip().split("\\s+"))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    private static void delete(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }
}
