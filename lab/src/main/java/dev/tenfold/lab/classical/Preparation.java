package dev.tenfold.lab.classical;

import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.recipe.ClassicalRecipe;
import dev.tenfold.lab.recipe.ClassicalRecipe.Preprocessing;
import java.util.List;
import java.util.stream.IntStream;

/** What is done to images before a classical model sees them. */
record Preparation(List<Preprocessing> steps, int downsample) {

    static Preparation of(ClassicalRecipe recipe) {
        return new Preparation(recipe.preprocess(), recipe.downsample());
    }

    /** The same examples, prepared. */
    Dataset apply(Dataset data) {
        int area = data.height() * data.width();
        byte[] pixels = new byte[data.pixels().length];
        IntStream.range(0, data.size())
                .parallel()
                .forEach(
                        i -> {
                            float[] image = new float[area];
                            for (int p = 0; p < area; p++) {
                                image[p] = data.pixels()[i * area + p] & 0xff;
                            }
                            for (Preprocessing step : steps) {
                                image =
                                        switch (step) {
                                            case DESKEW -> deskewed(image, data.width());
                                            case BLUR -> blurred(image, data.width());
                                        };
                            }
                            for (int p = 0; p < area; p++) {
                                pixels[i * area + p] = (byte) Math.round(image[p]);
                            }
                        });
        Dataset prepared = data.redrawn(data.name(), pixels);
        return downsample == 0 ? prepared : prepared.downsample(downsample);
    }

    /**
     * Shears an image about the middle of its ink until x and y of its ink no longer go together:
     * the slant is the central moment mu11 over mu02 (Hu 1962), as the deslanted digits of LeCun et
     * al. 1998, section III.C, are made. Rows are moved by parts of a pixel, linearly between two.
     */
    static float[] deskewed(float[] image, int width) {
        int height = image.length / width;
        double ink = 0;
        double sumX = 0;
        double sumY = 0;
        for (int p = 0; p < image.length; p++) {
            ink += image[p];
            sumX += image[p] * (p % width);
            sumY += image[p] * (p / width);
        }
        if (ink == 0) {
            return image;
        }
        double centreX = sumX / ink;
        double centreY = sumY / ink;
        double together = 0;
        double spread = 0;
        for (int p = 0; p < image.length; p++) {
            double y = p / width - centreY;
            together += image[p] * (p % width - centreX) * y;
            spread += image[p] * y * y;
        }
        if (spread == 0) {
            return image;
        }
        double slant = together / spread;
        float[] upright = new float[image.length];
        for (int y = 0; y < height; y++) {
            double shift = slant * (y - centreY);
            int whole = (int) Math.floor(shift);
            float part = (float) (shift - whole);
            for (int x = 0; x < width; x++) {
                upright[y * width + x] =
                        (1 - part) * at(image, width, y, x + whole)
                                + part * at(image, width, y, x + whole + 1);
            }
        }
        return upright;
    }

    /**
     * Blurs with the binomial kernel 1 2 1 in both directions, the smallest that comes near a
     * Gaussian (variance 1/2; Burt 1981).
     */
    static float[] blurred(float[] image, int width) {
        int height = image.length / width;
        float[] across = new float[image.length];
        float[] blurred = new float[image.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                across[y * width + x] =
                        (at(image, width, y, x - 1)
                                        + 2 * at(image, width, y, x)
                                        + at(image, width, y, x + 1))
                                / 4;
            }
        }
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                blurred[y * width + x] =
                        (at(across, width, y - 1, x)
                                        + 2 * at(across, width, y, x)
                                        + at(across, width, y + 1, x))
                                / 4;
            }
        }
        return blurred;
    }

    /** A pixel, or paper outside the image. */
    private static float at(float[] image, int width, int y, int x) {
        return x >= 0 && x < width && y >= 0 && y < image.length / width ? image[y * width + x] : 0;
    }
}
