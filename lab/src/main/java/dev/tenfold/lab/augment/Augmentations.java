package dev.tenfold.lab.augment;

import dev.tenfold.lab.data.Dataset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The {@code augment:} lines of a recipe, each one readable line such as {@code affine rotate 8
 * shear 0.15} or {@code binarise 0.5}.
 *
 * <p>An example is drawn anew at twice its resolution, so that a stroke of two and a half pixels
 * can grow or shrink by half a pixel, and in the order in which a digit comes about: first the hand
 * (all {@code affine} and {@code elastic} lines make one warp, so the image is resampled once),
 * then the pen, then the frame, then the scanner. The order of the lines matters only within these
 * four.
 */
public final class Augmentations {

    /** The order in which a digit comes about. */
    private enum Stage {
        HAND,
        PEN,
        FRAME,
        SCANNER
    }

    /** One thing done to the canvas, or by chance not done. */
    @FunctionalInterface
    private interface Step {
        void draw(Canvas canvas, SplittableRandom random);
    }

    @FunctionalInterface
    private interface StepMaker {
        Step make(AugmentationLine line);
    }

    /** What a recipe can say; {@code syntax} names the parameters, the first may be nameless. */
    private enum Word {
        AFFINE(Stage.HAND, "chance rotate shear scale shift", Augmentations::affine),
        ELASTIC(Stage.HAND, "chance grid amount", Augmentations::elastic),
        STROKE(Stage.PEN, "dilate erode", Augmentations::stroke),
        COARSEN(Stage.PEN, "chance least", Augmentations::coarsen),
        BINARISE(Stage.PEN, "chance", Augmentations::binarise),
        REFIT(Stage.FRAME, "chance", Augmentations::refit),
        BLUR(Stage.SCANNER, "chance", Augmentations::blur),
        ERASE(Stage.SCANNER, "chance size fill", Augmentations::erase),
        FILTER(Stage.SCANNER, "chance size", Augmentations::filter),
        SHADE(Stage.SCANNER, "chance amount", Augmentations::shade),
        NOISE(Stage.SCANNER, "amount", Augmentations::noise),
        GRAIN(Stage.SCANNER, "chance amount", Augmentations::grain);

        private final Stage stage;
        private final List<String> parameters;
        private final StepMaker maker;

        Word(Stage stage, String parameters, StepMaker maker) {
            this.stage = stage;
            this.parameters = List.of(parameters.split(" "));
            this.maker = maker;
        }

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private record Staged(Stage stage, Step step) {}

    private Augmentations() {}

    /**
     * All examples, each drawn anew once.
     *
     * @param lines as {@link #parse(List)} takes them
     * @throws IllegalArgumentException as there
     */
    public static Dataset redrawn(Dataset digits, List<String> lines, long seed) {
        Augmentation augmentation = parse(lines);
        SplittableRandom random = new SplittableRandom(seed);
        byte[] pixels = new byte[digits.pixels().length];
        for (int index = 0; index < digits.size(); index++) {
            float[] image = digits.image(index);
            augmentation.apply(image, digits.height(), digits.width(), random);
            for (int i = 0; i < image.length; i++) {
                pixels[index * image.length + i] = (byte) Math.round(255 * image[i]);
            }
        }
        return digits.redrawn(digits.name(), pixels);
    }

    /** The words a line may begin with. */
    public static List<String> words() {
        return Stream.of(Word.values()).map(Word::text).collect(Collectors.toUnmodifiableList());
    }

    /**
     * The augmentation that one line describes.
     *
     * @throws IllegalArgumentException with a sentence about the word or the number that is wrong
     */
    public static Augmentation parse(String line) {
        return parse(List.of(line));
    }

    /**
     * The augmentation that all the lines describe together; with no line, one that changes
     * nothing. It may be used by several threads at once.
     *
     * <table>
     * <caption>Words; chances are 0..1, lengths are in pixels of the image</caption>
     * <tr><td>{@code affine chance 1 rotate R shear S scale L shift D}</td>
     *     <td>up to ±R degrees, ±S sideways, each axis by exp(±L), moved by ±D; each uniform</td></tr>
     * <tr><td>{@code elastic chance 1 grid N amount A}</td>
     *     <td>N×N nodes moved by a normal deviate of A pixels, linear between (after Simard 2003)</td></tr>
     * <tr><td>{@code stroke dilate P erode Q}</td>
     *     <td>thicker with chance P, else thinner with chance Q, by up to half a pixel a side</td></tr>
     * <tr><td>{@code coarsen P least N}</td>
     *     <td>seen through a grid of N to all pixels a side</td></tr>
     * <tr><td>{@code binarise P}</td><td>a steep tone curve, as a thresholded scan has</td></tr>
     * <tr><td>{@code refit P}</td>
     *     <td>longest side 20/28 of the image, centre of mass near its middle, peak at 1</td></tr>
     * <tr><td>{@code blur P}</td><td>a 3×3 blur of chance weight</td></tr>
     * <tr><td>{@code erase P size N fill F}</td>
     *     <td>a rectangle of up to N×N pixels has one value of 0..F; paper if F is not given (Zhong
     *     et al. 2020)</td></tr>
     * <tr><td>{@code filter P size N}</td>
     *     <td>blended with a random convolution of 1×1 to N×N (Xu et al. 2021)</td></tr>
     * <tr><td>{@code shade P amount A}</td>
     *     <td>a shadow of 0..A at one side, of 0..A at the other, even between</td></tr>
     * <tr><td>{@code noise A}</td><td>each ink value times 1 ± 2A, uniform</td></tr>
     * <tr><td>{@code grain P amount A}</td>
     *     <td>a normal deviate of 0..A is added to every pixel</td></tr>
     * </table>
     *
     * @throws IllegalArgumentException with a sentence about the word or the number that is wrong
     */
    public static Augmentation parse(List<String> lines) {
        List<Staged> staged = new ArrayList<>();
        for (String text : lines) {
            AugmentationLine line = AugmentationLine.parse(text);
            Word word = word(line.word(), text);
            line.requireOnly(word.parameters);
            staged.add(new Staged(word.stage, word.maker.make(line)));
        }
        Step[] steps =
                staged.stream()
                        .sorted(Comparator.comparing(Staged::stage))
                        .map(Staged::step)
                        .toArray(Step[]::new);
        ThreadLocal<Canvas> canvases = ThreadLocal.withInitial(Canvas::new);
        return (pixels, height, width, random) -> {
            Canvas canvas = canvases.get();
            canvas.begin(pixels, height, width);
            for (Step step : steps) {
                step.draw(canvas, random);
            }
            canvas.end();
        };
    }

    private static Word word(String text, String line) {
        for (Word word : Word.values()) {
            if (word.text().equals(text)) {
                return word;
            }
        }
        throw new IllegalArgumentException(
                "\""
                        + line
                        + "\": expected one of "
                        + String.join(", ", words())
                        + ", found \""
                        + text
                        + "\"; correct the word.");
    }

    private static Step affine(AugmentationLine line) {
        double chance = line.number("chance", 1, 0, 1);
        double rotate = Math.toRadians(line.number("rotate", 0, 0, 180));
        double shear = line.number("shear", 0, 0, 1);
        double scale = line.number("scale", 0, 0, 1);
        double shift = line.number("shift", 0, 0, 14);
        return (canvas, random) -> {
            if (random.nextDouble() >= chance) {
                return;
            }
            double angle = plusMinus(rotate, random);
            double slant = plusMinus(shear, random);
            double stretchX = Math.exp(plusMinus(scale, random));
            double stretchY = Math.exp(plusMinus(scale, random));
            double cos = Math.cos(angle);
            double sin = Math.sin(angle);
            canvas.warp(
                    cos * stretchX,
                    (cos * slant - sin) * stretchY,
                    sin * stretchX,
                    (sin * slant + cos) * stretchY,
                    plusMinus(shift, random),
                    plusMinus(shift, random));
        };
    }

    private static Step elastic(AugmentationLine line) {
        double chance = line.number("chance", 1, 0, 1);
        int grid = (int) line.number("grid", 6, 2, 28);
        float amount = (float) line.number("amount", 1, 0, 14);
        return (canvas, random) -> {
            if (amount > 0 && random.nextDouble() < chance) {
                canvas.bend(grid, amount, random);
            }
        };
    }

    private static Step stroke(AugmentationLine line) {
        double dilate = line.number("dilate", 0, 0, 1);
        double erode = line.number("erode", 0, 0, 1);
        return (canvas, random) -> {
            double draw = random.nextDouble();
            if (draw < dilate) {
                canvas.thicken(strength(random));
            } else if (draw < dilate + erode) {
                canvas.thin(strength(random));
            }
        };
    }

    private static Step coarsen(AugmentationLine line) {
        double chance = line.number("chance", 0, 0, 1);
        int least = (int) line.number("least", 10, 4, 28);
        return (canvas, random) -> {
            if (random.nextDouble() < chance) {
                canvas.coarsen(least, random);
            }
        };
    }

    private static Step binarise(AugmentationLine line) {
        double chance = line.number("chance", 0, 0, 1);
        return (canvas, random) -> {
            if (random.nextDouble() < chance) {
                float middle = 0.3f + 0.25f * random.nextFloat();
                float halfRamp = 0.06f + 0.2f * random.nextFloat();
                canvas.ramp(middle - halfRamp, middle + halfRamp);
            }
        };
    }

    private static Step refit(AugmentationLine line) {
        double chance = line.number("chance", 0, 0, 1);
        return (canvas, random) -> {
            if (random.nextDouble() < chance) {
                canvas.refit();
            }
        };
    }

    private static Step blur(AugmentationLine line) {
        double chance = line.number("chance", 0, 0, 1);
        return (canvas, random) -> {
            if (random.nextDouble() < chance) {
                canvas.scan().blur(0.2f * random.nextFloat());
            }
        };
    }

    private static Step erase(AugmentationLine line) {
        double chance = line.number("chance", 0, 0, 1);
        int size = (int) line.number("size", 6, 1, 28);
        float fill = (float) line.number("fill", 0, 0, 1);
        return (canvas, random) -> {
            if (random.nextDouble() < chance) {
                int rows = 1 + random.nextInt(size);
                int columns = 1 + random.nextInt(size);
                float value = fill == 0 ? 0 : fill * random.nextFloat();
                canvas.scan().erase(rows, columns, value, random);
            }
        };
    }

    private static Step filter(AugmentationLine line) {
        double chance = line.number("chance", 0, 0, 1);
        int size = (int) line.number("size", 5, 1, 9);
        return (canvas, random) -> {
            if (random.nextDouble() < chance) {
                int side = 1 + 2 * random.nextInt((size + 1) / 2);
                float[] kernel = new float[side * side];
                for (int i = 0; i < kernel.length; i++) {
                    kernel[i] = (float) random.nextGaussian();
                }
                canvas.scan().filter(kernel, random.nextFloat());
            }
        };
    }

    private static Step shade(AugmentationLine line) {
        double chance = line.number("chance", 0, 0, 1);
        float amount = (float) line.number("amount", 0.5, 0, 1);
        return (canvas, random) -> {
            if (random.nextDouble() < chance) {
                float nearest = amount * random.nextFloat();
                float farthest = amount * random.nextFloat();
                canvas.scan().shade(nearest, farthest, Math.PI * random.nextDouble());
            }
        };
    }

    private static Step grain(AugmentationLine line) {
        double chance = line.number("chance", 0, 0, 1);
        float amount = (float) line.number("amount", 0.2, 0, 1);
        return (canvas, random) -> {
            if (random.nextDouble() < chance) {
                canvas.scan().grain(amount * random.nextFloat(), random);
            }
        };
    }

    private static Step noise(AugmentationLine line) {
        float amount = (float) line.number("amount", 0, 0, 0.5);
        return (canvas, random) -> {
            if (amount > 0) {
                canvas.scan().noise(amount, random);
            }
        };
    }

    private static double plusMinus(double range, SplittableRandom random) {
        return (2 * random.nextDouble() - 1) * range;
    }

    private static float strength(SplittableRandom random) {
        return 0.3f + 0.7f * random.nextFloat();
    }
}
