package dev.tenfold.lab.study;

import dev.tenfold.lab.recipe.Architecture;
import dev.tenfold.lab.recipe.ClassicalRecipe;
import dev.tenfold.lab.recipe.Recipe;
import dev.tenfold.lab.recipe.RecipeException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/**
 * Guesses how long trials will take: as long as those of the same recipe, for their size; where
 * there are none, as those of the same kind.
 */
final class TimeLeft {

    /** What a step costs beside its multiply-adds, in multiply-adds of each example. */
    private static final double OVERHEAD = 200_000;

    private final StudyData data;

    TimeLeft(StudyData data) {
        this.data = data;
    }

    Optional<Duration> of(Collection<Trial> trials, Map<Trial, TrialResult> done) {
        double seconds = 0;
        for (Trial trial : trials) {
            OptionalDouble rate =
                    rate(done, other -> other.recipe().name().equals(trial.recipe().name()));
            if (rate.isEmpty()) {
                rate = rate(done, other -> isClassical(other) == isClassical(trial));
            }
            if (rate.isEmpty()) {
                return Optional.empty();
            }
            seconds += rate.getAsDouble() * work(trial);
        }
        return Optional.of(Duration.ofSeconds(Math.round(seconds)));
    }

    /** Seconds for one unit of work. */
    private OptionalDouble rate(Map<Trial, TrialResult> done, Predicate<Trial> like) {
        return done.entrySet().stream()
                .filter(each -> like.test(each.getKey()))
                .mapToDouble(
                        each ->
                                (each.getValue().trainingSeconds()
                                                + each.getValue().predictionSeconds())
                                        / work(each.getKey()))
                .average();
    }

    private static boolean isClassical(Trial trial) {
        return trial.recipe() instanceof ClassicalRecipe;
    }

    private double work(Trial trial) {
        double examples = data.size(trial);
        return trial.recipe() instanceof Recipe network
                ? examples * network.epochs() * (OVERHEAD + multiplyAdds(network))
                : examples;
    }

    private double multiplyAdds(Recipe network) {
        try {
            return Architecture.of(network, data.input(network), data.all().classes().size())
                    .multiplyAdds();
        } catch (RecipeException e) {
            throw new IllegalStateException("planned a network that does not fit", e);
        }
    }
}
