package dev.tenfold.lab.draw;

import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/** All chance in one composed page, from one seed. Not thread-safe. */
final class Chance {

    private final SplittableRandom random;

    Chance(long seed, long epoch, long index) {
        SplittableRandom mix = new SplittableRandom(seed);
        long mixed = mix.nextLong() ^ Long.rotateLeft(epoch * 0x9E3779B97F4A7C15L, 21);
        random = new SplittableRandom(new SplittableRandom(mixed).nextLong() + index);
    }

    /** Whether something of this probability happens. */
    boolean happens(double probability) {
        return random.nextDouble() < probability;
    }

    /** Uniform in {@code from..to}. */
    double between(double from, double to) {
        return from + (to - from) * random.nextDouble();
    }

    /** Log-uniform in {@code from..to}, both above 0. */
    double scaleBetween(double from, double to) {
        return Math.exp(between(Math.log(from), Math.log(to)));
    }

    /** A whole number in {@code from..to}, both included. */
    int whole(int from, int to) {
        return random.nextInt(from, to + 1);
    }

    double normal(double deviation) {
        return random.nextGaussian() * deviation;
    }

    <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    char one(String choices) {
        return choices.charAt(random.nextInt(choices.length()));
    }

    char digit() {
        return (char) ('0' + random.nextInt(10));
    }

    String digits(int count) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < count; i++) {
            digits.append(digit());
        }
        return digits.toString();
    }

    /** A source for {@link java.util.Collections#shuffle}. */
    Random shuffling() {
        return new Random(random.nextLong());
    }

    /** Numbers that sum up four uniform ones: close to a normal distribution, and cheap. */
    void addNoise(float[] values, double deviation) {
        float scale = (float) (deviation * Math.sqrt(3) / 65536);
        for (int i = 0; i < values.length; i++) {
            long bits = random.nextLong();
            long sum =
                    (bits & 0xffff)
                            + (bits >>> 16 & 0xffff)
                            + (bits >>> 32 & 0xffff)
                            + (bits >>> 48);
            values[i] += (sum - 131070) * scale;
        }
    }
}
