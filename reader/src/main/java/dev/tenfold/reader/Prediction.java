package dev.tenfold.reader;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What a network makes of one glyph.
 *
 * @param probabilities calibrated, one for each digit 0 to 9; they and {@code none} sum to 1
 * @param none the probability, 0 to 1, that the glyph is no digit; 0 where the network cannot say
 */
public record Prediction(List<Double> probabilities, double none) {

    public Prediction {
        probabilities = List.copyOf(probabilities);
        if (probabilities.isEmpty()) {
            throw new IllegalArgumentException(
                    "prediction: expected a probability for each digit, found none");
        }
        probabilities.forEach(each -> Checks.probability("prediction", each));
        Checks.probability("prediction: none", none);
    }

    /** Such as {@code 7 (99.8 %)}, or {@code no digit (97.0 %)}. */
    @Override
    public String toString() {
        return isDigit()
                ? String.format(Locale.ROOT, "%d (%.1f %%)", digit(), 100 * confidence())
                : String.format(Locale.ROOT, "no digit (%.1f %%)", 100 * none);
    }

    /** The likeliest digit, whether or not {@link #isDigit()}. */
    public int digit() {
        int best = 0;
        for (int digit = 1; digit < probabilities.size(); digit++) {
            if (probabilities.get(digit) > probabilities.get(best)) {
                best = digit;
            }
        }
        return best;
    }

    /**
     * The probability of {@link #digit()}, given that the glyph is a digit: whether it is one, is
     * answered by {@link #none()}. On paper with nothing but digits, this is how often it is right.
     */
    public double confidence() {
        return givenADigit(digit());
    }

    private double givenADigit(int digit) {
        return none < 1 ? Math.min(1, probabilities.get(digit) / (1 - none)) : 0;
    }

    /**
     * The digits of at least some probability given that the glyph is a digit, likeliest first;
     * {@link #digit()} is among them in any case.
     *
     * @param probability 0 to 1
     */
    public List<Integer> atLeast(double probability) {
        List<Integer> digits = new ArrayList<>(List.of(digit()));
        alternatives(probabilities.size()).stream()
                .filter(other -> other.probability() >= probability)
                .forEach(other -> digits.add(other.digit()));
        return digits;
    }

    /** Whether the glyph is likelier to be some digit than none. */
    public boolean isDigit() {
        return none <= 0.5;
    }

    /**
     * The {@code count} likeliest digits after {@link #digit()}, likeliest first, with their
     * probabilities given that the glyph is a digit.
     */
    public List<Alternative> alternatives(int count) {
        int best = digit();
        List<Alternative> others = new ArrayList<>();
        for (int digit = 0; digit < probabilities.size(); digit++) {
            if (digit != best) {
                others.add(new Alternative(digit, givenADigit(digit)));
            }
        }
        others.sort(Comparator.comparingDouble(Alternative::probability).reversed());
        return others.subList(0, Math.min(count, others.size()));
    }
}
