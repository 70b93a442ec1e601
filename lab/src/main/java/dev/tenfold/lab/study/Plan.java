package dev.tenfold.lab.study;

import dev.tenfold.lab.recipe.Architecture;
import dev.tenfold.lab.recipe.ClassicalRecipe;
import dev.tenfold.lab.recipe.Recipe;
import dev.tenfold.lab.recipe.RecipeException;
import dev.tenfold.lab.recipe.Study;
import dev.tenfold.lab.recipe.Study.StudyEntry;
import dev.tenfold.lab.recipe.Trainable;
import java.util.ArrayList;
import java.util.List;

/**
 * The trials of a study in the order in which they run: the first seed of all recipes as they are
 * listed, then the second, so that a study that is broken off is of use already; then the other
 * protocols.
 */
final class Plan {

    /** By how much the epochs grow, at most, where a learning curve has fewer examples. */
    private static final int MAX_STRETCH = 10;

    private final Study study;
    private final StudyData data;
    private final List<Trial> trials = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();

    private Plan(Study study, StudyData data) {
        this.study = study;
        this.data = data;
    }

    /**
     * @throws RecipeException if a trial could not run on this data
     */
    static Plan of(Study study, StudyData data) throws RecipeException {
        Plan plan = new Plan(study, data);
        plan.holdOut();
        plan.crossValidation();
        plan.learningCurves();
        plan.resolutionCurves();
        return plan;
    }

    List<Trial> trials() {
        return List.copyOf(trials);
    }

    /** What does not fit, one sentence each. */
    List<String> leftOut() {
        return List.copyOf(leftOut);
    }

    private void holdOut() throws RecipeException {
        int max = study.recipes().stream().mapToInt(StudyEntry::seeds).max().orElse(0);
        for (int seed = 1; seed <= max; seed++) {
            for (StudyEntry each : study.recipes()) {
                if (seed <= each.seeds()) {
                    add(Protocol.HOLD_OUT, seeded(each.recipe(), seed), 0);
                }
            }
        }
    }

    private void crossValidation() throws RecipeException {
        for (StudyEntry each : study.crossValidation()) {
            for (int seed = 1; seed <= each.seeds(); seed++) {
                for (int fold = 1; fold <= study.folds(); fold++) {
                    add(Protocol.CROSS_VALIDATION, seeded(each.recipe(), seed), fold);
                }
            }
        }
    }

    private void learningCurves() throws RecipeException {
        for (StudyEntry each : study.learningCurve()) {
            for (int seed = 1; seed <= each.seeds(); seed++) {
                for (int size : study.sizes()) {
                    add(Protocol.LEARNING_CURVE, seeded(learning(each.recipe(), size), seed), size);
                }
            }
        }
    }

    /**
     * A point's model never sees the validation examples, and a network takes as many steps on few
     * examples as on the most, up to ten times the epochs: else it is its training that is short.
     */
    private Trainable learning(Trainable recipe, int size) throws RecipeException {
        if (recipe instanceof ClassicalRecipe) {
            return recipe.with("refit", "false");
        }
        int max = study.sizes().get(study.sizes().size() - 1);
        int stretch = Math.min(MAX_STRETCH, Math.round((float) max / size));
        return recipe.with("epochs", String.valueOf(((Recipe) recipe).epochs() * stretch));
    }

    private void resolutionCurves() throws RecipeException {
        int max = Math.min(data.all().height(), data.all().width());
        for (int side : study.resolutions()) {
            if (side > max) {
                throw new RecipeException(
                        study.name()
                                + ": resolutions: expected at most the "
                                + max
                                + " pixels of a side of "
                                + data.all().name()
                                + ", found "
                                + side
                                + "; leave it out");
            }
        }
        for (StudyEntry each : study.resolutionCurve()) {
            for (int side : study.resolutions()) {
                Trainable smaller = each.recipe().with("downsample", String.valueOf(side));
                if (fits(smaller)) {
                    for (int seed = 1; seed <= each.seeds(); seed++) {
                        add(Protocol.RESOLUTION_CURVE, seeded(smaller, seed), side);
                    }
                } else {
                    leftOut.add(
                            "%s has no result at %d x %d pixels: its layers do not fit."
                                    .formatted(each.recipe().name(), side, side));
                }
            }
        }
    }

    private boolean fits(Trainable recipe) {
        try {
            requireLayers(recipe);
            return true;
        } catch (RecipeException e) {
            return false;
        }
    }

    private void requireLayers(Trainable recipe) throws RecipeException {
        if (recipe instanceof Recipe network) {
            Architecture.of(network, data.input(network), data.all().classes().size());
        }
    }

    private static Trainable seeded(Trainable recipe, int seed) throws RecipeException {
        return recipe.with("seed", String.valueOf(seed));
    }

    private void add(Protocol protocol, Trainable recipe, int point) throws RecipeException {
        Trial trial =
                new Trial(
                        protocol,
                        recipe,
                        point,
                        protocol == Protocol.CROSS_VALIDATION ? study.folds() : 0);
        if (data.test() == null && protocol != Protocol.CROSS_VALIDATION) {
            throw new RecipeException(
                    study.name()
                            + ": test: expected data that finished models are measured on, found"
                            + " none; add a line `test: …`, or set `seeds: 0` and only"
                            + " cross-validate");
        }
        int size = data.size(trial);
        if (size > data.all().size()) {
            throw new RecipeException(
                    study.name()
                            + ": sizes: expected at most "
                            + (data.all().size() - recipe.validation())
                            + " for "
                            + recipe.name()
                            + " ("
                            + data.all().size()
                            + " examples less "
                            + recipe.validation()
                            + " for validation), found "
                            + point
                            + "; lower it, or `validation:`");
        }
        if (recipe.validation() >= size) {
            throw new RecipeException(
                    study.name()
                            + ": validation: expected fewer than the "
                            + size
                            + " examples that "
                            + trial
                            + " has, found "
                            + recipe.validation()
                            + "; lower it");
        }
        requireLayers(recipe);
        trials.add(trial);
    }
}
