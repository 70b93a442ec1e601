package dev.tenfold.lab.train;

import dev.tenfold.lab.draw.ComposedPage;

/**
 * Pages to learn from, made when they are asked for. The same seed, epoch and index give the same
 * page; any number of threads may ask at once.
 */
@FunctionalInterface
public interface TrainingPages {

    /** A page of any size. */
    ComposedPage page(long seed, long epoch, long index);
}
