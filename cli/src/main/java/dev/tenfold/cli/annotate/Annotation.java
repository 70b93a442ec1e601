package dev.tenfold.cli.annotate;

import dev.tenfold.reader.Box;
import dev.tenfold.reader.Digit;
import dev.tenfold.reader.Line;
import dev.tenfold.reader.Reading;
import dev.tenfold.reader.Rejected;
import dev.tenfold.reader.Sign;
import dev.tenfold.reader.internal.image.Page;
import dev.tenfold.server.output.Review;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * A picture with its reading drawn on it: a solid blue box around each digit, a dashed orange one
 * where it is doubtful, a dash-dotted green one around each sign, a dotted purple one around
 * rejected ink; over each digit and under each sign what was read and the confidence in percent.
 * The colours are distinguished by colour-blind people too (Okabe and Ito 2008) and the line styles
 * by everyone.
 */
final class Annotation {

    private static final Color READ = new Color(0x0072B2);
    private static final Color DOUBTFUL = new Color(0xD55E00);
    private static final Color SIGN = new Color(0x009E73);
    private static final Color REJECTED = new Color(0xAA3377);
    private static final Color HALO = new Color(255, 255, 255, 180);

    /** Digits lower than this, in pixels, are drawn enlarged so that their labels can be read. */
    private static final double LEGIBLE_DIGIT_HEIGHT = 80;

    /** No picture is enlarged beyond this longer side. */
    private static final double MAX_SIDE = 3000;

    /** Height of a label, where a digit's is 1. */
    private static final double LABEL_HEIGHT = 0.13;

    private final Graphics2D graphics;
    private final Review review;
    private final int width;
    private final int height;

    /** Pixels of the canvas per pixel of the upright picture, in which boxes are given. */
    private final double scale;

    private Annotation(BufferedImage canvas, double scale, Review review) {
        this.graphics = canvas.createGraphics();
        this.review = review;
        this.width = canvas.getWidth();
        this.height = canvas.getHeight();
        this.scale = scale;
        graphics.setRenderingHint(
                RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(
                RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    }

    /** A copy of the upright picture, enlarged if its digits are small, with the reading on it. */
    static BufferedImage draw(Page page, Reading reading, Review review) {
        BufferedImage upright = page.image();
        double enlarged = enlargement(page, reading);
        BufferedImage canvas =
                new BufferedImage(
                        (int) Math.round(upright.getWidth() * enlarged),
                        (int) Math.round(upright.getHeight() * enlarged),
                        BufferedImage.TYPE_INT_RGB);
        Annotation annotation = new Annotation(canvas, enlarged / page.scale(), review);
        annotation.graphics.setColor(Color.WHITE);
        annotation.graphics.fillRect(0, 0, canvas.getWidth(), canvas.getHeight());
        annotation.graphics.drawImage(upright, 0, 0, canvas.getWidth(), canvas.getHeight(), null);
        for (Rejected rejected : reading.rejected()) {
            annotation.box(rejected.box(), REJECTED, 1, 3);
        }
        reading.lines().forEach(annotation::line);
        annotation.graphics.dispose();
        return canvas;
    }

    private static double enlargement(Page page, Reading reading) {
        BufferedImage picture = page.image();
        double digitHeight =
                medianHeight(reading, picture.getHeight() * page.scale()) / page.scale();
        double wanted = LEGIBLE_DIGIT_HEIGHT / digitHeight;
        double max = MAX_SIDE / Math.max(picture.getWidth(), picture.getHeight());
        return Math.max(1, Math.min(Math.ceil(wanted), Math.floor(max)));
    }

    private static double medianHeight(Reading reading, double ifNone) {
        int[] heights =
                reading.lines().stream()
                        .flatMap(line -> line.digits().stream())
                        .mapToInt(digit -> digit.box().height())
                        .sorted()
                        .toArray();
        return heights.length == 0 ? ifNone : heights[heights.length / 2];
    }

    private void line(Line line) {
        for (Digit digit : line.digits()) {
            if (review.doubts(digit)) {
                box(digit.box(), DOUBTFUL, 6, 4);
            } else {
                box(digit.box(), READ);
            }
        }
        for (Sign sign : line.signs()) {
            box(sign.box(), SIGN, 6, 2, 1, 2);
        }
        double labelHeight = labelHeight(line.digits());
        for (Digit digit : line.digits()) {
            label(digit, labelHeight);
        }
        for (Sign sign : line.signs()) {
            label(sign, labelHeight);
        }
    }

    /** One height for the line's labels, so low that neighbours do not run into each other. */
    private double labelHeight(List<Digit> digits) {
        double wanted = Double.MAX_VALUE;
        for (Digit digit : digits) {
            wanted = Math.min(wanted, Math.max(10, digit.box().height() * scale * LABEL_HEIGHT));
        }
        for (int i = 1; i < digits.size(); i++) {
            double pitch =
                    scale * Math.abs(center(digits.get(i).box()) - center(digits.get(i - 1).box()));
            double widest =
                    Math.max(labelWidth(digits.get(i), 1), labelWidth(digits.get(i - 1), 1));
            wanted = Math.min(wanted, Math.max(8, 0.95 * pitch / widest));
        }
        return wanted;
    }

    private static double center(Box box) {
        return box.x() + box.width() / 2.0;
    }

    /** Over the digit, where there is room. */
    private void label(Digit digit, double labelHeight) {
        Box box = digit.box();
        double above = scale * box.y() - 1.5 * labelHeight - lineWidth();
        label(
                read(digit),
                percent(digit.confidence()),
                review.doubts(digit) ? DOUBTFUL : READ,
                scale * center(box),
                above >= 0 ? above : under(box),
                labelHeight);
    }

    /** Under the sign, where no label of a digit is. */
    private void label(Sign sign, double labelHeight) {
        label(
                sign.text(),
                percent(sign.confidence()),
                SIGN,
                scale * center(sign.box()),
                under(sign.box()),
                labelHeight);
    }

    private double under(Box box) {
        return scale * (box.y() + box.height()) + lineWidth();
    }

    /** What was read, and beside it at two thirds of the height how sure that is. */
    private void label(
            String read,
            String percent,
            Color color,
            double middle,
            double top,
            double labelHeight) {
        double padding = labelHeight * 0.25;
        double labelWidth = labelWidth(read, percent, labelHeight);
        double x = Math.max(0, Math.min(width - labelWidth, middle - labelWidth / 2));
        double y = Math.max(0, Math.min(height - labelHeight - 2 * padding, top));
        graphics.setColor(color);
        graphics.fill(new Rectangle2D.Double(x, y, labelWidth, labelHeight + 2 * padding));
        graphics.setColor(Color.WHITE);
        Lettering.draw(graphics, read, x + padding, y + padding, labelHeight);
        double small = labelHeight * 2 / 3;
        Lettering.draw(
                graphics,
                percent,
                x + padding + Lettering.width(read, labelHeight) + padding,
                y + padding + labelHeight - small,
                small);
    }

    private double labelWidth(Digit digit, double labelHeight) {
        return labelWidth(read(digit), percent(digit.confidence()), labelHeight);
    }

    private static double labelWidth(String read, String percent, double labelHeight) {
        return Lettering.width(read, labelHeight)
                + Lettering.width(percent, labelHeight * 2 / 3)
                + 3 * 0.25 * labelHeight;
    }

    private String read(Digit digit) {
        return digit.digit() + (review.doubts(digit) ? "?" : "");
    }

    /** Rounded down, so that only certainty is called 100 %. */
    private static String percent(double confidence) {
        return (int) Math.floor(confidence * 100 + 1e-9) + "%";
    }

    private void box(Box box, Color color, float... dashes) {
        double line = lineWidth();
        Rectangle2D shape =
                new Rectangle2D.Double(
                        box.x() * scale - line / 2,
                        box.y() * scale - line / 2,
                        box.width() * scale + line,
                        box.height() * scale + line);
        graphics.setColor(HALO);
        graphics.setStroke(new BasicStroke((float) (line * 2)));
        graphics.draw(shape);
        float[] pattern = new float[dashes.length];
        for (int i = 0; i < dashes.length; i++) {
            pattern[i] = (float) (dashes[i] * line);
        }
        graphics.setColor(color);
        graphics.setStroke(
                new BasicStroke(
                        (float) line,
                        BasicStroke.CAP_BUTT,
                        BasicStroke.JOIN_MITER,
                        10,
                        pattern.length == 0 ? null : pattern,
                        0));
        graphics.draw(shape);
    }

    private double lineWidth() {
        return Math.max(1.5, Math.max(width, height) / 600.0);
    }
}
