package dev.tenfold.lab.train;

/**
 * One row of {@code metrics.csv}.
 *
 * @param epoch from 1
 * @param learningRate at the end of the epoch
 * @param trainingLoss mean cross-entropy over the epoch, in nats
 * @param trainingAccuracy 0..1, over the epoch as trained (augmentation and dropout included)
 * @param validationLoss mean cross-entropy, in nats
 * @param validationAccuracy 0..1
 * @param imagesPerSecond training throughput, data loading included
 * @param seconds of the whole epoch, validation included
 */
public record EpochMetrics(
        int epoch,
        double learningRate,
        double trainingLoss,
        double trainingAccuracy,
        double validationLoss,
        double validationAccuracy,
        double imagesPerSecond,
        double seconds) {}
