package dev.tenfold.lab.draw;

import dev.tenfold.lab.data.Dataset;
import dev.tenfold.reader.internal.ink.GrayImage;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Hands from a set of labelled digits such as MNIST's training part. The set does not say who wrote
 * a digit, so a hand takes digits of like slant. Safe for any number of threads.
 */
final class MnistHands {

    private static final int ENLARGED = 4;
    private static final double BLUR = 1.6;
    private static final float THRESHOLD = 0.43f;
    private static final int NEIGHBOURS = 150;

    /** How many examples to look at for one whose strokes can be followed. */
    private static final int TRIES = 4;

    private final Dataset digits;

    /** For each digit, its examples by slant. */
    private final List<int[]> bySlant = new ArrayList<>();

    private final AtomicReferenceArray<@Nullable Sketch> sketches;

    MnistHands(Dataset digits) {
        this.digits = digits;
        this.sketches = new AtomicReferenceArray<>(digits.size());
        double[] slants = new double[digits.size()];
        for (int i = 0; i < slants.length; i++) {
            slants[i] = slant(digits.pixels(), i * digits.height() * digits.width());
        }
        for (int digit = 0; digit < 10; digit++) {
            List<Integer> examples = new ArrayList<>();
            for (int i = 0; i < digits.size(); i++) {
                if (digits.label(i) == digit) {
                    examples.add(i);
                }
            }
            examples.sort(Comparator.comparingDouble(i -> slants[i]));
            bySlant.add(examples.stream().mapToInt(i -> i).toArray());
        }
    }

    /** How far the ink leans to the left for each pixel downwards: its covariance over variance. */
    private double slant(byte[] pixels, int offset) {
        double sum = 0;
        double sumX = 0;
        double sumY = 0;
        double sumXy = 0;
        double sumYy = 0;
        for (int y = 0; y < digits.height(); y++) {
            for (int x = 0; x < digits.width(); x++) {
                int value = pixels[offset + y * digits.width() + x] & 0xff;
                sum += value;
                sumX += (double) value * x;
                sumY += (double) value * y;
                sumXy += (double) value * x * y;
                sumYy += (double) value * y * y;
            }
        }
        double variance = sumYy - sumY * sumY / Math.max(1, sum);
        return variance < 1 ? 0 : (sumXy - sumX * sumY / sum) / variance;
    }

    /** A hand whose digits lean as much as each other. */
    Hand hand(Chance chance) {
        double place = chance.between(0, 1);
        return (character, next) -> {
            if (character < '0' || character > '9') {
                return null;
            }
            int[] examples = bySlant.get(character - '0');
            if (examples.length == 0) {
                return null;
            }
            int reach = Math.min(NEIGHBOURS, examples.length / 4);
            Sketch sketch = null;
            for (int i = 0; i < TRIES && (sketch == null || sketch.lines().isEmpty()); i++) {
                int at = (int) (place * examples.length) + next.whole(-reach, reach);
                sketch = sketch(examples[Math.max(0, Math.min(examples.length - 1, at))]);
            }
            return sketch;
        };
    }

    private @Nullable Sketch sketch(int example) {
        Sketch known = sketches.get(example);
        if (known == null) {
            known = drawn(example);
            sketches.set(example, known);
        }
        return known.outline().getBounds2D().isEmpty() ? null : known;
    }

    private Sketch drawn(int example) {
        int height = digits.height();
        int width = digits.width();
        GrayImage padded = GrayImage.empty(height + 4, width + 4);
        float[] image = digits.image(example);
        for (int y = 0; y < height; y++) {
            System.arraycopy(image, y * width, padded.values(), (y + 2) * (width + 4) + 2, width);
        }
        GrayImage large = padded.resize((height + 4) * ENLARGED, (width + 4) * ENLARGED).blur(BLUR);
        Path2D.Float outline = Contours.of(large, THRESHOLD);
        Rectangle2D box = outline.getBounds2D();
        if (box.isEmpty()) {
            return new Sketch(outline, List.of());
        }
        List<float[]> lines = lines(large, box.getHeight(), digits.label(example));
        double unit = 1 / box.getHeight();
        AffineTransform toUnits = AffineTransform.getScaleInstance(unit, unit);
        toUnits.translate(-box.getX(), -box.getMaxY());
        return new Sketch(
                new Path2D.Float(outline, toUnits),
                lines.stream().map(line -> transformed(line, toUnits)).toList());
    }

    /** No lines where thick ink has filled a loop: there the skeleton is another digit's. */
    private static List<float[]> lines(GrayImage large, double inkHeight, int digit) {
        boolean[] mask = new boolean[large.values().length];
        int area = 0;
        for (int i = 0; i < mask.length; i++) {
            mask[i] = large.values()[i] > THRESHOLD;
            area += mask[i] ? 1 : 0;
        }
        List<float[]> lines = CentreLines.of(mask, large.height(), large.width());
        double length = lines.stream().mapToDouble(MnistHands::length).sum();
        double penWidth = area / Math.max(1, length) / inkHeight;
        boolean hasLoop = digit == 0 || digit == 6 || digit == 8 || digit == 9;
        return penWidth > (hasLoop ? 0.17 : 0.24) ? List.of() : lines;
    }

    private static double length(float[] line) {
        double length = 0;
        for (int i = 2; i < line.length; i += 2) {
            length += Math.hypot(line[i] - line[i - 2], line[i + 1] - line[i - 1]);
        }
        return length;
    }

    static float[] transformed(float[] line, AffineTransform transform) {
        float[] moved = Arrays.copyOf(line, line.length);
        transform.transform(line, 0, moved, 0, line.length / 2);
        return moved;
    }
}
