package dev.tenfold.lab.draw;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.reader.internal.page.Symbol;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PageComposerTest {

    private static final int PAGES = 60;

    private static Map<String, Double> only(String kind) {
        Map<String, Double> shares = new HashMap<>();
        Ingredients.defaults().keySet().stream()
                .filter(name -> name.startsWith("kind-"))
                .forEach(name -> shares.put(name, name.equals("kind-" + kind) ? 1.0 : 0.0));
        return shares;
    }

    @Test
    void theSameSeedEpochAndIndexGiveTheSamePage() {
        for (int i = 0; i < 20; i++) {
            ComposedPage first = TestHands.composer(Map.of()).compose(7, 2, i);
            ComposedPage second = TestHands.composer(Map.of()).compose(7, 2, i);
            assertArrayEquals(first.pixels(), second.pixels());
            assertEquals(first.marks(), second.marks());
        }
    }

    @Test
    void otherEpochsGiveOtherPages() {
        PageComposer composer = TestHands.composer(Map.of());
        ComposedPage first = composer.compose(7, 0, 0);
        ComposedPage second = composer.compose(7, 1, 0);
        assertFalse(Arrays.equals(first.pixels(), second.pixels()));
    }

    @Test
    void pixelsAreBrightnessesAndMarksLieInsideThePage() {
        PageComposer composer = TestHands.composer(Map.of());
        for (int i = 0; i < PAGES; i++) {
            ComposedPage page = composer.compose(1, 0, i);
            assertEquals(page.height() * page.width(), page.pixels().length);
            assertTrue(Math.max(page.height(), page.width()) <= 128);
            for (float pixel : page.pixels()) {
                assertTrue(pixel >= 0 && pixel <= 1, () -> "a pixel of " + pixel);
            }
            for (Mark mark : page.marks()) {
                assertTrue(mark.left() >= 0 && mark.top() >= 0, mark::toString);
                assertTrue(mark.right() <= page.width() && mark.bottom() <= page.height());
                assertTrue(mark.width() > 0 && mark.height() > 0, mark::toString);
            }
        }
    }

    @Test
    void emptyPagesHaveNoDigits() {
        PageComposer composer = TestHands.composer(only("empty"));
        for (int i = 0; i < PAGES; i++) {
            assertTrue(
                    composer.compose(3, 0, i).marks().stream()
                            .noneMatch(mark -> mark.symbol() != null && mark.symbol().isDigit()));
        }
    }

    /** Letters lie on their sides, so that nobody takes an E on its side for a 3. */
    @Test
    void sidewaysPagesAreEmptyPagesTurnedByAQuarter() {
        Map<String, Double> upright = only("empty");
        upright.put("sideways", 0.0);
        Map<String, Double> sideways = only("empty");
        sideways.put("sideways", 1.0);
        for (int i = 0; i < 10; i++) {
            ComposedPage expected = TestHands.composer(upright).compose(5, 0, i).turnedRight();
            ComposedPage page = TestHands.composer(sideways).compose(5, 0, i);
            float[] pixels =
                    Arrays.equals(expected.pixels(), page.pixels())
                            ? page.pixels()
                            : page.turnedRight().turnedRight().pixels();
            assertArrayEquals(expected.pixels(), pixels);
            assertEquals(expected.marks().size(), page.marks().size());
        }
    }

    @Test
    void everyOtherKindHasDigitsOnMostPages() {
        for (String kind :
                List.of("rows", "canvas", "equations", "table", "form", "amount", "single")) {
            PageComposer composer = TestHands.composer(only(kind));
            long withDigits = 0;
            for (int i = 0; i < PAGES; i++) {
                withDigits +=
                        composer.compose(3, 0, i).marks().stream()
                                        .map(Mark::symbol)
                                        .anyMatch(symbol -> symbol != null && symbol.isDigit())
                                ? 1
                                : 0;
            }
            assertTrue(withDigits > 0.6 * PAGES, kind + ": " + withDigits + " of " + PAGES);
        }
    }

    @Test
    void aReadableMarkStandsOffFromItsPaper() {
        PageComposer composer =
                TestHands.composer(Map.of("noise", 0.0, "jpeg", 0.0, "binarised", 0.0));
        for (int i = 0; i < PAGES; i++) {
            ComposedPage page = composer.compose(5, 0, i);
            for (Mark mark : page.marks()) {
                if (mark.symbol() != null) {
                    assertTrue(range(page, mark) > 0.05, mark::toString);
                }
            }
        }
    }

    private static float range(ComposedPage page, Mark mark) {
        float darkest = 1;
        float brightest = 0;
        for (int y = (int) mark.top(); y < Math.ceil(mark.bottom()); y++) {
            for (int x = (int) mark.left(); x < Math.ceil(mark.right()); x++) {
                darkest = Math.min(darkest, page.pixels()[y * page.width() + x]);
                brightest = Math.max(brightest, page.pixels()[y * page.width() + x]);
            }
        }
        return brightest - darkest;
    }

    @Test
    void everySignHasASymbolOfItsOwn() {
        assertEquals(Symbol.SEVEN, PageDraft.symbol('7'));
        assertEquals(Symbol.POINT, PageDraft.symbol(','));
        assertEquals(Symbol.TIMES, PageDraft.symbol('×'));
        assertEquals(Symbol.PERCENT, PageDraft.symbol('%'));
        assertEquals(Symbol.OTHER, PageDraft.symbol('x'));
    }

    @Test
    void anUnknownIngredientIsRefusedWithTheKnownOnes() {
        assertEquals(
                "ingredient: expected one of "
                        + String.join(", ", Ingredients.defaults().keySet())
                        + ", found stains; correct its name",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Ingredients.of(Map.of("stains", 0.5)))
                        .getMessage());
        assertEquals(
                "noise: expected a probability of 0 to 1, found 2.0",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Ingredients.of(Map.of("noise", 2.0)))
                        .getMessage());
    }
}
