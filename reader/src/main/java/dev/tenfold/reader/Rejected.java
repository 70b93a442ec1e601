package dev.tenfold.reader;

/**
 * Ink that is not a digit.
 *
 * @param box where it is
 * @param reason what it was taken for, in a few words
 */
public record Rejected(Box box, String reason) {}
