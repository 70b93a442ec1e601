package dev.tenfold.lab.train;

/**
 * One of a few examples that are read anew after each epoch, to be looked at.
 *
 * @param pixels (height, width), 0 for paper to 255 for ink
 * @param height in pixels
 * @param width in pixels
 * @param label what it is
 * @param answer what the network takes it for
 * @param probability of the answer, 0..1
 * @param isOwn whether the person who watches brought it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record WatchedDigit(
        byte[] pixels,
        int height,
        int width,
        String label,
        String answer,
        double probability,
        boolean isOwn) {}
