package dev.tenfold.reader;

import java.util.List;

/**
 * One digit that was read.
 *
 * @param digit 0 to 9
 * @param confidence the calibrated probability, 0 to 1, that {@code digit} is right, given that the
 *     ink is a digit
 * @param box where its ink is
 * @param alternatives the next likeliest digits, likeliest first
 */
public record Digit(int digit, double confidence, Box box, List<Alternative> alternatives) {

    public Digit {
        alternatives = List.copyOf(alternatives);
    }
}
