package dev.tenfold.lab.draw;

import dev.tenfold.lab.data.PageFont;
import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The characters of one font. Safe for any number of threads. */
final class FontHand implements Hand {

    private static final FontRenderContext EXACT = new FontRenderContext(null, true, true);
    private static final float POINTS = 100;

    /** Height of a digit where its skeleton is found. */
    private static final int SKELETON_HEIGHT = 64;

    private static final int MARGIN = 2;
    private static final double MAX_IN_UNITS = 6;

    private final PageFont face;
    private final Font font;
    private final double unit;
    private final Map<Character, Optional<Sketch>> sketches = new ConcurrentHashMap<>();

    FontHand(PageFont face) {
        this.face = face;
        this.font = face.font().deriveFont(POINTS);
        double[] heights = new double[10];
        for (int digit = 0; digit < 10; digit++) {
            heights[digit] = outline((char) ('0' + digit)).getBounds2D().getHeight();
        }
        Arrays.sort(heights);
        this.unit = Math.max(1, heights[5]);
    }

    @Override
    public @Nullable Sketch sketch(char character, Chance chance) {
        return sketch(character);
    }

    @Nullable Sketch sketch(char character) {
        return sketches.computeIfAbsent(character, c -> Optional.ofNullable(drawn(c))).orElse(null);
    }

    private Path2D.Float outline(char character) {
        return new Path2D.Float(font.createGlyphVector(EXACT, new char[] {character}).getOutline());
    }

    private @Nullable Sketch drawn(char character) {
        if (!face.draws(character)) {
            return null;
        }
        Path2D.Float outline = outline(character);
        Rectangle2D box = outline.getBounds2D();
        if (box.isEmpty() || Math.max(box.getWidth(), box.getHeight()) > MAX_IN_UNITS * unit) {
            return null;
        }
        AffineTransform toUnits = AffineTransform.getScaleInstance(1 / unit, 1 / unit);
        toUnits.translate(-box.getX(), 0);
        outline.transform(toUnits);
        return new Sketch(outline, face.printed() ? List.of() : lines(outline));
    }

    private static List<float[]> lines(Path2D.Float outline) {
        Rectangle2D box = outline.getBounds2D();
        AffineTransform toPixels =
                AffineTransform.getTranslateInstance(MARGIN, MARGIN - box.getY() * SKELETON_HEIGHT);
        toPixels.scale(SKELETON_HEIGHT, SKELETON_HEIGHT);
        int width = (int) Math.ceil(box.getWidth() * SKELETON_HEIGHT) + 2 * MARGIN;
        int height = (int) Math.ceil(box.getHeight() * SKELETON_HEIGHT) + 2 * MARGIN;
        InkLayer layer = new InkLayer(height, width);
        layer.fill(new Path2D.Float(outline, toPixels), 1);
        int[] pixels = layer.pixels();
        boolean[] mask = new boolean[pixels.length];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = (pixels[i] & 0xff) > 110;
        }
        AffineTransform back =
                AffineTransform.getScaleInstance(1.0 / SKELETON_HEIGHT, 1.0 / SKELETON_HEIGHT);
        back.translate(-MARGIN, box.getY() * SKELETON_HEIGHT - MARGIN);
        return CentreLines.of(mask, height, width).stream()
                .map(line -> MnistHands.transformed(line, back))
                .toList();
    }
}
