package dev.tenfold.lab.train;

import dev.tenfold.lab.engine.PageLoss;

/**
 * One row of {@code metrics.csv} of a page network.
 *
 * @param epoch from 1
 * @param pages learned from since the run began
 * @param learningRate at the end of the epoch
 * @param loss mean over the epoch
 * @param recall of validation digits, 0..1, at an intersection over union of 0.5
 * @param precision of digits reported on validation pages, 0..1
 * @param accuracy of the classes of those found, 0..1
 * @param exactness validation pages without any mistake in their digits, 0..1
 * @param pagesPerSecond in training, composition included
 * @param seconds of the whole epoch, validation included
 */
public record PageMetrics(
        int epoch,
        long pages,
        double learningRate,
        PageLoss loss,
        double recall,
        double precision,
        double accuracy,
        double exactness,
        double pagesPerSecond,
        double seconds) {}
