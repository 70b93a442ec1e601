package dev.tenfold.lab.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.reader.internal.ink.GrayImage;
import dev.tenfold.reader.internal.page.Symbol;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.junit.jupiter.api.Test;

class StrokesTest {

    @Test
    void theCentreLineOfABarRunsAlongItsMiddle() {
        boolean[] mask = new boolean[40 * 20];
        for (int y = 5; y < 35; y++) {
            for (int x = 8; x < 13; x++) {
                mask[y * 20 + x] = true;
            }
        }
        List<float[]> lines = CentreLines.of(mask, 40, 20);
        assertEquals(1, lines.size());
        float[] line = lines.get(0);
        for (int i = 0; i < line.length; i += 2) {
            assertEquals(10.5, line[i], 1.1);
        }
        assertTrue(Math.abs(line[line.length - 1] - line[1]) > 22);
    }

    @Test
    void theCentreLineOfARingIsClosed() {
        boolean[] mask = new boolean[40 * 40];
        for (int i = 0; i < mask.length; i++) {
            double radius = Math.hypot(i % 40 - 20, i / 40 - 20);
            mask[i] = radius > 11 && radius < 15;
        }
        List<float[]> lines = CentreLines.of(mask, 40, 40);
        assertFalse(lines.isEmpty());
        double length = 0;
        for (float[] line : lines) {
            for (int i = 2; i < line.length; i += 2) {
                length += Math.hypot(line[i] - line[i - 2], line[i + 1] - line[i - 1]);
            }
        }
        assertEquals(2 * Math.PI * 13, length, 12);
    }

    @Test
    void theContourOfADiscIsAsLargeAsTheDisc() {
        GrayImage disc = GrayImage.empty(40, 50);
        for (int i = 0; i < disc.values().length; i++) {
            double radius = Math.hypot(i % 50 - 20, i / 50 - 18);
            disc.values()[i] = (float) Math.max(0, Math.min(1, 10.5 - radius));
        }
        Rectangle2D box = Contours.of(disc, 0.5f).getBounds2D();
        assertEquals(10, box.getX(), 0.6);
        assertEquals(8, box.getY(), 0.6);
        assertEquals(20, box.getWidth(), 0.8);
        assertEquals(20, box.getHeight(), 0.8);
    }

    @Test
    void aHoleIsPartOfTheContour() {
        GrayImage ring = GrayImage.empty(40, 40);
        for (int i = 0; i < ring.values().length; i++) {
            double radius = Math.hypot(i % 40 - 20, i / 40 - 20);
            ring.values()[i] = radius > 6 && radius < 12 ? 1 : 0;
        }
        assertFalse(Contours.of(ring, 0.5f).contains(20, 20));
        assertTrue(Contours.of(ring, 0.5f).contains(29, 20));
    }

    @Test
    void aViewWithoutPerspectiveMovesMarksAndPixelsAlike() {
        GrayImage sheet = GrayImage.empty(40, 60);
        sheet.values()[10 * 60 + 20] = 1;
        Perspective moved = new Perspective(40, 60, 5, 3, 65, 3, 65, 43, 5, 43);
        GrayImage view = moved.view(sheet, GrayImage.empty(40, 60));
        assertEquals(1, view.at(25, 13), 1e-5);
        Mark mark = moved.view(new Mark(Symbol.ONE, 18, 8, 24, 14, false, 0));
        assertEquals(23, mark.left(), 1e-9);
        assertEquals(17, mark.bottom(), 1e-9);
    }
}
