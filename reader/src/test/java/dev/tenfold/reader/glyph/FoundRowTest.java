package dev.tenfold.reader.glyph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.reader.Box;
import dev.tenfold.reader.Prediction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class FoundRowTest {

    private static final int NONE = -1;

    /** Pieces as wide as they are high, one beside another; a digit, or {@link #NONE}. */
    private static FoundRow row(int height, int... digits) {
        List<RowLattice.Taken> taken = new ArrayList<>();
        for (int i = 0; i < digits.length; i++) {
            int high = digits[i] == NONE ? height : 100;
            boolean[] mask = new boolean[60 * high];
            Piece piece = new Piece(new Box(80 * i, 0, 60, high), mask, mask.length);
            List<Double> probabilities = new ArrayList<>(Collections.nCopies(10, 0.0));
            if (digits[i] != NONE) {
                probabilities.set(digits[i], 1.0);
            }
            taken.add(
                    new RowLattice.Taken(
                            piece,
                            Glyph.of(new float[Glyph.SIZE * Glyph.SIZE]),
                            new Prediction(probabilities, digits[i] == NONE ? 1 : 0)));
        }
        return FoundRow.of(taken, 100, 0.4);
    }

    @Test
    void signBesideDigitsSpeaksLessAgainstThemThanALetter() {
        assertEquals(0.5, row(60, 1, NONE, 2).letters());
        assertEquals(0.5, row(60, 1, NONE).letters());
        assertEquals(1, row(100, 1, NONE, 2).letters());
        assertEquals(1, row(60, NONE, 2).letters());
    }

    @Test
    void strokesAndRingsSayLessThanOtherDigits() {
        assertTrue(row(100, 1, 1).evidence() < row(100, 7).evidence());
        assertTrue(row(100, 0).evidence() < row(100, 7).evidence());
    }

    @Test
    void rowWithoutItsDigitsKeepsTheirInkAsRejected() {
        FoundRow none = row(100, 1, NONE, 2).without("print");
        assertTrue(none.digits().isEmpty());
        assertEquals(3, none.others().size());
    }
}
