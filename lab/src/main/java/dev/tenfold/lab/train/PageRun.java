package dev.tenfold.lab.train;

import dev.tenfold.lab.recipe.PageRecipe;
import dev.tenfold.reader.internal.model.ModelCard;
import java.nio.file.Path;
import java.util.List;

/**
 * A finished run of the page network.
 *
 * @param folder with {@code model.onnx}, {@code metrics.csv} and {@code recipe.yaml}
 * @param card as in the model file
 * @param epochs one row each
 * @param parameters of the network
 */
public record PageRun(
        Path folder, PageRecipe recipe, ModelCard card, List<PageMetrics> epochs, int parameters) {

    public PageRun {
        epochs = List.copyOf(epochs);
    }
}
