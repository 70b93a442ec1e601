package dev.tenfold.server.training;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What is to be trained.
 *
 * @param recipe a bundled recipe's name or the text of one; null to continue training a finished
 *     network on the corrections
 * @param from the model file of that network; null for the bundled one
 * @param epochs in place of the recipe's; null to leave it at those
 * @param examples of the data to learn from at most; null to leave it at the recipe's
 * @param seed in place of the recipe's; null to leave it at that
 * @param watched digits that are read after each epoch, as rows of CSV: a label and 784 pixels;
 *     null for none
 */
public record Order(
        @Nullable String recipe,
        @Nullable Path from,
        @Nullable Integer epochs,
        @Nullable Integer examples,
        @Nullable Integer seed,
        @Nullable String watched) {}
