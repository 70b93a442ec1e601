package dev.tenfold.lab.recipe;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;

/** A classical classifier, with what a recipe sets of it. */
public sealed interface Method extends Serializable {

    /** As a recipe's {@code model:} names it. */
    String word();

    /** What the recipe sets, by key, as it is written there. */
    Map<String, String> settings();

    /**
     * The classes of the nearest training examples, each with one vote (Cover and Hart 1967).
     *
     * @param neighbours how many vote, at least 1
     */
    record NearestNeighbours(int neighbours) implements Method {

        @Override
        public String word() {
            return "knn";
        }

        @Override
        public Map<String, String> settings() {
            return Map.of("neighbours", String.valueOf(neighbours));
        }
    }

    /**
     * A hyperplane for each class against the rest, with squared hinge loss (Fan et al. 2008).
     *
     * @param cost of a violated margin, above 0
     */
    record LinearSvm(double cost) implements Method {

        @Override
        public String word() {
            return "linear-svm";
        }

        @Override
        public Map<String, String> settings() {
            return Map.of("cost", RecipeYaml.number(cost));
        }
    }

    /**
     * A support vector machine between each two classes with the kernel exp(-gamma |a - b|²) of
     * pixels 0..1 (Cortes and Vapnik 1995).
     *
     * @param cost of a violated margin, above 0
     * @param gamma above 0
     */
    record RbfSvm(double cost, double gamma) implements Method {

        @Override
        public String word() {
            return "rbf-svm";
        }

        @Override
        public Map<String, String> settings() {
            return ordered("cost", RecipeYaml.number(cost), "gamma", RecipeYaml.number(gamma));
        }
    }

    /**
     * Trees that each see other examples and pixels, and are averaged (Breiman 2001).
     *
     * @param trees for each class
     * @param depth the most decisions from root to leaf
     */
    record RandomForest(int trees, int depth) implements Method {

        @Override
        public String word() {
            return "random-forest";
        }

        @Override
        public Map<String, String> settings() {
            return ordered("trees", String.valueOf(trees), "depth", String.valueOf(depth));
        }
    }

    /**
     * Trees that each mend what those before them left wrong (Friedman 2001; Chen and Guestrin
     * 2016).
     *
     * @param trees for each class, one after the other
     * @param depth the most decisions from root to leaf
     * @param learningRate what each tree's answer is multiplied by, above 0 and at most 1
     */
    record GradientBoosted(int trees, int depth, double learningRate) implements Method {

        @Override
        public String word() {
            return "gradient-boosted";
        }

        @Override
        public Map<String, String> settings() {
            Map<String, String> settings =
                    ordered("trees", String.valueOf(trees), "depth", String.valueOf(depth));
            settings.put("learning-rate", RecipeYaml.number(learningRate));
            return settings;
        }
    }

    private static Map<String, String> ordered(
            String key, String value, String otherKey, String otherValue) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put(key, value);
        settings.put(otherKey, otherValue);
        return settings;
    }
}
