package dev.tenfold.reader;

/**
 * A sign that stands among digits, such as a decimal point.
 *
 * @param text one of {@code . - + / : = x ( ) %}; a point may have been written as a comma
 * @param confidence the probability, 0 to 1, that it is this sign
 * @param box where its ink is
 */
public record Sign(String text, double confidence, Box box) {}
