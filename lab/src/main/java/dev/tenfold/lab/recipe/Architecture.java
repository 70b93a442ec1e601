package dev.tenfold.lab.recipe;

import dev.tenfold.lab.recipe.Layer.Dense;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A recipe's layers laid out for images of one size and a number of classes: the shape, the
 * parameters and the cost of each.
 *
 * @param input of one example
 * @param scale what pixels 0..255 are divided by; inputs 0..1 are multiplied by 255 / scale
 * @param stages from the image to the logits
 */
public record Architecture(Shape input, double scale, List<Stage> stages) {

    /**
     * One layer in its place.
     *
     * @param parameters that training changes
     * @param multiplyAdds for one example
     */
    public record Stage(
            Layer layer, Shape input, Shape output, long parameters, long multiplyAdds) {}

    /** 512 MiB of floats: far above any digit network. */
    private static final long MAX_PARAMETERS = 1 << 27;

    public Architecture {
        stages = List.copyOf(stages);
    }

    /**
     * Lays out a recipe's layers.
     *
     * @param input of one example, as (channels, height, width)
     * @param classes the number of labels
     * @throws RecipeException naming the line of a layer that does not fit, or with which the
     *     network has more than 134,217,728 parameters
     */
    public static Architecture of(Recipe recipe, Shape input, int classes) throws RecipeException {
        List<Stage> stages = new ArrayList<>();
        Shape shape = input;
        long parameters = 0;
        for (int i = 0; i < recipe.layers().size(); i++) {
            Layer written = recipe.layers().get(i);
            Layer layer =
                    written instanceof Dense dense && dense.units() == Dense.CLASSES
                            ? new Dense(classes)
                            : written;
            try {
                Shape output = layer.outputShape(shape);
                parameters += layer.parameters(shape);
                if (parameters > MAX_PARAMETERS) {
                    throw new IllegalArgumentException(
                            String.format(
                                    Locale.ROOT,
                                    "expected a network of at most %,d parameters, found %,d up to"
                                            + " this layer; make it smaller",
                                    MAX_PARAMETERS,
                                    parameters));
                }
                stages.add(
                        new Stage(
                                layer,
                                shape,
                                output,
                                layer.parameters(shape),
                                layer.multiplyAdds(shape)));
                shape = output;
            } catch (IllegalArgumentException e) {
                throw new RecipeException(place(recipe, i) + e.getMessage(), e);
            }
        }
        if (!shape.equals(Shape.vector(classes))) {
            throw new RecipeException(
                    place(recipe, recipe.layers().size() - 1)
                            + "expected the last layer to give one output for each of the "
                            + classes
                            + " labels, found "
                            + shape
                            + "; end with `dense classes`");
        }
        return new Architecture(input, recipe.scale(), stages);
    }

    private static String place(Recipe recipe, int layer) {
        int line = recipe.source().layerLines().get(layer);
        return recipe.source().file()
                + (line > 0 ? ", line " + line : "")
                + ": "
                + recipe.layers().get(layer)
                + ": ";
    }

    /** Whether the weights of another fit: all layers are the same but dropout, which has none. */
    public boolean hasWeightsOf(Architecture other) {
        return weighted().equals(other.weighted());
    }

    private List<Stage> weighted() {
        return stages.stream().filter(each -> !(each.layer() instanceof Layer.Dropout)).toList();
    }

    public int classes() {
        return stages.get(stages.size() - 1).output().size();
    }

    public long parameters() {
        return stages.stream().mapToLong(Stage::parameters).sum();
    }

    /** For one example, forward. */
    public long multiplyAdds() {
        return stages.stream().mapToLong(Stage::multiplyAdds).sum();
    }

    /**
     * The least that a step of training holds at once, in bytes: parameters, gradients, the
     * optimiser's memory and the average; the candidate on validation and the best epoch's weights;
     * and what the batch leaves between layers, with its gradients.
     */
    public long trainingBytes(Recipe recipe) {
        int copies = 4 + recipe.optimiserMemory() + (recipe.average() > 0 ? 1 : 0);
        int replicas = recipe.replicas() - 1;
        long values = input.size();
        for (Stage stage : stages) {
            values += 2L * stage.output().size();
        }
        return Float.BYTES * ((copies + replicas) * parameters() + recipe.batch() * values);
    }

    /**
     * Makes sure that the recipe can be trained on this machine.
     *
     * @param memory of the machine, in bytes
     * @throws RecipeException if it cannot, with both figures
     */
    public void requireMemory(Recipe recipe, long memory) throws RecipeException {
        long needed = trainingBytes(recipe);
        if (needed > memory) {
            throw new RecipeException(
                    String.format(
                            Locale.ROOT,
                            "%s: expected to train within the %,d MiB of this machine, found that a"
                                    + " step takes %,d MiB at least (%,d parameters, batches of"
                                    + " %,d); make the batch or the layers smaller",
                            recipe.source().file(),
                            memory >> 20,
                            needed >> 20,
                            parameters(),
                            recipe.batch()));
        }
    }

    /** The layers as a table: layer, output shape, parameters, multiply-adds. */
    public String table() {
        StringBuilder table = new StringBuilder();
        table.append(row("layer", "output", "parameters", "multiply-adds"));
        table.append(row("input", input.toString(), "", ""));
        for (Stage stage : stages) {
            table.append(
                    row(
                            stage.layer().toString(),
                            stage.output().toString(),
                            grouped(stage.parameters()),
                            grouped(stage.multiplyAdds())));
        }
        return table.append(row("total", "", grouped(parameters()), grouped(multiplyAdds())))
                .toString();
    }

    private static String grouped(long count) {
        return count == 0 ? "" : String.format(Locale.ROOT, "%,d", count);
    }

    private static String row(String layer, String output, String parameters, String cost) {
        return String.format(Locale.ROOT, "%-24s %14s %12s %14s", layer, output, parameters, cost)
                + "\n";
    }
}
