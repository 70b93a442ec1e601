package dev.tenfold.lab.recipe;

import dev.tenfold.lab.recipe.Layer.Activation;
import dev.tenfold.lab.recipe.Layer.BatchNorm;
import dev.tenfold.lab.recipe.Layer.Convolution;
import dev.tenfold.lab.recipe.Layer.Dense;
import dev.tenfold.lab.recipe.Layer.Dropout;
import dev.tenfold.lab.recipe.Layer.Flatten;
import dev.tenfold.lab.recipe.Layer.Pool;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** Reads one line of a recipe's {@code layers:}, word by word. */
final class LayerParser {

    static final List<String> WORDS =
            List.of(
                    "conv",
                    "relu",
                    "tanh",
                    "sigmoid",
                    "maxpool",
                    "avgpool",
                    "batchnorm",
                    "dropout",
                    "flatten",
                    "dense");

    // Far above any digit network, and low enough that a layer's parameters fit a long.
    private static final int MAX_COUNT = 65_536;
    private static final int MAX_PIXELS = 1024;

    private final Deque<String> rest;

    private LayerParser(String line) {
        this.rest = new ArrayDeque<>(Arrays.asList(line.trim().split("\\s+")));
    }

    /**
     * The layer that a line such as {@code conv 32 3x3 pad 1} names.
     *
     * @throws IllegalArgumentException saying what was expected and found
     */
    static Layer parse(String line) {
        LayerParser parser = new LayerParser(line);
        Layer layer = parser.layer();
        if (!parser.rest.isEmpty()) {
            throw new IllegalArgumentException(
                    "expected nothing after \""
                            + layer
                            + "\", found \""
                            + parser.rest.peek()
                            + "\"");
        }
        return layer;
    }

    private Layer layer() {
        String word = next("a layer");
        return switch (word) {
            case "conv" -> convolution();
            case "relu" -> new Activation(Activation.Function.RELU);
            case "tanh" -> new Activation(Activation.Function.TANH);
            case "sigmoid" -> new Activation(Activation.Function.SIGMOID);
            case "maxpool" -> pool(Pool.Kind.MAX);
            case "avgpool" -> pool(Pool.Kind.AVERAGE);
            case "batchnorm" -> new BatchNorm();
            case "dropout" -> new Dropout(rate());
            case "flatten" -> new Flatten();
            case "dense" -> dense();
            default -> throw new IllegalArgumentException(Suggestions.mismatch(word, WORDS));
        };
    }

    private Layer convolution() {
        int filters = count(next("a number of filters"), "a number of filters", 1, MAX_COUNT);
        String kernel = next("a kernel such as 3x3");
        String[] sides = kernel.split("x", -1);
        if (sides.length != 2) {
            throw mismatch("a kernel such as 3x3", kernel);
        }
        int height = pixels(sides[0], "a kernel such as 3x3", 1);
        int width = pixels(sides[1], "a kernel such as 3x3", 1);
        int padding = 0;
        int stride = 1;
        while (!rest.isEmpty()) {
            String option = rest.remove();
            switch (option) {
                case "pad" -> padding = pixels(next("pixels of padding"), "pixels of padding", 0);
                case "stride" -> stride = pixels(next("a stride"), "a stride", 1);
                default ->
                        throw new IllegalArgumentException(
                                Suggestions.mismatch(option, List.of("pad", "stride")));
            }
        }
        return new Convolution(filters, height, width, padding, stride);
    }

    private Layer pool(Pool.Kind kind) {
        int size = pixels(next("a size in pixels"), "a size in pixels", 1);
        int stride = size;
        if (!rest.isEmpty()) {
            String option = rest.remove();
            if (!option.equals("stride")) {
                throw new IllegalArgumentException(Suggestions.mismatch(option, List.of("stride")));
            }
            stride = pixels(next("a stride"), "a stride", 1);
        }
        return new Pool(kind, size, stride);
    }

    private Layer dense() {
        String expected = "a number of units, or `classes`";
        String units = next(expected);
        return new Dense(
                units.equals("classes") ? Dense.CLASSES : count(units, expected, 1, MAX_COUNT));
    }

    private double rate() {
        String expected = "a rate from 0 to below 1";
        String text = next(expected);
        try {
            double rate = Double.parseDouble(text);
            if (rate >= 0 && rate < 1) {
                return rate;
            }
        } catch (NumberFormatException e) {
            throw mismatch(expected, text);
        }
        throw mismatch(expected, text);
    }

    private String next(String expected) {
        String word = rest.poll();
        if (word == null || word.isEmpty()) {
            throw new IllegalArgumentException(
                    "expected " + expected + ", found the end of the line");
        }
        return word;
    }

    private static int pixels(String text, String expected, int min) {
        return count(text, expected, min, MAX_PIXELS);
    }

    private static int count(String text, String expected, int min, int max) {
        int value;
        try {
            value = Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw mismatch(expected, text);
        }
        if (value < min || value > max) {
            throw mismatch(expected + " (" + min + " to " + max + ")", text);
        }
        return value;
    }

    private static IllegalArgumentException mismatch(String expected, String found) {
        return new IllegalArgumentException("expected " + expected + ", found \"" + found + "\"");
    }
}
