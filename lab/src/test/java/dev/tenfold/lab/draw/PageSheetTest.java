package dev.tenfold.lab.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tenfold.reader.internal.page.Symbol;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PageSheetTest {

    private static ComposedPage page(Mark... marks) {
        float[] white = new float[100 * 80];
        Arrays.fill(white, 1);
        return new ComposedPage(white, 100, 80, List.of(marks));
    }

    @Test
    void marksAreFramedInTheColourOfTheirKind() {
        BufferedImage sheet =
                PageSheet.draw(
                        List.of(
                                page(
                                        new Mark(Symbol.ofDigit(7), 10, 10, 20, 30, false, 0),
                                        new Mark(Symbol.MINUS, 30, 20, 40, 24, false, 0),
                                        new Mark(Symbol.OTHER, 50, 10, 60, 30, false, 0),
                                        new Mark(null, 10, 60, 20, 80, false, 1))));
        assertEquals(0x1a7f37, colour(sheet, 10, 15));
        assertEquals(0x0969da, colour(sheet, 30, 22));
        assertEquals(0x8c959f, colour(sheet, 50, 15));
        assertEquals(0xcf222e, colour(sheet, 10, 65));
        assertEquals(0xffffff, colour(sheet, 15, 20));
    }

    /** At a place of the first page. */
    private static int colour(BufferedImage sheet, int x, int y) {
        return sheet.getRGB(8 + x, 8 + y) & 0xffffff;
    }

    @Test
    void rowHasSixPages() {
        BufferedImage sheet = PageSheet.draw(Collections.nCopies(7, page()));
        assertEquals(6 * 108 + 8, sheet.getWidth());
        assertEquals(2 * 108 + 8, sheet.getHeight());
    }
}
