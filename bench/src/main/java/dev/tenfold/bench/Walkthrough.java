package dev.tenfold.bench;

import dev.tenfold.reader.Limits;
import dev.tenfold.reader.Line;
import dev.tenfold.reader.Prediction;
import dev.tenfold.reader.Reading;
import dev.tenfold.reader.internal.Networks;
import dev.tenfold.reader.internal.PictureReader;
import dev.tenfold.reader.internal.glyph.Glyph;
import dev.tenfold.reader.internal.glyph.ScoredGlyph;
import dev.tenfold.reader.internal.image.Budget;
import dev.tenfold.reader.internal.image.Page;
import dev.tenfold.reader.internal.image.Pages;
import dev.tenfold.reader.internal.ink.Brightness;
import dev.tenfold.reader.internal.ink.GrayImage;
import dev.tenfold.reader.internal.model.PageNetwork;
import dev.tenfold.reader.internal.page.Bounds;
import dev.tenfold.reader.internal.page.ContextCrop;
import dev.tenfold.reader.internal.page.CropClassifier;
import dev.tenfold.reader.internal.page.Detection;
import dev.tenfold.reader.internal.page.PageFinding;
import dev.tenfold.reader.internal.page.PageInput;
import dev.tenfold.reader.internal.page.PageReader;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;

/**
 * Draws what each step of reading makes of one photo, for the walk-through in the docs, and prints
 * what was read as Markdown.
 *
 * <pre>bench/walkthrough PICTURE DIR</pre>
 */
public final class Walkthrough {

    /** The longer side of a picture, in pixels. */
    private static final int SIZE = 900;

    /** Heat is drawn over the photo in this colour. */
    private static final Color HEAT = new Color(0xd5, 0x5e, 0x00);

    private final BufferedImage photo;
    private final Path folder;

    private Walkthrough(BufferedImage photo, Path folder) {
        this.photo = photo;
        this.folder = folder;
    }

    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2) {
            System.err.println("walkthrough: expected PICTURE DIR");
            System.exit(2);
        }
        System.out.print(markdown(draw(Path.of(arguments[0]), Path.of(arguments[1]))));
    }

    /** Reads a picture and leaves a picture of every step in the folder. */
    static Reading draw(Path picture, Path folder) throws IOException {
        Files.createDirectories(folder);
        try (Pages pages = Pages.open(picture, Limits.DEFAULT)) {
            Page page = pages.next();
            Walkthrough walk = new Walkthrough(page.image(), folder);
            walk.pageNetworks();
            return walk.reader(page);
        }
    }

    /** What the page network and the context networks see. */
    private void pageNetworks() throws IOException {
        try (Networks networks = Networks.bundled()) {
            CropClassifier classifier = CropClassifier.symbols(networks.contexts());
            PageReader alone = new PageReader(networks.pages());
            GrayImage heat = alone.heat(photo, Budget.unlimited());
            GrayImage grey = Brightness.of(photo, Math.max(photo.getWidth(), photo.getHeight()));
            write("1-input.jpg", fitted(input(grey, heat)));
            write("2-heat.jpg", overlaid(heat));
            PageFinding finding = alone.find(photo, Budget.unlimited());
            write("3-boxes.jpg", fitted(AnsweredPhoto.draw(photo, finding)));
            write("4-crops.png", crops(grey, finding, classifier));
        }
    }

    /** The page as the network takes it, at the size of the heat map's look; ink is dark. */
    private static BufferedImage input(GrayImage grey, GrayImage heat) {
        int height = heat.height() * PageNetwork.CELL;
        int width = heat.width() * PageNetwork.CELL;
        float[] ink = PageInput.normalise(grey.resize(height, width).values(), height, width);
        for (int i = 0; i < ink.length; i++) {
            ink[i] = 1 - ink[i] / 2;
        }
        return new GrayImage(ink, height, width).picture();
    }

    private BufferedImage overlaid(GrayImage heat) {
        BufferedImage pale = fitted(photo);
        for (int y = 0; y < pale.getHeight(); y++) {
            for (int x = 0; x < pale.getWidth(); x++) {
                float hot =
                        heat.at(
                                x * heat.width() / pale.getWidth(),
                                y * heat.height() / pale.getHeight());
                Color under = new Color(pale.getRGB(x, y));
                pale.setRGB(x, y, mixed(under, hot).getRGB());
            }
        }
        return pale;
    }

    private static Color mixed(Color under, float hot) {
        return new Color(
                Math.round(under.getRed() + hot * (HEAT.getRed() - under.getRed())),
                Math.round(under.getGreen() + hot * (HEAT.getGreen() - under.getGreen())),
                Math.round(under.getBlue() + hot * (HEAT.getBlue() - under.getBlue())));
    }

    /** The crops of all rows with the likeliest class of each, by the context networks alone. */
    private static BufferedImage crops(
            GrayImage grey, PageFinding finding, CropClassifier classifier) {
        List<Bounds> boxes =
                finding.rows().stream().flatMap(List::stream).map(Detection::bounds).toList();
        List<double[]> opinions = classifier.probabilities(grey, boxes, Budget.unlimited());
        float[] ink = PageInput.normalise(grey.values(), grey.height(), grey.width());
        GrayImage page = new GrayImage(ink, grey.height(), grey.width());
        TileSheet sheet = new TileSheet();
        for (int i = 0; i < boxes.size(); i++) {
            Bounds box = boxes.get(i);
            float[] crop = ContextCrop.of(page, box, ContextCrop.SIZE);
            double[] opinion = opinions.get(i);
            int best = 0;
            for (int label = 1; label < opinion.length; label++) {
                best = opinion[label] > opinion[best] ? label : best;
            }
            sheet.add(
                    crop, ContextCrop.SIZE, CropClassifier.symbolLabels().get(best), opinion[best]);
        }
        return sheet.draw();
    }

    /** The glyphs, with what the glyph network alone says of each, and the answer of all. */
    private Reading reader(Page page) throws IOException {
        try (PictureReader reader = PictureReader.open()) {
            List<ScoredGlyph> seen = new ArrayList<>();
            Reading reading = reader.read(page, seen::add);
            TileSheet sheet = new TileSheet();
            for (ScoredGlyph each : seen) {
                Prediction alone = reader.classify(each.glyph());
                String name = alone.isDigit() ? "" + alone.digit() : "none";
                double share = alone.isDigit() ? alone.confidence() : alone.none();
                sheet.add(each.glyph().pixels(), Glyph.SIZE, name, share);
            }
            write("5-glyphs.png", sheet.draw());
            write("6-answer.jpg", fitted(AnsweredPhoto.draw(photo, reading)));
            return reading;
        }
    }

    private void write(String name, BufferedImage picture) throws IOException {
        String format = name.endsWith("png") ? "png" : "jpg";
        if (!ImageIO.write(picture, format, folder.resolve(name).toFile())) {
            throw new IOException(name + ": expected a writer of " + format + ", found none");
        }
    }

    private static BufferedImage fitted(BufferedImage picture) {
        double scale = (double) SIZE / Math.max(picture.getWidth(), picture.getHeight());
        int width = Math.max(1, (int) Math.round(picture.getWidth() * scale));
        int height = Math.max(1, (int) Math.round(picture.getHeight() * scale));
        BufferedImage fitted = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = fitted.createGraphics();
        graphics.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(
                scale < 1
                        ? picture.getScaledInstance(
                                width, height, BufferedImage.SCALE_AREA_AVERAGING)
                        : picture,
                0,
                0,
                width,
                height,
                null);
        graphics.dispose();
        return fitted;
    }

    private static String markdown(Reading reading) {
        StringBuilder text = new StringBuilder("| row | read | confidence, % |\n|---|---|---|\n");
        int row = 1;
        for (Line line : reading.lines()) {
            String confidences =
                    line.digits().stream()
                            .map(digit -> TileSheet.percent(digit.confidence()))
                            .collect(Collectors.joining(" "));
            text.append("| %d | %s | %s |\n".formatted(row++, line.written(), confidences));
        }
        if (!reading.rejected().isEmpty()) {
            text.append("\n| left out at (x, y) | because |\n|---|---|\n");
        }
        reading.rejected().stream()
                .sorted(Comparator.comparingInt(ink -> ink.box().y()))
                .forEach(
                        ink ->
                                text.append(
                                        "| %d, %d | %s |\n"
                                                .formatted(
                                                        ink.box().x(),
                                                        ink.box().y(),
                                                        ink.reason())));
        return text.toString();
    }
}
