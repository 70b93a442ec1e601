package dev.tenfold.lab.study;

import java.util.Arrays;

/**
 * Some figures in two.
 *
 * @param mean of them
 * @param deviation the sample standard deviation; NaN for one figure
 * @param count how many they are, at least 1
 */
public record Spread(double mean, double deviation, int count) {

    public static Spread of(double... figures) {
        if (figures.length == 0) {
            throw new IllegalArgumentException("spread: expected a figure, found none");
        }
        double mean = Arrays.stream(figures).sum() / figures.length;
        double squares = Arrays.stream(figures).map(x -> (x - mean) * (x - mean)).sum();
        double deviation =
                figures.length == 1 ? Double.NaN : Math.sqrt(squares / (figures.length - 1));
        return new Spread(mean, deviation, figures.length);
    }
}
