package dev.tenfold.lab.draw;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One person with one pen: a hand, its slant and its habits. Draws characters so that no two are
 * the same. Not thread-safe.
 */
final class Writer {

    private static final double MIN_PEN = 1;

    /** How many writers of a flagged 1 give it a foot. */
    private static final double FOOTED = 0.2;

    /** How many flags of a 1 reach far down, as in an A without its bar. */
    private static final double LONG_FLAG = 0.25;

    /** How many who flag their 1 bar their 7, to keep them apart. */
    private static final double BARRED_WITH_FLAG = 0.7;

    private static final String LOOPED = "0689";

    private final Chance chance;
    private final Hand digits;
    private final Hand others;
    private final double slant;
    private final double looseness;
    private final double stretch;
    private final double wobble;
    private final double tilt;
    private final double outlineShare;
    private final boolean slashesZero;
    private final boolean crossesSeven;
    private final boolean flagsOne;
    private final boolean footsOne;
    private final boolean opensLoops;
    private final boolean leansSlash;
    private final double slashKind;
    private final Nib nib;

    /** Pen width over the height of a digit. */
    private double penShare;

    /** Where a writer's digits come from. */
    enum Kind {
        /** A data set: slanted already. */
        DATA(0.4, true),
        FONT(1, true),
        /** Drawn forms, which have their flags and bars. */
        FORMS(1, false),
        /** A printing face: upright, all of a kind alike. */
        PRINT(0, true);

        private final double leaning;
        private final boolean hasHabits;

        Kind(double leaning, boolean hasHabits) {
            this.leaning = leaning;
            this.hasHabits = hasHabits;
        }
    }

    /** How a pen's width changes along a stroke. */
    private enum Nib {
        EVEN,
        TAPERED,
        BROAD
    }

    /**
     * A writer.
     *
     * @param digits where digits come from
     * @param others where signs and letters come from
     */
    Writer(Chance chance, Ingredients ingredients, Hand digits, Hand others, Kind kind) {
        boolean printing = kind == Kind.PRINT;
        this.chance = chance;
        this.digits = digits;
        this.others = others;
        double lean =
                chance.happens(ingredients.of("steep"))
                        ? chance.between(-0.5, 0.75)
                        : chance.between(-0.15, 0.35);
        slant = kind.leaning * lean;
        looseness = printing ? 0 : 1;
        stretch = chance.between(0.75, 1.3);
        wobble = chance.between(0, 0.045);
        tilt = looseness * chance.between(-0.08, 0.08);
        outlineShare = chance.happens(ingredients.of("outlines")) ? 1 : 0;
        slashesZero = chance.happens(ingredients.of("slashed-zero"));
        flagsOne = kind.hasHabits && chance.happens(ingredients.of("flagged-one"));
        crossesSeven =
                kind.hasHabits
                        && chance.happens(
                                flagsOne ? BARRED_WITH_FLAG : ingredients.of("crossed-seven"));
        footsOne = chance.happens(FOOTED);
        opensLoops = !printing && chance.happens(ingredients.of("open-loop"));
        leansSlash = !printing && chance.happens(ingredients.of("leaning-slash"));
        slashKind = chance.between(0, 1);
        nib = chance.happens(0.65) ? Nib.EVEN : chance.happens(0.65) ? Nib.TAPERED : Nib.BROAD;
        penShare = chance.scaleBetween(0.025, 0.2);
    }

    /** A press that prints upright characters, all of a kind alike. */
    static Writer printing(Chance chance, Ingredients ingredients, Hand face) {
        return new Writer(chance, ingredients, face, face, Kind.PRINT);
    }

    double slant() {
        return slant;
    }

    double penShare() {
        return penShare;
    }

    void penShare(double share) {
        penShare = share;
    }

    /**
     * Draws a character.
     *
     * @param x where its ink begins
     * @param baseline of its row at x
     * @param height of a digit, in pixels
     * @param angle of the row, in radians, positive downwards
     * @return the box of its ink; null where this hand has no such character
     */
    @Nullable Rectangle2D draw(
            InkLayer ink, char character, double x, double baseline, double height, double angle) {
        boolean digit = character >= '0' && character <= '9';
        Sketch sketch =
                character == '/' && leansSlash
                        ? leaningSlash()
                        : (digit ? digits : others).sketch(character, chance);
        if (sketch == null) {
            return null;
        }
        AffineTransform place = place(height, angle);
        if (sketch.lines().isEmpty() || (sketch.hasOutline() && chance.happens(outlineShare))) {
            Path2D.Float outline = new Path2D.Float(sketch.outline(), place);
            Rectangle2D box = outline.getBounds2D();
            AffineTransform move = AffineTransform.getTranslateInstance(x - box.getX(), baseline);
            outline.transform(move);
            ink.fill(outline, 1);
            return outline.getBounds2D();
        }
        List<double[]> strokes = strokes(sketch, character);
        return drawStrokes(
                ink,
                strokes,
                place,
                x,
                baseline,
                Math.max(MIN_PEN, penShare * height * chance.between(0.9, 1.1)));
    }

    /** A slash that leans more than this writer's 1, and is taller. */
    private Sketch leaningSlash() {
        double above = chance.between(0, 0.25);
        double below = chance.between(0, 0.35);
        double height = 1 + above + below;
        double width = height * chance.between(0.2, 0.65) / stretch;
        double bend = chance.happens(0.4) ? chance.between(-0.06, 0.06) : 0;
        float[] line = {
            (float) width,
            (float) (-1 - above),
            (float) (0.5 * width + bend),
            (float) (below - 0.5 * height),
            0,
            (float) below
        };
        return new Sketch(new Path2D.Float(), List.of(line));
    }

    private AffineTransform place(double height, double angle) {
        AffineTransform place =
                AffineTransform.getRotateInstance(
                        angle + tilt + looseness * chance.between(-0.06, 0.06));
        place.concatenate(
                new AffineTransform(
                        stretch * (1 + looseness * chance.between(-0.07, 0.07)),
                        0,
                        -(slant + looseness * chance.between(-0.05, 0.05)),
                        1 + looseness * chance.between(-0.06, 0.06),
                        0,
                        0));
        place.preConcatenate(AffineTransform.getScaleInstance(height, height));
        return place;
    }

    private List<double[]> strokes(Sketch sketch, char character) {
        double phase1 = chance.between(0, 2 * Math.PI);
        double phase2 = chance.between(0, 2 * Math.PI);
        double frequency1 = chance.between(2.5, 6);
        double frequency2 = chance.between(2.5, 6);
        List<double[]> strokes = new ArrayList<>();
        double left = Double.MAX_VALUE;
        double top = Double.MAX_VALUE;
        double right = -Double.MAX_VALUE;
        double bottom = -Double.MAX_VALUE;
        boolean opened = opensLoops && LOOPED.indexOf(character) >= 0;
        for (float[] line : sketch.lines()) {
            int length = opened ? shortened(line.length) : line.length;
            double[] stroke = new double[length];
            for (int i = 0; i < length; i += 2) {
                double x = line[i];
                double y = line[i + 1];
                stroke[i] = x + wobble * StrictMath.sin(y * frequency1 + phase1);
                stroke[i + 1] = y + wobble * StrictMath.sin(x * frequency2 + phase2);
                left = Math.min(left, stroke[i]);
                right = Math.max(right, stroke[i]);
                top = Math.min(top, stroke[i + 1]);
                bottom = Math.max(bottom, stroke[i + 1]);
            }
            strokes.add(stroke);
        }
        Rectangle2D box = new Rectangle2D.Double(left, top, right - left, bottom - top);
        if (character == '0' && slashesZero) {
            strokes.add(slash(box));
        } else if (character == '7' && crossesSeven) {
            strokes.add(bar(box, strokes));
        } else if (character == '1' && flagsOne && box.getWidth() < 0.3 * box.getHeight()) {
            strokes.add(flag(box));
            if (footsOne) {
                double reach = chance.between(0.12, 0.3);
                strokes.add(
                        new double[] {
                            box.getCenterX() - reach,
                            box.getMaxY() + chance.between(-0.03, 0.03),
                            box.getCenterX() + reach,
                            box.getMaxY() + chance.between(-0.03, 0.03)
                        });
            }
        }
        return strokes;
    }

    /**
     * A stroke whose end is left out, so that a loop may stay open; short ones stay as they are.
     */
    private int shortened(int length) {
        int points = length / 2;
        return points < 12 ? length : 2 * (points - chance.whole(0, points / 8));
    }

    private double[] slash(Rectangle2D box) {
        double reach = 0.5 + chance.between(-0.12, 0.15);
        double across = box.getWidth() * reach * (slashKind > 0.5 ? 1 - 0.8 * slashKind : 1);
        double along = box.getHeight() * reach * (slashKind > 0.3 ? 1 : 0.5);
        return new double[] {
            box.getCenterX() - across,
            box.getCenterY() + along,
            box.getCenterX() + across * chance.between(0.8, 1.1),
            box.getCenterY() - along * chance.between(0.8, 1.1)
        };
    }

    /** The bar of a 7: straight, or with a hook at its end. */
    private double[] bar(Rectangle2D box, List<double[]> strokes) {
        double y = box.getY() + box.getHeight() * chance.between(0.38, 0.62);
        double nearest = Double.MAX_VALUE;
        double x = box.getCenterX();
        for (double[] stroke : strokes) {
            for (int i = 0; i < stroke.length; i += 2) {
                if (Math.abs(stroke[i + 1] - y) < nearest) {
                    nearest = Math.abs(stroke[i + 1] - y);
                    x = stroke[i];
                }
            }
        }
        double half = chance.between(0.14, 0.32);
        double from = y + chance.between(-0.06, 0.06);
        double to = y - chance.between(-0.03, 0.08);
        return chance.happens(0.25)
                ? new double[] {
                    x - half, from + 0.06, x - 0.8 * half, from - 0.03, x, y, x + half, to
                }
                : new double[] {x - half, from, x + half, to};
    }

    private double[] flag(Rectangle2D box) {
        double width = chance.between(0.15, 0.5);
        double top = box.getY() + chance.between(0, 0.06);
        double drop =
                chance.happens(LONG_FLAG) ? chance.between(0.45, 1) : chance.between(0.12, 0.5);
        return new double[] {box.getMaxX() - width, top + drop, box.getMaxX(), top};
    }

    private Rectangle2D drawStrokes(
            InkLayer ink,
            List<double[]> strokes,
            AffineTransform place,
            double x,
            double baseline,
            double pen) {
        List<double[]> placed = new ArrayList<>();
        double left = Double.MAX_VALUE;
        for (double[] stroke : strokes) {
            double[] moved = new double[stroke.length];
            place.transform(stroke, 0, moved, 0, stroke.length / 2);
            for (int i = 0; i < moved.length; i += 2) {
                left = Math.min(left, moved[i]);
            }
            placed.add(moved);
        }
        Rectangle2D box = null;
        for (double[] stroke : placed) {
            for (int i = 0; i < stroke.length; i += 2) {
                stroke[i] += x - left + pen / 2;
                stroke[i + 1] += baseline - pen / 2;
            }
            Path2D.Double path = InkLayer.path(stroke);
            Rectangle2D bounds = path.getBounds2D();
            box = box == null ? bounds : box.createUnion(bounds);
            drawStroke(ink, stroke, path, pen);
        }
        if (box == null) {
            return new Rectangle2D.Double(x, baseline, 0, 0);
        }
        return new Rectangle2D.Double(
                box.getX() - pen / 2,
                box.getY() - pen / 2,
                box.getWidth() + pen,
                box.getHeight() + pen);
    }

    private void drawStroke(InkLayer ink, double[] stroke, Path2D path, double pen) {
        int points = stroke.length / 2;
        if (nib == Nib.EVEN || points < 4 || pen < 2) {
            ink.stroke(path, pen, 1);
            return;
        }
        for (int i = 0; i < points - 1; i++) {
            double[] piece = {
                stroke[2 * i], stroke[2 * i + 1], stroke[2 * i + 2], stroke[2 * i + 3]
            };
            double share =
                    nib == Nib.TAPERED
                            ? 1 - 0.55 * i / (points - 1)
                            : 0.45
                                    + 0.55
                                            * Math.abs(
                                                    StrictMath.sin(
                                                            StrictMath.atan2(
                                                                            piece[3] - piece[1],
                                                                            piece[2] - piece[0])
                                                                    + Math.PI / 4));
            ink.stroke(piece, Math.max(MIN_PEN, pen * share), 1);
        }
    }
}
