package dev.tenfold.bench;

/** How far confidence is from accuracy, over fifteen bins of confidence (Guo et al. 2017). */
final class CalibrationError {

    private static final int BINS = 15;

    private final int[] answers = new int[BINS];
    private final int[] right = new int[BINS];
    private final double[] confidences = new double[BINS];

    /**
     * @param confidence of an answer, 0..1
     */
    void add(double confidence, boolean isRight) {
        // The bounds are part of the bin below, as in lab.evaluate.
        int bin = Math.max(0, (int) Math.ceil(confidence * BINS) - 1);
        answers[bin]++;
        right[bin] += isRight ? 1 : 0;
        confidences[bin] += confidence;
    }

    int size() {
        int size = 0;
        for (int count : answers) {
            size += count;
        }
        return size;
    }

    /** In percent; the mean over all answers, 0 where there are none. */
    double percent() {
        double sum = 0;
        for (int bin = 0; bin < BINS; bin++) {
            sum += Math.abs(right[bin] - confidences[bin]);
        }
        return 100 * sum / Math.max(1, size());
    }
}
