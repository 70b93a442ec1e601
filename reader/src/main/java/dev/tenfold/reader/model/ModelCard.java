package dev.tenfold.reader.model;

import java.util.List;
import java.util.Map;

/**
 * What a model file says of itself, kept in the ONNX metadata under {@code tenfold.*} keys.
 *
 * @param name the recipe's name, such as {@code flagship}
 * @param preprocessingVersion of the glyphs it was trained on
 * @param labels of its outputs, in order: {@code "0"} to {@code "9"}, and perhaps {@code "none"}
 * @param inputShape of one example as (channels, height, width)
 * @param temperature what the logits are divided by before the softmax, so that confidence is
 *     calibrated (Guo et al. 2017); above 0
 * @param recipe the YAML text it was trained by
 * @param seed of the run
 * @param dataChecksums SHA-256 of each data file, by name
 * @param software versions, by name
 * @param figures such as {@code validation.accuracy} and {@code test.accuracy}
 */
public record ModelCard(
        String name,
        int preprocessingVersion,
        List<String> labels,
        List<Integer> inputShape,
        double temperature,
        String recipe,
        long seed,
        Map<String, String> dataChecksums,
        Map<String, String> software,
        Map<String, Double> figures) {

    /** The label of the output that means "not a digit". */
    public static final String NONE = "none";

    /** The version of the file's layout and keys. */
    public static final int FORMAT_VERSION = 1;

    public ModelCard {
        labels = List.copyOf(labels);
        inputShape = List.copyOf(inputShape);
        dataChecksums = Map.copyOf(dataChecksums);
        software = Map.copyOf(software);
        figures = Map.copyOf(figures);
    }
}
