package dev.tenfold.bench;

import dev.tenfold.lab.recipe.Recipe.Inference;
import dev.tenfold.lab.train.Calibration;
import dev.tenfold.reader.internal.model.ConfidenceSets;
import dev.tenfold.reader.internal.model.ModelCard;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Calibrates and measures model files anew, in place, on the validation digits that their recipes
 * kept out; their weights stay.
 *
 * <pre>bench/java Calibrate fp32|int8 MODEL...</pre>
 *
 * <p>The first word is what the networks are to compute their answers in from then on.
 */
public final class Calibrate {

    private Calibrate() {}

    public static void main(String[] arguments) throws IOException {
        Inference inference = Inference.valueOf(arguments[0].toUpperCase(Locale.ROOT));
        for (String model : List.of(arguments).subList(1, arguments.length)) {
            ModelCard card = Calibration.renew(Path.of(model), inference);
            ConfidenceSets sets = Objects.requireNonNull(card.confidenceSets());
            System.out.printf(
                    "%s: a set of 0.999 holds each digit of probability %.2g and more (%,d digits); temperature %.3f%n",
                    model, sets.threshold(0.999), sets.examples(), card.temperature());
            new TreeMap<>(card.figures())
                    .forEach((name, value) -> System.out.printf("  %s %s%n", name, value));
        }
    }
}
