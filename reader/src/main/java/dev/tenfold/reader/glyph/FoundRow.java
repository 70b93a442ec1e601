package dev.tenfold.reader.glyph;

import dev.tenfold.reader.Box;
import dev.tenfold.reader.Prediction;
import dev.tenfold.reader.Rejected;
import dev.tenfold.reader.glyph.PageGlyphs.ScoredGlyph;
import java.util.ArrayList;
import java.util.List;

/**
 * One row as it was read, and what speaks for its being digits at all: in words, print and drawings
 * some strokes look like digits to any network, but not most of a row, nor of a page.
 *
 * @param digits from left to right
 * @param others what is none
 * @param height of the row in pixels of the ink map
 * @param letters how many characters of the row were called no digit; a sign beside digits counts
 *     half
 */
record FoundRow(List<ScoredGlyph> digits, List<Rejected> others, double height, double letters) {

    /** How much one digit says. A stroke is an l or an I too, and a ring an o. */
    private static final double STROKE = 0.35;

    private static final double RING = 0.5;
    private static final double CIRCLE = 0.25;

    /** A ring this many times as high as it is wide is no circle. */
    private static final double ROUND = 1.1;

    /** A sign is not taller than this share of its row. */
    private static final double SIGN = 0.8;

    static FoundRow of(List<RowLattice.Taken> row, double height, double shortest) {
        List<ScoredGlyph> digits = new ArrayList<>();
        List<Rejected> others = new ArrayList<>();
        double letters = 0;
        for (int i = 0; i < row.size(); i++) {
            RowLattice.Taken taken = row.get(i);
            Box box = taken.piece().box();
            if (box.height() < shortest * height) {
                others.add(new Rejected(box, "too small for a digit of its row"));
            } else if (!taken.isDigit()) {
                others.add(new Rejected(box, Rejected.NOT_A_DIGIT));
                letters += isSign(row, i, height) ? 0.5 : Math.max(1, box.width() / height);
            } else {
                digits.add(new ScoredGlyph(taken.glyph(), box, taken.prediction()));
            }
        }
        return new FoundRow(List.copyOf(digits), List.copyOf(others), height, letters);
    }

    /** Whether a piece is as low as a sign, and between two digits or after the last. */
    private static boolean isSign(List<RowLattice.Taken> row, int at, double height) {
        return row.get(at).piece().box().height() <= SIGN * height
                && at > 0
                && row.get(at - 1).isDigit()
                && (at + 1 == row.size() || row.get(at + 1).isDigit());
    }

    /** In digits that nothing but a digit looks like. */
    double evidence() {
        return digits.stream().mapToDouble(FoundRow::evidence).sum();
    }

    private static double evidence(ScoredGlyph found) {
        Prediction prediction = found.prediction();
        double probability = prediction.probabilities().get(prediction.digit());
        double sure = Math.max(0, 2 * probability - 1);
        return sure
                * switch (prediction.digit()) {
                    case 0 -> found.box().height() < ROUND * found.box().width() ? CIRCLE : RING;
                    case 1 -> STROKE;
                    default -> 1;
                };
    }

    /** The share of the row's characters that are digits, 0..1. */
    double purity() {
        return digits.isEmpty() ? 0 : digits.size() / (digits.size() + letters);
    }

    /** The same row with nothing in it that is a digit. */
    FoundRow without(String reason) {
        List<Rejected> all = new ArrayList<>(others);
        digits.forEach(digit -> all.add(new Rejected(digit.box(), reason)));
        return new FoundRow(List.of(), all, height, letters);
    }
}
