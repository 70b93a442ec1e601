package dev.tenfold.reader;

/**
 * Ink that is not a digit.
 *
 * @param box where it is
 * @param reason what it was taken for, in a few words
 */
public record Rejected(Box box, String reason) {

    /** The reason where the network sees no digit in ink that could be one. */
    public static final String NOT_A_DIGIT = "not a digit";
}
