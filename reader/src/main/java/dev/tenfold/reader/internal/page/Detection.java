package dev.tenfold.reader.internal.page;

import java.util.Arrays;

/**
 * One digit, sign or letter of a page.
 *
 * @param bounds of its ink, in pixels of the picture as it was given
 * @param probabilities of each {@link Symbol}, by ordinal; they sum to 1
 * @param heat how surely a character is there, whichever, 0..1
 * @param printed how likely a printer wrote it, not a hand, 0..1
 * @param nextX where the network expects the centre of the next character of the row
 * @param nextY see {@code nextX}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; documented as read only
public record Detection(
        Bounds bounds,
        double[] probabilities,
        double heat,
        double printed,
        double nextX,
        double nextY) {

    private static final int DIGITS = 10;

    /** No single opinion rules a symbol out. */
    private static final double UNLIKELY = 1e-6;

    /** The same in other pixels, which are larger or smaller by this factor. */
    Detection scaled(double factor) {
        return new Detection(
                bounds.scaled(factor),
                probabilities,
                heat,
                printed,
                nextX * factor,
                nextY * factor);
    }

    /** The same where a page of this width, turned a quarter left, lies as before. */
    Detection turnedLeft(double width) {
        return new Detection(
                bounds.turnedLeft(width), probabilities, heat, printed, nextY, width - nextX);
    }

    /** What it is: the likeliest symbol of the likeliest kind. */
    public Symbol symbol() {
        double digit = digitProbability();
        int best = DIGITS;
        for (int i = DIGITS + 1; i < probabilities.length; i++) {
            best = probabilities[i] > probabilities[best] ? i : best;
        }
        return Symbol.values()[digit >= probabilities[best] ? likeliestDigit() : best];
    }

    /** How surely there is a character of a number, a digit or a sign; 0..1. */
    public double score() {
        return heat * (1 - probabilities[Symbol.OTHER.ordinal()]);
    }

    /**
     * The same with another probability that it is part of a number, and no letter.
     *
     * @param number 0..1
     */
    Detection asNumber(double number) {
        int other = Symbol.OTHER.ordinal();
        double share = number / Math.max(UNLIKELY, 1 - probabilities[other]);
        double[] shifted = new double[probabilities.length];
        for (int i = 0; i < shifted.length; i++) {
            shifted[i] = i == other ? 1 - number : probabilities[i] * share;
        }
        return new Detection(bounds, shifted, heat, printed, nextX, nextY);
    }

    /**
     * The same with a second opinion: the geometric mean of both.
     *
     * @param opinion probabilities of each {@link Symbol} and of none; empty for no opinion
     */
    Detection with(double[] opinion) {
        if (opinion.length == 0) {
            return this;
        }
        double none = opinion[probabilities.length];
        double[] both = new double[probabilities.length];
        for (int i = 0; i < both.length; i++) {
            both[i] =
                    Math.sqrt(
                            Math.max(probabilities[i], UNLIKELY) * Math.max(opinion[i], UNLIKELY));
        }
        double sum = Arrays.stream(both).sum();
        for (int i = 0; i < both.length; i++) {
            both[i] /= sum;
        }
        double sure = Math.sqrt(heat * (1 - none));
        return new Detection(bounds, both, sure, printed, nextX, nextY);
    }

    /** How likely it is a digit, whichever. */
    private double digitProbability() {
        return Arrays.stream(probabilities, 0, DIGITS).sum();
    }

    /** The likeliest of the ten digits. */
    int likeliestDigit() {
        int best = 0;
        for (int i = 1; i < DIGITS; i++) {
            best = probabilities[i] > probabilities[best] ? i : best;
        }
        return best;
    }
}
