package dev.tenfold.reader.internal.model;

import dev.tenfold.reader.ModelFileException;
import dev.tenfold.reader.internal.glyph.Glyph;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a model file says of itself, kept in the ONNX metadata under {@code tenfold.*} keys.
 *
 * @param name the recipe's name, such as {@code flagship}
 * @param preprocessingVersion of the glyphs that it was trained on
 * @param labels of its outputs, in order; for digits {@code "0"} to {@code "9"}, and perhaps {@link
 *     #NONE} last
 * @param inputShape of one example as (channels, height, width); {@link #ANY_SIZE} for a height and
 *     width that the network leaves free
 * @param temperature what the logits are divided by before the softmax, so that confidence is
 *     calibrated (Guo et al. 2017); above 0
 * @param recipe the YAML text it was trained by
 * @param seed of the run
 * @param dataChecksums SHA-256 of each data file, by name
 * @param software versions, by name
 * @param figures such as {@code validation.accuracy} and {@code test.accuracy}
 * @param confidenceSets what makes sets of digits that hold the truth; null where it was not
 *     calibrated
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
        Map<String, Double> figures,
        @Nullable ConfidenceSets confidenceSets) {

    /** The label of the output that means "not a digit". */
    public static final String NONE = "none";

    /** The height and width in the input shape of a network that takes pictures of any size. */
    public static final int ANY_SIZE = 0;

    /** The version of the file's layout and keys. */
    public static final int FORMAT_VERSION = 1;

    private static final String FORMAT = "tenfold.format";
    private static final String PREPROCESSING = "tenfold.preprocessing";
    private static final String NAME = "tenfold.name";
    private static final String LABELS = "tenfold.labels";
    private static final String INPUT = "tenfold.input";
    private static final String TEMPERATURE = "tenfold.temperature";
    private static final String RECIPE = "tenfold.recipe";
    private static final String SEED = "tenfold.seed";
    private static final String DATA = "tenfold.data.";
    private static final String SOFTWARE = "tenfold.software.";
    private static final String FIGURE = "tenfold.figure.";
    private static final String SETS_EXAMPLES = "tenfold.sets.examples";
    private static final String SETS_LOWEST = "tenfold.sets.lowest";

    public ModelCard {
        labels = List.copyOf(labels);
        inputShape = List.copyOf(inputShape);
        dataChecksums = Map.copyOf(dataChecksums);
        software = Map.copyOf(software);
        figures = Map.copyOf(figures);
    }

    /** A card without calibrated sets. */
    public ModelCard(
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
        this(
                name,
                preprocessingVersion,
                labels,
                inputShape,
                temperature,
                recipe,
                seed,
                dataChecksums,
                software,
                figures,
                null);
    }

    /** The same card with other calibrated sets. */
    public ModelCard with(ConfidenceSets sets) {
        return with(temperature, figures, sets);
    }

    /** The same card, calibrated and measured otherwise. */
    public ModelCard with(double temperature, Map<String, Double> figures, ConfidenceSets sets) {
        return new ModelCard(
                name,
                preprocessingVersion,
                labels,
                inputShape,
                temperature,
                recipe,
                seed,
                dataChecksums,
                software,
                figures,
                sets);
    }

    /**
     * Makes sure that the model was trained for glyphs as this release makes them.
     *
     * @param name what to call it in a message
     */
    public void requireGlyphsOfToday(String name) throws ModelFileException {
        if (preprocessingVersion != Glyph.PREPROCESSING_VERSION) {
            throw new ModelFileException(
                    name
                            + ": expected a model for glyphs of version "
                            + Glyph.PREPROCESSING_VERSION
                            + ", found version "
                            + preprocessingVersion
                            + "; use the Tenfold release that wrote it, or train the model again");
        }
    }

    /** Whether the first ten outputs are the digits 0 to 9. */
    public boolean readsDigits() {
        return labels.size() >= 10
                && labels.subList(0, 10)
                        .equals(List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"));
    }

    /** Whether it can answer "not a digit". */
    public boolean knowsNone() {
        return labels.contains(NONE);
    }

    /**
     * The card as ONNX metadata, sorted by key, with {@link ModelFile#CHECKSUM_KEY} still to be
     * sealed.
     */
    public Map<String, String> toMetadata() {
        Map<String, String> metadata = new TreeMap<>();
        metadata.put(FORMAT, Integer.toString(FORMAT_VERSION));
        metadata.put(PREPROCESSING, Integer.toString(preprocessingVersion));
        metadata.put(NAME, name);
        metadata.put(LABELS, String.join(",", labels));
        metadata.put(
                INPUT, inputShape.stream().map(String::valueOf).collect(Collectors.joining(",")));
        metadata.put(TEMPERATURE, Double.toString(temperature));
        metadata.put(RECIPE, recipe);
        metadata.put(SEED, Long.toString(seed));
        dataChecksums.forEach((file, checksum) -> metadata.put(DATA + file, checksum));
        software.forEach((product, version) -> metadata.put(SOFTWARE + product, version));
        figures.forEach((figure, value) -> metadata.put(FIGURE + figure, value.toString()));
        if (confidenceSets != null) {
            metadata.put(SETS_EXAMPLES, Integer.toString(confidenceSets.examples()));
            metadata.put(
                    SETS_LOWEST,
                    confidenceSets.lowest().stream()
                            .map(String::valueOf)
                            .collect(Collectors.joining(",")));
        }
        metadata.put(ModelFile.CHECKSUM_KEY, ModelFile.UNSEALED);
        return metadata;
    }

    /**
     * The card in the given ONNX metadata.
     *
     * @param file what to call the model file in a message
     * @throws ModelFileException if a value is missing or wrong, or the format is another version
     */
    public static ModelCard fromMetadata(Map<String, String> metadata, String file)
            throws ModelFileException {
        int format = required(metadata, FORMAT, Integer::valueOf, file);
        if (format != FORMAT_VERSION) {
            throw new ModelFileException(
                    file
                            + ": expected model format "
                            + FORMAT_VERSION
                            + ", found "
                            + format
                            + "; use the Tenfold release that wrote it, or train the model again");
        }
        double temperature = required(metadata, TEMPERATURE, Double::valueOf, file);
        if (!(temperature > 0 && temperature < Double.POSITIVE_INFINITY)) {
            throw invalid(file, TEMPERATURE, "a number above 0", metadata.get(TEMPERATURE), null);
        }
        return new ModelCard(
                required(metadata, NAME, Function.identity(), file),
                required(metadata, PREPROCESSING, Integer::valueOf, file),
                required(metadata, LABELS, text -> List.of(text.split(",")), file),
                required(metadata, INPUT, ModelCard::shape, file),
                temperature,
                required(metadata, RECIPE, Function.identity(), file),
                required(metadata, SEED, Long::valueOf, file),
                withPrefix(metadata, DATA, Function.identity(), file),
                withPrefix(metadata, SOFTWARE, Function.identity(), file),
                withPrefix(metadata, FIGURE, Double::valueOf, file),
                confidenceSets(metadata, file));
    }

    private static @Nullable ConfidenceSets confidenceSets(
            Map<String, String> metadata, String file) throws ModelFileException {
        if (!metadata.containsKey(SETS_EXAMPLES)) {
            return null;
        }
        int examples = required(metadata, SETS_EXAMPLES, Integer::valueOf, file);
        return required(
                metadata,
                SETS_LOWEST,
                text ->
                        new ConfidenceSets(
                                examples,
                                Arrays.stream(text.split(",")).map(Double::valueOf).toList()),
                file);
    }

    private static List<Integer> shape(String text) {
        List<Integer> shape = Arrays.stream(text.split(",")).map(Integer::valueOf).toList();
        boolean free = shape.size() == 3 && shape.get(1) == ANY_SIZE && shape.get(2) == ANY_SIZE;
        if (shape.size() != 3
                || shape.get(0) < 1
                || (!free && (shape.get(1) < 1 || shape.get(2) < 1))) {
            throw new IllegalArgumentException(text);
        }
        return shape;
    }

    private static <T> T required(
            Map<String, String> metadata, String key, Function<String, T> parse, String file)
            throws ModelFileException {
        String value = metadata.get(key);
        if (value == null) {
            throw invalid(file, key, "a value", "none", null);
        }
        try {
            return parse.apply(value);
        } catch (IllegalArgumentException e) {
            throw invalid(file, key, "a value of its own kind", value, e);
        }
    }

    private static <T> Map<String, T> withPrefix(
            Map<String, String> metadata, String prefix, Function<String, T> parse, String file)
            throws ModelFileException {
        Map<String, T> values = new TreeMap<>();
        for (String key : metadata.keySet()) {
            if (key.startsWith(prefix)) {
                values.put(key.substring(prefix.length()), required(metadata, key, parse, file));
            }
        }
        return values;
    }

    private static ModelFileException invalid(
            String file,
            String key,
            String expected,
            @Nullable String found,
            @Nullable Throwable cause) {
        return new ModelFileException(
                file
                        + ": expected "
                        + expected
                        + " under "
                        + key
                        + ", found "
                        + found
                        + "; train the model again",
                cause);
    }
}
