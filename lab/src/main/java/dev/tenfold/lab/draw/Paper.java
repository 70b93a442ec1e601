package dev.tenfold.lab.draw;

import dev.tenfold.reader.internal.ink.GrayImage;
import java.util.Arrays;

/** Turns ink and lines into a picture: what they stand on, and how dark they are. */
final class Paper {

    private final PageDraft page;
    private final Chance chance;
    private final Ingredients ingredients;

    Paper(PageDraft page, Ingredients ingredients) {
        this.page = page;
        this.chance = page.chance;
        this.ingredients = ingredients;
    }

    /** A drawing program's plain ground and plain colour. */
    GrayImage canvas() {
        GrayImage ink = page.ink.toPlane();
        GrayImage lines = page.lines.toPlane();
        double ground = chance.happens(0.75) ? 1 : chance.between(0.8, 1);
        double colour = chance.happens(0.65) ? 0 : chance.between(0, 0.45);
        float[] values = ink.values();
        for (int i = 0; i < values.length; i++) {
            double covered = Math.max(values[i], 0.8 * lines.values()[i]);
            values[i] = (float) (ground + (colour - ground) * covered);
        }
        if (chance.happens(0.35)) {
            invert(ink);
        }
        return ink;
    }

    /** Paper with a pen or pencil on it. */
    GrayImage sheet() {
        int height = page.height;
        int width = page.width;
        double ground = chance.between(0.45, 1);
        float[] values = new float[height * width];
        Arrays.fill(values, (float) ground);
        GrayImage sheet = new GrayImage(values, height, width);
        if (chance.happens(0.7)) {
            Noise.add(
                    sheet,
                    chance,
                    chance.between(0, chance.happens(0.2) ? 0.05 : 0.012),
                    chance.between(20, 150));
        }
        if (chance.happens(0.5)) {
            Noise.add(sheet, chance, chance.between(0, 0.03), chance.between(2, 8));
        }
        if (chance.happens(ingredients.of("texture"))) {
            addTexture(sheet);
        }
        GrayImage ink = page.ink.toPlane();
        GrayImage lines = page.lines.toPlane();
        // Pale ink only where it is large enough to be read.
        double contrast =
                chance.happens(0.18) && page.digitHeight > 18
                        ? chance.between(0.13, 0.3)
                        : chance.between(0.28, 0.95);
        boolean pencil = chance.happens(ingredients.of("pencil"));
        GrayImage grain = pencil ? Noise.of(height, width, chance, chance.between(1, 3)) : ink;
        double grainFrom = chance.between(0.2, 1.2);
        double grainDepth = 0.6 * chance.between(0.3, 1);
        double lineContrast = contrast * chance.between(0.3, 1.1);
        boolean palerThanPaper = chance.happens(0.06);
        for (int i = 0; i < values.length; i++) {
            double drawn = ink.values()[i];
            if (pencil && grain.values()[i] > grainFrom) {
                drawn *= 1 - grainDepth;
            }
            double line = lines.values()[i];
            values[i] *=
                    (float)
                            (palerThanPaper
                                    ? 1 + 0.25 * line
                                    : 1 - Math.min(0.97, line * lineContrast));
            values[i] *= (float) (1 - Math.min(0.97, drawn * contrast));
        }
        if (chance.happens(ingredients.of("show-through"))) {
            showThrough(sheet, ink);
        }
        if (contrast > 0.4 && chance.happens(ingredients.of("chalk"))) {
            double depth = chance.between(0.6, 1.1);
            double board = chance.between(0.02, 0.25);
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (Math.max(0, Math.min(1, ground - values[i])) * depth + board);
            }
        } else if (chance.happens(ingredients.of("inverted"))) {
            invert(sheet);
        }
        return sheet;
    }

    /** Cloth, wood or grain: noise of several sizes, drawn out along one axis where it is woven. */
    private void addTexture(GrayImage sheet) {
        double depth = chance.between(0.01, page.marks.isEmpty() ? 0.2 : 0.06);
        for (double cell = chance.between(1.5, 6); cell < 64; cell *= 2.2) {
            Noise.add(sheet, chance, depth, cell);
            depth *= chance.between(0.6, 1.1);
        }
        if (chance.happens(0.4)) {
            double pitch = chance.between(3, 12);
            double weave = chance.between(0.02, 0.12);
            for (int i = 0; i < sheet.values().length; i++) {
                int x = i % sheet.width();
                int y = i / sheet.width();
                sheet.values()[i] +=
                        (float)
                                (weave
                                        * StrictMath.sin(2 * Math.PI * x / pitch)
                                        * StrictMath.sin(2 * Math.PI * y / pitch));
            }
        }
    }

    /** The other side's writing, mirrored and soft. */
    private void showThrough(GrayImage sheet, GrayImage ink) {
        GrayImage soft = ink.blur(2);
        int shift = chance.whole(2, 30);
        double depth = chance.between(0.05, 0.16);
        int width = sheet.width();
        for (int y = 0; y < sheet.height(); y++) {
            int from = (y + shift) % sheet.height();
            for (int x = 0; x < width; x++) {
                sheet.values()[y * width + x] *=
                        (float) (1 - depth * soft.values()[from * width + width - 1 - x]);
            }
        }
    }

    /** Shapes, textures and patterns that are no writing, outside what is written. */
    void clutter(GrayImage picture, int count) {
        for (int i = 0; i < count; i++) {
            InkLayer layer = new InkLayer(page.height, page.width);
            Clutter.draw(layer, chance);
            page.marks.forEach(
                    mark ->
                            layer.clear(
                                    mark.left() - 4,
                                    mark.top() - 4,
                                    mark.right() + 4,
                                    mark.bottom() + 4));
            GrayImage mask = layer.toPlane();
            if (chance.happens(0.3)) {
                mask = mask.blur(chance.between(0.6, 2));
            }
            double tone = chance.between(0, 1);
            GrayImage texture =
                    chance.happens(0.4)
                            ? Noise.of(page.height, page.width, chance, chance.between(2, 30))
                            : null;
            double depth = chance.between(0, 0.2);
            for (int j = 0; j < mask.values().length; j++) {
                double value = tone + (texture == null ? 0 : depth * texture.values()[j]);
                float covered = mask.values()[j];
                picture.values()[j] =
                        (float) (picture.values()[j] * (1 - covered) + value * covered);
            }
        }
    }

    static void invert(GrayImage picture) {
        for (int i = 0; i < picture.values().length; i++) {
            picture.values()[i] = 1 - picture.values()[i];
        }
    }
}
