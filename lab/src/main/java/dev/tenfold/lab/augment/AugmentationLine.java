package dev.tenfold.lab.augment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A word and its numbers: {@code word [number] (name number)*}. A number right behind the word
 * belongs to the word's first parameter.
 */
record AugmentationLine(String text, String word, Map<String, Double> numbers) {

    private static final String NAMELESS = "";

    static AugmentationLine parse(String text) {
        String[] tokens = text.strip().split("\\s+");
        Map<String, Double> numbers = new LinkedHashMap<>();
        int at = 1;
        if (tokens.length % 2 == 0) {
            numbers.put(NAMELESS, number(tokens[1], text));
            at = 2;
        }
        for (; at < tokens.length; at += 2) {
            if (numbers.put(tokens[at], number(tokens[at + 1], text)) != null) {
                throw wrong(text, "each name once", "\"" + tokens[at] + "\" twice", "keep one");
            }
        }
        return new AugmentationLine(text, tokens[0], numbers);
    }

    /** Gives the nameless number its name, and checks that every name is one of those given. */
    void requireOnly(List<String> parameters) {
        Double nameless = numbers.remove(NAMELESS);
        if (nameless != null && numbers.put(parameters.get(0), nameless) != null) {
            throw wrong(text, "each name once", "\"" + parameters.get(0) + "\" twice", "keep one");
        }
        for (String name : numbers.keySet()) {
            if (!parameters.contains(name)) {
                throw wrong(
                        text,
                        "numbers for " + String.join(", ", parameters),
                        "\"" + name + "\"",
                        "correct the name");
            }
        }
    }

    /** The number of the given name, or {@code otherwise}; must lie in {@code least..most}. */
    double number(String name, double otherwise, double min, double max) {
        @Nullable Double number = numbers.get(name);
        if (number == null) {
            return otherwise;
        }
        if (!(number >= min && number <= max)) {
            throw wrong(
                    text,
                    name + " in " + plain(min) + ".." + plain(max),
                    plain(number),
                    "correct the number");
        }
        return number;
    }

    private static double number(String token, String text) {
        try {
            return Double.parseDouble(token);
        } catch (NumberFormatException e) {
            throw wrong(text, "a number", "\"" + token + "\"", "write pairs of name and number");
        }
    }

    private static IllegalArgumentException wrong(
            String text, String expected, String found, String cure) {
        return new IllegalArgumentException(
                "\"" + text + "\": expected " + expected + ", found " + found + "; " + cure + ".");
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }
}
