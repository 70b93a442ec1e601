package dev.tenfold.reader.internal.page;

/**
 * One peak of one look at a page: a digit or a sign as the network saw it at that size.
 *
 * @param box in the pixels of the page, as all looks have it
 * @param heat how surely something is there, 0..1
 * @param seenHeight the height in pixels at the size of its look
 * @param look which look it comes from
 * @param probabilities of each {@link Symbol}
 * @param printed how likely a printer wrote it, 0..1
 * @param nextX the centre of the character after it in its row, in pixels of the page
 * @param nextY see {@code nextX}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Candidate(
        Bounds box,
        double heat,
        double seenHeight,
        int look,
        double[] probabilities,
        double printed,
        double nextX,
        double nextY) {}
