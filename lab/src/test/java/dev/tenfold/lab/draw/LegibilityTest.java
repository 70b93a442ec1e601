package dev.tenfold.lab.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tenfold.reader.internal.ink.GrayImage;
import dev.tenfold.reader.internal.page.Symbol;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LegibilityTest {

    private static final Symbol ONE = Symbol.ofDigit(1);

    /** What is left of the name of an upright bar, 4 pixels wide and 30 high, on white paper. */
    private static @Nullable Symbol nameOfBar(double contrast, double grain) {
        return nameOfBar(4, contrast, grain);
    }

    private static @Nullable Symbol nameOfBar(int width, double contrast, double grain) {
        GrayImage picture = GrayImage.empty(60, 60);
        Arrays.fill(picture.values(), 0.9f);
        for (int y = 15; y < 45; y++) {
            for (int x = 28; x < 28 + width; x++) {
                picture.values()[y * 60 + x] -= (float) contrast;
            }
        }
        new Chance(1, 1, 1).addNoise(picture.values(), grain);
        Mark mark = new Mark(ONE, 28, 15, 28 + width, 45, false, 0);
        return Legibility.judged(picture, List.of(mark)).get(0).symbol();
    }

    @ParameterizedTest
    @CsvSource({"0.5, 0", "0.5, 0.02", "0.1, 0", "0.1, 0.01"})
    void inkThatCanBeSeenKeepsItsName(double contrast, double grain) {
        assertEquals(ONE, nameOfBar(contrast, grain));
    }

    /** The edges of its ink are no grain, though its box holds little else. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 12})
    void thinAndThickStrokesKeepTheirName(int width) {
        assertEquals(ONE, nameOfBar(width, 0.5, 0.01));
    }

    @ParameterizedTest
    @CsvSource({"0.03, 0", "0.1, 0.1", "0.05, 0.02"})
    void paleInkAndInkLostInGrainLoseTheirName(double contrast, double grain) {
        assertEquals(null, nameOfBar(contrast, grain));
    }

    /** A point that nobody sees, with a stroke close by. */
    @Test
    void paleSignBesideDarkInkLosesItsName() {
        GrayImage picture = GrayImage.empty(60, 60);
        Arrays.fill(picture.values(), 0.9f);
        for (int y = 15; y < 45; y++) {
            picture.values()[y * 60 + 30] = 0.1f;
        }
        picture.values()[44 * 60 + 32] = 0.87f;
        Mark mark = new Mark(Symbol.POINT, 32, 44, 33.5, 45.5, false, 0);
        assertEquals(null, Legibility.judged(picture, List.of(mark)).get(0).symbol());
    }

    /** Black and white keeps all of a stroke, or leaves specks of it in an empty cell. */
    @ParameterizedTest
    @CsvSource({"1, 1", "7,"})
    void inkLostInBlackAndWhiteLosesItsName(int step, @Nullable Integer left) {
        GrayImage picture = GrayImage.empty(60, 60);
        Arrays.fill(picture.values(), 1);
        for (int y = 15; y < 45; y += step) {
            picture.values()[y * 60 + 30] = 0;
        }
        Mark mark = new Mark(ONE, 28, 15, 32, 45, false, 0);
        assertEquals(
                left == null ? null : Symbol.ofDigit(left),
                Legibility.judgedInBlackAndWhite(picture, List.of(mark)).get(0).symbol());
    }

    @Test
    void nameIsTakenButNotThePlace() {
        GrayImage white = GrayImage.empty(60, 60);
        Mark mark = new Mark(ONE, 10, 15, 20, 45, true, 3);
        assertEquals(
                List.of(new Mark(null, 10, 15, 20, 45, true, 3)),
                Legibility.judged(white, List.of(mark)));
    }
}
