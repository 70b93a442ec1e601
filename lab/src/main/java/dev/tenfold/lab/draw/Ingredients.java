package dev.tenfold.lab.draw;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * How likely each ingredient of a composed page is. A recipe may override any of them; names and
 * defaults are in {@link #defaults}.
 */
public final class Ingredients {

    static final String DRAWN_WRITER = "drawn-writer";

    private static final Map<String, Double> DEFAULTS = defaultProbabilities();

    private final Map<String, Double> probabilities;

    private Ingredients(Map<String, Double> probabilities) {
        this.probabilities = probabilities;
    }

    private static Map<String, Double> defaultProbabilities() {
        Map<String, Double> p = new LinkedHashMap<>();
        // Kinds of page; their shares are relative to each other.
        p.put("kind-rows", 0.24);
        p.put("kind-canvas", 0.14);
        p.put("kind-equations", 0.10);
        p.put("kind-table", 0.13);
        p.put("kind-form", 0.09);
        p.put("kind-amount", 0.13);
        p.put("kind-single", 0.09);
        p.put("kind-empty", 0.18);
        // Writers; those who are neither of MNIST nor drawn write like a font.
        p.put("mnist-writer", 0.4);
        p.put(DRAWN_WRITER, 0.45);
        p.put("outlines", 0.25);
        p.put("slashed-zero", 0.15);
        p.put("crossed-seven", 0.28);
        p.put("flagged-one", 0.28);
        p.put("open-loop", 0.15);
        p.put("steep", 0.35);
        p.put("leaning-slash", 0.75);
        p.put("printed-row", 0.08);
        // What else is on a page.
        p.put("words", 0.28);
        p.put("doodles", 0.22);
        p.put("print", 0.30);
        p.put("rules", 0.40);
        p.put("blank-table", 0.22);
        p.put("sideways", 0.2);
        p.put("security-print", 0.06);
        p.put("strike", 0.05);
        p.put("clutter", 0.10);
        p.put("texture", 0.08);
        // Paper, light and camera.
        p.put("pencil", 0.28);
        p.put("show-through", 0.12);
        p.put("chalk", 0.07);
        p.put("inverted", 0.08);
        p.put("desk", 0.22);
        p.put("border", 0.14);
        p.put("gradient", 0.6);
        p.put("vignette", 0.3);
        p.put("shadow", 0.2);
        p.put("fold", 0.08);
        p.put("blur", 0.3);
        p.put("shrunk", 0.14);
        p.put("noise", 0.45);
        p.put("jpeg", 0.35);
        p.put("binarised", 0.06);
        p.put("pixels", 0.15);
        return Collections.unmodifiableMap(p);
    }

    /** The ingredients as they are without a recipe's overrides. */
    public static Map<String, Double> defaults() {
        return DEFAULTS;
    }

    /**
     * The defaults with some of them changed.
     *
     * @throws IllegalArgumentException if a name is unknown or a probability is not in 0..1
     */
    public static Ingredients of(Map<String, Double> overrides) {
        Map<String, Double> all = new TreeMap<>(DEFAULTS);
        overrides.forEach(
                (name, probability) -> {
                    if (!DEFAULTS.containsKey(name)) {
                        throw new IllegalArgumentException(
                                "ingredient: expected one of "
                                        + String.join(", ", DEFAULTS.keySet())
                                        + ", found "
                                        + name
                                        + "; correct its name");
                    }
                    if (!(probability >= 0 && probability <= 1)) {
                        throw new IllegalArgumentException(
                                name + ": expected a probability of 0 to 1, found " + probability);
                    }
                    all.put(name, probability);
                });
        return new Ingredients(all);
    }

    /** The same without writers of drawn forms, all of whose forms are learned from. */
    public Ingredients withoutDrawnWriters() {
        Map<String, Double> all = new TreeMap<>(probabilities);
        all.put(DRAWN_WRITER, 0.0);
        return new Ingredients(all);
    }

    /** The probability of an ingredient. */
    double of(String name) {
        Double probability = probabilities.get(name);
        if (probability == null) {
            throw new IllegalArgumentException("unknown ingredient: " + name);
        }
        return probability;
    }
}
