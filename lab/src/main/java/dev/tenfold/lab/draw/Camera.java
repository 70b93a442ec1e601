package dev.tenfold.lab.draw;

import dev.tenfold.reader.internal.ink.GrayImage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** What light, lens, scanner and file do to a page. */
final class Camera {

    private final Chance chance;
    private final Ingredients ingredients;
    private GrayImage picture;
    private List<Mark> marks;

    Camera(Chance chance, Ingredients ingredients, GrayImage picture, List<Mark> marks) {
        this.chance = chance;
        this.ingredients = ingredients;
        this.picture = picture;
        this.marks = marks;
    }

    ComposedPage photo(double digitHeight) {
        if (chance.happens(ingredients.of("desk"))) {
            layOnDesk();
        }
        if (chance.happens(ingredients.of("border"))) {
            addBorder();
        }
        light();
        return file(digitHeight, true);
    }

    /** A picture that no camera saw, as a drawing program or a scanner saved it. */
    ComposedPage file(double digitHeight, boolean photographed) {
        if (chance.happens(ingredients.of("blur"))) {
            double largest = Math.min(1.6, Math.max(0.5, digitHeight / 16));
            picture = picture.blur(chance.between(0.4, largest));
        }
        if (chance.happens(ingredients.of("shrunk"))) {
            double smallest = digitHeight > 24 ? 12 / digitHeight : 0.75;
            shrink(chance.between(Math.max(0.12, smallest), 0.9));
        }
        if (!photographed && chance.happens(ingredients.of("pixels"))) {
            pixelate(chance.between(8, 26) / digitHeight);
        }
        double noise =
                chance.happens(photographed ? ingredients.of("noise") : 0.1)
                        ? chance.between(0.003, 0.04)
                        : 0;
        if (noise > 0) {
            chance.addNoise(picture.values(), noise);
        }
        clamp();
        if (chance.happens(ingredients.of("binarised"))) {
            binarise();
        }
        if (chance.happens(ingredients.of("jpeg"))) {
            picture = compressed(chance.between(0.25, 0.95));
        }
        return new ComposedPage(
                picture.values(),
                picture.height(),
                picture.width(),
                Legibility.judged(picture, visible()));
    }

    private void layOnDesk() {
        int height = picture.height();
        int width = picture.width();
        double depth = 0.35 * chance.between(0.02, 0.16) * Math.min(height, width);
        double turn = chance.normal(0.12);
        double scale = chance.between(0.75, 1.02);
        double[] corners = new double[8];
        double moveX = chance.normal(0.05) * width;
        double moveY = chance.normal(0.05) * height;
        for (int i = 0; i < 4; i++) {
            double x = ((i == 0 || i == 3 ? 0 : width) - width / 2.0) * scale;
            double y = ((i < 2 ? 0 : height) - height / 2.0) * scale;
            corners[2 * i] =
                    width / 2.0
                            + x * StrictMath.cos(turn)
                            - y * StrictMath.sin(turn)
                            + moveX
                            + chance.normal(depth);
            corners[2 * i + 1] =
                    height / 2.0
                            + x * StrictMath.sin(turn)
                            + y * StrictMath.cos(turn)
                            + moveY
                            + chance.normal(depth);
        }
        Perspective perspective = new Perspective(height, width, corners);
        GrayImage desk = desk(height, width);
        if (chance.happens(0.4)) {
            shade(desk, perspective.covered());
        }
        picture = perspective.view(picture, desk);
        marks = marks.stream().map(perspective::view).toList();
    }

    private GrayImage desk(int height, int width) {
        double tone =
                switch (chance.whole(0, 2)) {
                    case 0 -> chance.between(0, 0.25);
                    case 1 -> chance.between(0.1, 0.6);
                    default -> chance.between(0.3, 0.9);
                };
        GrayImage desk = Noise.of(height, width, chance, chance.between(3, 60));
        double depth = chance.between(0, 0.08);
        GrayImage grain =
                chance.happens(0.35) ? Noise.of(height, 1, chance, chance.between(2, 10)) : null;
        double grainDepth = chance.between(0.02, 0.12);
        for (int i = 0; i < desk.values().length; i++) {
            double along = grain == null ? 0 : grainDepth * grain.values()[i / width];
            desk.values()[i] = (float) (tone + depth * desk.values()[i] + along);
        }
        return desk;
    }

    /** The sheet's shadow on the desk. */
    private void shade(GrayImage desk, boolean[] covered) {
        GrayImage shadow = GrayImage.empty(desk.height(), desk.width());
        int shift = 4 * desk.width() + 4;
        for (int i = shift; i < covered.length; i++) {
            shadow.values()[i] = covered[i - shift] ? 1 : 0;
        }
        GrayImage soft = shadow.blur(chance.between(3, 8));
        for (int i = 0; i < covered.length; i++) {
            desk.values()[i] *= 1 - 0.5f * soft.values()[i];
        }
    }

    /** A scanner's black border or the dark beside a sheet, up to half of the page. */
    private void addBorder() {
        int height = picture.height();
        int width = picture.width();
        double tone = chance.between(0, 0.25);
        for (int side = 0; side < 4; side++) {
            if (!chance.happens(0.45)) {
                continue;
            }
            boolean wide = chance.happens(0.25);
            double depth =
                    chance.between(2, (wide ? 0.45 : 0.14) * (side % 2 == 0 ? height : width));
            double lean = chance.between(-0.06, 0.06);
            boolean[] dark = new boolean[height * width];
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    double inside =
                            switch (side) {
                                case 0 -> y - lean * x;
                                case 1 -> width - 1 - x - lean * y;
                                case 2 -> height - 1 - y - lean * x;
                                default -> x - lean * y;
                            };
                    dark[y * width + x] = inside < depth;
                }
            }
            if (marks.stream().noneMatch(mark -> isCovered(mark, dark))) {
                for (int i = 0; i < dark.length; i++) {
                    if (dark[i]) {
                        picture.values()[i] = (float) tone;
                    }
                }
            }
        }
    }

    private boolean isCovered(Mark mark, boolean[] dark) {
        int width = picture.width();
        int left = Math.max(0, (int) mark.left());
        int right = Math.min(width - 1, (int) mark.right());
        int top = Math.max(0, (int) mark.top());
        int bottom = Math.min(picture.height() - 1, (int) mark.bottom());
        if (left > right || top > bottom) {
            return false;
        }
        return dark[top * width + left]
                || dark[top * width + right]
                || dark[bottom * width + left]
                || dark[bottom * width + right];
    }

    private void light() {
        int height = picture.height();
        int width = picture.width();
        double slope = chance.happens(ingredients.of("gradient")) ? chance.between(0, 0.35) : 0;
        double direction = chance.between(0, 2 * Math.PI);
        double slopeX = slope * StrictMath.cos(direction);
        double slopeY = slope * StrictMath.sin(direction);
        double vignette = chance.happens(ingredients.of("vignette")) ? chance.between(0.1, 1) : 0;
        double middleX = chance.between(0.3, 0.7);
        double middleY = chance.between(0.3, 0.7);
        GrayImage shadow = chance.happens(ingredients.of("shadow")) ? shadow(height, width) : null;
        double dark = chance.between(0.1, 0.5);
        double fold = chance.happens(ingredients.of("fold")) ? chance.between(0.05, 0.2) : 0;
        double foldX = chance.between(0, width);
        double foldLean = chance.between(-0.2, 0.2);
        double foldWidth = chance.between(1, 6);
        float[] values = picture.values();
        for (int y = 0; y < height; y++) {
            double v = (double) y / height;
            for (int x = 0; x < width; x++) {
                double u = (double) x / width;
                double light = 1 + slopeX * (u - 0.5) + slopeY * (v - 0.5);
                light *=
                        1
                                - vignette
                                        * ((u - middleX) * (u - middleX)
                                                + (v - middleY) * (v - middleY));
                if (fold > 0) {
                    double away = (x - foldX + (y - height / 2.0) * foldLean) / foldWidth;
                    light *= 1 - fold / (1 + away * away);
                }
                if (shadow != null) {
                    light *= 1 - dark * shadow.values()[y * width + x];
                }
                values[y * width + x] *= (float) light;
            }
        }
    }

    private GrayImage shadow(int height, int width) {
        InkLayer layer = new InkLayer(height, width);
        double[] points = new double[2 * chance.whole(3, 5)];
        for (int i = 0; i < points.length; i += 2) {
            points[i] = chance.between(-0.2, 1.2) * width;
            points[i + 1] = chance.between(-0.2, 1.2) * height;
        }
        layer.fill(InkLayer.path(points), 1);
        return layer.toPlane().blur(chance.between(1, 10));
    }

    /** Saved small, seen enlarged. */
    private void shrink(double scale) {
        int height = picture.height();
        int width = picture.width();
        int smallHeight = Math.max(8, (int) Math.round(height * scale));
        int smallWidth = Math.max(8, (int) Math.round(width * scale));
        GrayImage small = picture.resize(smallHeight, smallWidth);
        picture = chance.happens(0.75) ? small.resize(height, width) : blocks(small, height, width);
    }

    /** Drawn with a hard pen of a pixel or two on a small canvas, and seen enlarged. */
    private void pixelate(double scale) {
        if (scale >= 0.7) {
            return;
        }
        int height = picture.height();
        int width = picture.width();
        GrayImage small =
                picture.resize(
                        Math.max(8, (int) Math.round(height * scale)),
                        Math.max(8, (int) Math.round(width * scale)));
        float paper = small.percentile(0.5);
        float[] values = small.values();
        float ink = paper;
        for (float value : values) {
            ink = Math.abs(value - paper) > Math.abs(ink - paper) ? value : ink;
        }
        double share = chance.between(0.25, 0.5);
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.abs(values[i] - paper) > share * Math.abs(ink - paper) ? ink : paper;
        }
        picture = blocks(small, height, width);
    }

    private static GrayImage blocks(GrayImage small, int height, int width) {
        GrayImage large = GrayImage.empty(height, width);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                large.values()[y * width + x] =
                        small.at(x * small.width() / width, y * small.height() / height);
            }
        }
        return large;
    }

    private void clamp() {
        float[] values = picture.values();
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.max(0, Math.min(1, values[i]));
        }
    }

    private void binarise() {
        float middle = (picture.percentile(0.02) + picture.percentile(0.9)) / 2;
        float[] values = picture.values();
        for (int i = 0; i < values.length; i++) {
            values[i] = values[i] > middle ? 1 : 0;
        }
        marks = Legibility.judgedInBlackAndWhite(picture, marks);
    }

    private GrayImage compressed(double quality) {
        int height = picture.height();
        int width = picture.width();
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        byte[] bytes = new byte[height * width];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.round(picture.values()[i] * 255);
        }
        image.getRaster().setDataElements(0, 0, width, height, bytes);
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (ByteArrayOutputStream file = new ByteArrayOutputStream();
                MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(file)) {
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality((float) quality);
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), parameters);
            stream.flush();
            BufferedImage decoded = ImageIO.read(new ByteArrayInputStream(file.toByteArray()));
            byte[] back = (byte[]) decoded.getRaster().getDataElements(0, 0, width, height, null);
            return GrayImage.ofBytes(back, 0, height, width);
        } catch (IOException e) {
            throw new UncheckedIOException("a page could not be compressed in memory", e);
        } finally {
            writer.dispose();
        }
    }

    /** The marks inside the picture; what is cut off by a quarter or more cannot be read. */
    private List<Mark> visible() {
        List<Mark> visible = new ArrayList<>();
        for (Mark mark : marks) {
            double left = Math.max(0, mark.left());
            double top = Math.max(0, mark.top());
            double right = Math.min(picture.width(), mark.right());
            double bottom = Math.min(picture.height(), mark.bottom());
            if (right > left && bottom > top) {
                double share =
                        (right - left)
                                * (bottom - top)
                                / Math.max(1e-3, mark.width() * mark.height());
                if (share <= 0.75 && mark.height() > picture.longSide()) {
                    continue; // strokes of a digit that only a smaller size shows whole
                }
                visible.add(
                        new Mark(
                                share > 0.75 ? mark.symbol() : null,
                                left,
                                top,
                                right,
                                bottom,
                                mark.printed(),
                                mark.row()));
            }
        }
        return visible;
    }
}
