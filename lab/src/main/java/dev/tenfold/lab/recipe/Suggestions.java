package dev.tenfold.lab.recipe;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The words that a place takes, and the one that a mistyped word was meant for. */
public final class Suggestions {

    private Suggestions() {}

    /** What was expected and found, and the nearest valid word if one is near. */
    static String mismatch(String found, Collection<String> valid) {
        String message = "expected " + String.join(", ", valid) + ", found \"" + found + "\"";
        return nearest(found, valid)
                .map(word -> message + "; did you mean \"" + word + "\"?")
                .orElse(message + "; use one of these");
    }

    /** The valid word that {@code found} was most likely meant for, if one is near. */
    public static Optional<String> nearest(String found, Collection<String> valid) {
        return valid.stream()
                .min(Comparator.comparingInt(word -> distance(found, word)))
                .filter(word -> distance(found, word) <= (word.length() + 1) / 2);
    }

    /**
     * The least number of letters inserted, deleted, replaced or swapped with a neighbour (optimal
     * string alignment, after Damerau 1964).
     */
    static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int replace = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                cost[i][j] =
                        Math.min(
                                cost[i - 1][j - 1] + replace,
                                1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
                if (i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[a.length()][b.length()];
    }
}
