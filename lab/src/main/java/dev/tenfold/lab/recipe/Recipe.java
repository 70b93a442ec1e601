package dev.tenfold.lab.recipe;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What network to train and how, read from a YAML file of about twenty lines.
 *
 * @param name what the model is called
 * @param data what to train on, in any form of DATA
 * @param test what to measure the finished model on, in any form of DATA; empty for none
 * @param downsample the side, in pixels, that images are averaged down to; 0 leaves them as they
 *     are
 * @param scale what pixel bytes 0..255 are divided by; 255 brings them to 0..1
 * @param validation how many training examples, at least 1, are kept out to choose the epoch
 * @param keepOut where those are among all
 * @param examples how many of the others, each class in its share, are learned from; 0 for all
 * @param cropPages how many pages are composed from the digits, of which the network learns crops:
 *     characters with what is around them, and places without any. 0 for digits as they are
 * @param cropClasses what the network says of a crop
 * @param cropWidth of a crop in pixels, as {@link dev.tenfold.reader.internal.page.ContextCrop#of}
 *     takes it; it is 40 high
 * @param variants how many examples of rarer ways to write a digit are added
 * @param negatives how many examples that are no digit are added, as the class "none"
 * @param hands how many glyphs of handwriting fonts are added, digits and some letters
 * @param rerendered the share, 0 to 1, of digits that are drawn and taken as glyphs again, as
 *     variants and negatives are
 * @param targets how the loss is given its labels
 * @param layers from the image to the logits
 * @param learningRate the highest of the schedule
 * @param momentum for SGD and RMSprop, 0 to below 1
 * @param weightDecay of weights, not of biases and batch norms; decoupled for AdamW, else L2
 * @param batch examples a step
 * @param replicas into how many parts each batch is cut that are learned side by side, each with
 *     batch norms of its own; 1 for the batch as a whole
 * @param inference what the finished network computes its answers in
 * @param labelSmoothing the share, 0 to below 1, of each target spread over all classes
 * @param average decay a step of the moving average of the weights that is kept in place of the
 *     last ones, 0 to below 1; 0 for none
 * @param choose by what, on the validation examples, the epoch is chosen whose weights are kept
 * @param augment one line for each augmentation, in order
 * @param refine how many of the epochs, the last ones, see examples as they are, without
 *     augmentation (He et al. 2019, Data Augmentation Revisited)
 * @param start the folder of another run of the same layers, but for dropout, and classes, whose
 *     model this one begins with; empty for random weights
 * @param source where it was read from, for messages
 */
public record Recipe(
        String name,
        String data,
        String test,
        int downsample,
        double scale,
        int validation,
        KeepOut keepOut,
        int examples,
        int cropPages,
        CropClasses cropClasses,
        int cropWidth,
        int variants,
        int negatives,
        int hands,
        double rerendered,
        Targets targets,
        List<Layer> layers,
        OptimiserKind optimiser,
        double learningRate,
        double momentum,
        double weightDecay,
        Schedule schedule,
        int epochs,
        int batch,
        Precision precision,
        int replicas,
        Inference inference,
        double labelSmoothing,
        double average,
        Choice choose,
        List<String> augment,
        int refine,
        String start,
        double startShare,
        long seed,
        Source source)
        implements Trainable {

    /** What is in a crop of a page, or which side of it is up. */
    public enum CropClasses {
        SYMBOLS,
        SIDES
    }

    /** The label's index, or a vector with a one at it; the loss is the same. */
    public enum Targets {
        INDEX,
        ONE_HOT
    }

    /** The rule by which gradients change the weights. */
    public enum OptimiserKind {
        SGD,
        ADAM,
        ADAMW,
        RMSPROP,
        ADADELTA,
        ADAGRAD
    }

    /**
     * What makes an epoch the best: the most right answers (then the lower loss), or the lowest
     * loss. The loss is the steadier of the two where few answers are wrong, but grows for networks
     * that become too sure of themselves.
     */
    public enum Choice {
        ACCURACY,
        LOSS
    }

    /**
     * What convolutions and matrix products are computed in while training. Bf16 only where the
     * processor has instructions for it.
     */
    public enum Precision {
        FP32,
        BF16
    }

    /**
     * What the finished network computes its answers in: floats, or whole numbers of a byte, which
     * take less than half of the time where convolutions are large.
     */
    public enum Inference {
        FP32,
        INT8
    }

    /**
     * The text of a recipe.
     *
     * @param file what to call it in a message
     * @param overrides values that replace the text's, by key
     * @param layerLines the line, from 1, of each layer; 0 where an override replaces it
     */
    public record Source(
            String file, String text, Map<String, String> overrides, List<Integer> layerLines)
            implements Serializable {

        public Source {
            overrides = Map.copyOf(overrides);
            layerLines = List.copyOf(layerLines);
        }
    }

    public Recipe {
        layers = List.copyOf(layers);
        augment = List.copyOf(augment);
    }

    /**
     * Whether examples are augmented in an epoch.
     *
     * @param epoch from 1
     */
    public boolean augmentsIn(int epoch) {
        return epoch <= epochs - refine;
    }

    /** How many values the optimiser remembers for each parameter. */
    public int optimiserMemory() {
        int velocity = momentum > 0 ? 1 : 0;
        return switch (optimiser) {
            case SGD -> velocity;
            case RMSPROP -> 1 + velocity;
            case ADAGRAD -> 1;
            case ADAM, ADAMW, ADADELTA -> 2;
        };
    }

    /**
     * A bundled recipe of a network by its name, or else the one in a file.
     *
     * @throws RecipeException if there is no such recipe, it has a mistake, or it is of a classical
     *     model
     */
    public static Recipe named(String nameOrPath) throws RecipeException {
        return network(Recipes.named(nameOrPath), nameOrPath);
    }

    /**
     * The recipe in a YAML text.
     *
     * @param file what to call it in a message
     * @throws RecipeException if it has a mistake, naming the line
     */
    public static Recipe parse(String file, String text) throws RecipeException {
        return network(Recipes.parse(file, text), file);
    }

    private static Recipe network(Trainable recipe, String file) throws RecipeException {
        if (recipe instanceof Recipe network) {
            return network;
        }
        throw new RecipeException(
                file + ": expected the recipe of a network, found `model:`, a classical one's");
    }

    @Override
    public Recipe with(String key, String value) throws RecipeException {
        Map<String, String> overrides = new LinkedHashMap<>(source.overrides());
        overrides.put(key, value);
        return RecipeParser.parse(RecipeYaml.ofRecipe(source.file(), source.text(), overrides));
    }

    @Override
    public String toYaml() {
        StringBuilder yaml = new StringBuilder();
        RecipeParser.values(this).forEach((key, value) -> yaml.append(key + ": " + value + "\n"));
        return yaml.append(RecipeYaml.yaml("layers", layers))
                .append(RecipeYaml.yaml("augment", augment))
                .toString();
    }
}
