package dev.tenfold.server.training;

/**
 * What a recipe would train, known without training it.
 *
 * @param layers a table of a network's layers for MNIST's digits; one line for a classical model
 * @param parameters 0 for a classical model
 * @param multiplyAdds for one digit; 0 for a classical model
 * @param epochs 0 for a classical model
 * @param data what it learns from
 */
public record RecipeOutline(
        String name, String layers, long parameters, long multiplyAdds, int epochs, String data) {}
