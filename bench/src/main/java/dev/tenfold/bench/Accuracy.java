package dev.tenfold.bench;

import dev.tenfold.lab.recipe.Recipe;
import dev.tenfold.lab.train.Trainer;
import dev.tenfold.lab.train.TrainingListener;
import dev.tenfold.reader.internal.model.ModelCard;
import dev.tenfold.reader.internal.model.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Trains recipes from several seeds and prints the accuracy of each as a Markdown table: mean and
 * standard deviation on the MNIST test set, the epoch chosen on the validation split.
 *
 * <pre>bench/accuracy RUNS_FOLDER SEEDS RECIPE...</pre>
 *
 * <p>Runs that are finished in the folder are not run again, interrupted ones resume.
 */
public final class Accuracy {

    private Accuracy() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        int seeds = Integer.parseInt(arguments[1]);
        List<String> rows = new ArrayList<>();
        for (String name : List.of(arguments).subList(2, arguments.length)) {
            List<ModelCard> cards = new ArrayList<>();
            for (int seed = 1; seed <= seeds; seed++) {
                cards.add(run(name, seed, folder.resolve(name + "-" + seed)));
            }
            rows.add(row(name, cards));
        }
        System.out.println(ProcessRuns.dated() + ".\n");
        System.out.println(
                "| recipe | parameters | seeds | validation, % | test, % (mean ± sd) | each seed |");
        System.out.println("|---|---|---|---|---|---|");
        rows.forEach(System.out::println);
    }

    private static ModelCard run(String name, int seed, Path folder) throws IOException {
        Path model = folder.resolve("model.onnx");
        if (!Files.exists(model)) {
            Recipe recipe = Recipe.named(name).with("seed", Integer.toString(seed));
            long started = System.nanoTime();
            Trainer.train(recipe, folder, true, TrainingListener.SILENT);
            System.err.printf(
                    Locale.ROOT,
                    "%s: trained in %.0f s%n",
                    folder,
                    (System.nanoTime() - started) / 1e9);
        }
        try (Network network = Network.open(model)) {
            return network.card();
        }
    }

    private static String row(String name, List<ModelCard> cards) {
        List<Double> test = figures(cards, "test.accuracy");
        StringBuilder each = new StringBuilder();
        test.forEach(accuracy -> each.append(String.format(Locale.ROOT, "%.2f ", 100 * accuracy)));
        return String.format(
                Locale.ROOT,
                "| `%s` | %,d | %d | %.2f | %.2f ± %.2f | %s |",
                name,
                figures(cards, "parameters").get(0).longValue(),
                cards.size(),
                100 * mean(figures(cards, "validation.accuracy")),
                100 * mean(test),
                100 * deviation(test),
                each.toString().strip());
    }

    private static List<Double> figures(List<ModelCard> cards, String figure) {
        List<Double> values = new ArrayList<>();
        for (ModelCard card : cards) {
            Double value = card.figures().get(figure);
            if (value == null) {
                throw new IllegalStateException(
                        card.name() + ": expected the figure " + figure + " in its model file");
            }
            values.add(value);
        }
        return values;
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }

    /** The sample standard deviation. */
    private static double deviation(List<Double> values) {
        double mean = mean(values);
        double squares = values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
        return Math.sqrt(squares / (values.size() - 1));
    }
}
