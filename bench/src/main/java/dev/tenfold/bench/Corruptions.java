package dev.tenfold.bench;

import dev.tenfold.lab.corrupt.Corruption;
import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.data.Datasets;
import dev.tenfold.lab.evaluate.Classifier;
import dev.tenfold.lab.evaluate.Evaluation;
import dev.tenfold.reader.internal.Networks;
import dev.tenfold.reader.internal.model.Network;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;

/**
 * Prints how often MNIST's test digits are misread once they are spoiled in fifteen ways, as a
 * Markdown table, and draws some of them.
 *
 * <pre>bench/corruptions PICTURE [--shifts] [MODEL...]</pre>
 *
 * <p>Each network is asked twice: given the pixels as they are, as {@code evaluate} gives 28×28
 * data, and given the glyph that the reader finds in them; with {@code --shifts} about five places
 * of each, as {@code evaluate --shifts} does.
 */
public final class Corruptions {

    private static final long SEED = 2019;

    private static final int SHOWN = 8;
    private static final int TILE = 52;
    private static final int LABEL = 130;
    private static final int COLUMN = LABEL + SHOWN * (TILE + 4) + 20;

    private Corruptions() {}

    public static void main(String[] arguments) throws IOException {
        Dataset digits = Datasets.load("mnist:test");
        ImageIO.write(sheet(digits), "png", Path.of(arguments[0]).toFile());
        boolean shifts = arguments.length > 1 && arguments[1].equals("--shifts");
        List<Classifier> networks = new ArrayList<>();
        try {
            networks.add(asked(Networks.bundledGlyphs(), shifts));
            for (String model : List.of(arguments).subList(shifts ? 2 : 1, arguments.length)) {
                networks.add(asked(Network.open(Path.of(model)), shifts));
            }
            print(digits, networks);
        } finally {
            networks.forEach(Classifier::close);
        }
    }

    private static Classifier asked(Network network, boolean shifts) {
        Classifier classifier = Classifier.of(network);
        return shifts ? Classifier.shifted(classifier) : classifier;
    }

    private static void print(Dataset digits, List<Classifier> networks) throws IOException {
        StringBuilder heading = new StringBuilder("| misread, % |");
        for (Classifier network : networks) {
            String name = network.card().name();
            heading.append(" `" + name + "`, pixels as they are | `" + name + "`, as glyphs |");
        }
        System.out.println(ProcessRuns.dated() + ".\n");
        System.out.println(heading);
        System.out.println("|---|" + "---|---|".repeat(networks.size()));
        row("(none)", errors(digits, networks));
        double[] sums = new double[2 * networks.size()];
        for (Corruption corruption : Corruption.values()) {
            double[] errors = errors(corruption.apply(digits, SEED), networks);
            row(corruption.label(), errors);
            for (int i = 0; i < sums.length; i++) {
                sums[i] += errors[i] / Corruption.values().length;
            }
        }
        row("**mean of the fifteen**", sums);
    }

    /** The share misread: for each network of the pixels as they are, then of glyphs. */
    private static double[] errors(Dataset digits, List<Classifier> networks) throws IOException {
        Dataset glyphs = digits.toGlyphs();
        double[] errors = new double[2 * networks.size()];
        for (int i = 0; i < networks.size(); i++) {
            errors[2 * i] = 1 - Evaluation.of(networks.get(i), digits).accuracy();
            errors[2 * i + 1] = 1 - Evaluation.of(networks.get(i), glyphs).accuracy();
        }
        return errors;
    }

    private static void row(String name, double[] errors) {
        StringBuilder row = new StringBuilder("| " + name + " |");
        for (double error : errors) {
            row.append(String.format(Locale.ROOT, " %.2f |", 100 * error));
        }
        System.out.println(row);
    }

    /** The same eight digits as they are and spoiled in each way, in dark ink on white paper. */
    private static BufferedImage sheet(Dataset digits) {
        int rows = (Corruption.values().length + 2) / 2;
        BufferedImage sheet =
                new BufferedImage(2 * COLUMN, rows * (TILE + 8) + 16, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = sheet.createGraphics();
        graphics.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 16));
        int[] shown = new int[SHOWN];
        for (int i = 0; i < SHOWN; i++) {
            shown[i] = 2 * i; // 7, 1, 4, 4, 5, 0, 9, 1: most shapes of the first page
        }
        Dataset some = digits.select(shown);
        draw(graphics, some, "as it is", 0, rows);
        for (Corruption corruption : Corruption.values()) {
            draw(
                    graphics,
                    corruption.apply(some, SEED),
                    corruption.label(),
                    corruption.ordinal() + 1,
                    rows);
        }
        graphics.dispose();
        return sheet;
    }

    private static void draw(
            Graphics2D graphics, Dataset digits, String label, int place, int rows) {
        int left = place / rows * COLUMN + 16;
        int top = place % rows * (TILE + 8) + 12;
        graphics.setColor(new Color(0x1f2328));
        graphics.drawString(label, left, top + TILE / 2 + 6);
        for (int i = 0; i < digits.size(); i++) {
            BufferedImage picture = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
            float[] ink = digits.image(i);
            for (int p = 0; p < ink.length; p++) {
                picture.getRaster().setSample(p % 28, p / 28, 0, Math.round(255 * (1 - ink[p])));
            }
            int x = left + LABEL + i * (TILE + 4);
            graphics.drawImage(picture, x, top, TILE, TILE, null);
            graphics.setColor(new Color(0xd0d7de));
            graphics.drawRect(x - 1, top - 1, TILE + 1, TILE + 1);
        }
    }
}
