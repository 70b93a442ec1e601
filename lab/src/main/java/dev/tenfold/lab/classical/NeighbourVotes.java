package dev.tenfold.lab.classical;

import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.engine.Distances;
import dev.tenfold.lab.engine.Distances.Nearest;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * The k nearest training images, each with one vote (Cover and Hart 1967). Exact: of images at the
 * same distance the earlier is the nearer, and of classes with as many votes the one with the
 * nearest image wins.
 *
 * @param images (labels, width)
 */
record NeighbourVotes(int k, int classes, int width, byte[] images, int[] labels)
        implements Fitted {

    /** Queries at once: 500 times 60,000 distances are 120 MB. */
    private static final int CHUNK = 500;

    /** Candidates beyond k, so that rounding seldom leaves a doubt about the k nearest. */
    private static final int SPARE = 8;

    /** What a class without a vote counts, so that its logarithm is finite. */
    private static final double NO_VOTE = 0.1;

    static NeighbourVotes fit(int k, Dataset training) {
        return new NeighbourVotes(
                Math.min(k, training.size()),
                training.classes().size(),
                training.height() * training.width(),
                training.pixels(),
                training.labels());
    }

    @Override
    public float[][] logits(Dataset queries) {
        int[][] nearest = nearest(queries.pixels());
        float[][] logits = new float[nearest.length][classes];
        for (int i = 0; i < nearest.length; i++) {
            double[] votes = new double[classes];
            for (int rank = k - 1; rank >= 0; rank--) {
                int label = labels[nearest[i][rank]];
                // Less than a vote in all, and the more the nearer its nearest image is.
                double tie = 0.01 * (k - rank) / k;
                votes[label] = Math.floor(votes[label]) + 1 + tie;
            }
            for (int label = 0; label < classes; label++) {
                logits[i][label] = (float) Math.log(votes[label] + NO_VOTE);
            }
        }
        return logits;
    }

    /** The indices of the k nearest images to each query, the nearest first. */
    int[][] nearest(byte[] queries) {
        int count = queries.length / width;
        int[][] nearest = new int[count][];
        try (Distances distances = new Distances(images, width)) {
            for (int from = 0; from < count; from += CHUNK) {
                int to = Math.min(count, from + CHUNK);
                byte[] chunk = Arrays.copyOfRange(queries, from * width, to * width);
                Nearest candidates = distances.nearest(chunk, Math.min(labels.length, k + SPARE));
                int first = from;
                IntStream.range(0, to - from)
                        .parallel()
                        .forEach(i -> nearest[first + i] = exact(chunk, i, candidates));
            }
        }
        return nearest;
    }

    /** Orders one query's candidates by distances that are not rounded. */
    private int[] exact(byte[] queries, int query, Nearest candidates) {
        int[] indices = candidates.indices()[query];
        int[] kept = nearestOf(queries, query, IntStream.of(indices));
        float farthest = candidates.squared()[query][indices.length - 1];
        boolean sure =
                indices.length == labels.length
                        || farthest - 2 * candidates.errors()[query]
                                > squaredDistance(queries, query, kept[k - 1]);
        return sure ? kept : nearestOf(queries, query, IntStream.range(0, labels.length));
    }

    private int[] nearestOf(byte[] queries, int query, IntStream indices) {
        record Candidate(int index, long squared) {}
        return indices.mapToObj(i -> new Candidate(i, squaredDistance(queries, query, i)))
                .sorted(
                        Comparator.comparingLong(Candidate::squared)
                                .thenComparingInt(Candidate::index))
                .limit(k)
                .mapToInt(Candidate::index)
                .toArray();
    }

    private long squaredDistance(byte[] queries, int query, int image) {
        long sum = 0;
        for (int i = 0; i < width; i++) {
            int difference =
                    (queries[query * width + i] & 0xff) - (images[image * width + i] & 0xff);
            sum += difference * difference;
        }
        return sum;
    }

    @Override
    public OptionalLong parameters() {
        return OptionalLong.of((long) images.length + labels.length);
    }

    @Override
    public OptionalLong multiplyAdds() {
        return OptionalLong.of(images.length);
    }

    @Override
    public void write(DataOutputStream out) throws IOException {
        out.writeInt(k);
        out.writeInt(classes);
        out.writeInt(width);
        Fitted.writeBytes(out, images);
        Fitted.writeInts(out, labels);
    }

    static NeighbourVotes read(DataInputStream in) throws IOException {
        return new NeighbourVotes(
                in.readInt(),
                in.readInt(),
                in.readInt(),
                Fitted.readBytes(in),
                Fitted.readInts(in));
    }
}
