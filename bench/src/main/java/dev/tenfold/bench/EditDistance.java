package dev.tenfold.bench;

import java.util.Arrays;

/** How many characters must be changed, inserted or removed (Levenshtein 1966). */
final class EditDistance {

    private EditDistance() {}

    static int of(String from, String to) {
        int[] before = new int[to.length() + 1];
        Arrays.setAll(before, i -> i);
        for (int i = 1; i <= from.length(); i++) {
            int[] here = new int[to.length() + 1];
            here[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int change = before[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                here[j] = Math.min(change, 1 + Math.min(before[j], here[j - 1]));
            }
            before = here;
        }
        return before[to.length()];
    }
}
