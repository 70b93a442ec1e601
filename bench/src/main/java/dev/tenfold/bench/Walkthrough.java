package dev.tenfold.bench;

import dev.tenfold.reader.Prediction;
import dev.tenfold.reader.Reader;
import dev.tenfold.reader.glyph.Glyph;
import dev.tenfold.reader.glyph.GlyphFinder;
import dev.tenfold.reader.glyph.GlyphScorer;
import dev.tenfold.reader.glyph.PageGlyphs;
import dev.tenfold.reader.glyph.PageStages;
import dev.tenfold.reader.image.Limits;
import dev.tenfold.reader.image.Pages;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;

/**
 * Draws what each step of reading makes of one photo, for the walk-through in the docs, and prints
 * what was read as Markdown.
 *
 * <pre>bench/walkthrough PICTURE DIR</pre>
 */
public final class Walkthrough implements PageStages {

    /** The longer side of pictures with every shade in them; masks are small files at any size. */
    private static final int SHADED_SIZE = 900;

    private final Path folder;
    private final List<Seen> pieces = new ArrayList<>();
    private final List<Map<Glyph, Prediction>> strips = new ArrayList<>();

    /** Asks the reader's networks, and keeps what they say of the windows on each strip. */
    private record Listener(GlyphScorer scorer, List<Map<Glyph, Prediction>> strips)
            implements GlyphScorer {

        @Override
        public List<Prediction> score(List<Glyph> glyphs) {
            return scorer.score(glyphs);
        }

        @Override
        public List<Prediction> scoreWindows(List<Glyph> windows) {
            List<Prediction> predictions = scorer.scoreWindows(windows);
            Map<Glyph, Prediction> answers = new LinkedHashMap<>();
            for (int i = 0; i < windows.size(); i++) {
                answers.put(windows.get(i), predictions.get(i));
            }
            strips.add(answers);
            return predictions;
        }
    }

    private Walkthrough(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2) {
            System.err.println("walkthrough: expected PICTURE DIR");
            System.exit(2);
        }
        try (Reader reader = Reader.open()) {
            PageGlyphs found = draw(Path.of(arguments[0]), Path.of(arguments[1]), reader);
            System.out.print(markdown(found));
        }
    }

    /** Reads a picture and leaves a picture of every step in the folder. */
    static PageGlyphs draw(Path picture, Path folder, Reader reader) throws IOException {
        Files.createDirectories(folder);
        try (Pages pages = Pages.open(picture, Limits.DEFAULT)) {
            BufferedImage photo = pages.next().image();
            Walkthrough walk = new Walkthrough(folder);
            GlyphScorer listener = new Listener(reader.scorer(), walk.strips);
            PageGlyphs found = GlyphFinder.page(photo, listener, walk);
            walk.write("7-windows.png", GlyphSheet.windows(walk.touching(found), walk.taken()));
            walk.write("8-glyphs.png", GlyphSheet.pieces(walk.pieces));
            walk.write("9-answer.jpg", shrunk(AnsweredPhoto.draw(photo, found)));
            return found;
        }
    }

    /** The windows on a strip in which digits were found to touch. */
    private Map<Glyph, Prediction> touching(PageGlyphs found) {
        Set<Glyph> digits =
                found.rows().stream()
                        .flatMap(List::stream)
                        .map(PageGlyphs.ScoredGlyph::glyph)
                        .collect(Collectors.toSet());
        return strips.stream()
                .filter(windows -> !Collections.disjoint(windows.keySet(), digits))
                .findFirst()
                .orElse(Map.of());
    }

    private Set<Glyph> taken() {
        return pieces.stream().map(Seen::glyph).collect(Collectors.toSet());
    }

    @Override
    public void page(Stage stage, Supplier<BufferedImage> picture) {
        String name = stage.name().toLowerCase(Locale.ROOT);
        boolean shaded = stage == Stage.BRIGHTNESS || stage == Stage.INK;
        String file = (stage.ordinal() + 1) + "-" + name + (shaded ? ".jpg" : ".png");
        try {
            write(file, shaded ? shrunk(picture.get()) : picture.get());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void piece(Supplier<Seen> piece) {
        pieces.add(piece.get());
    }

    private void write(String name, BufferedImage picture) throws IOException {
        ImageIO.write(picture, name.endsWith("png") ? "png" : "jpg", folder.resolve(name).toFile());
    }

    private static BufferedImage shrunk(BufferedImage picture) {
        double scale =
                Math.min(
                        1,
                        (double) SHADED_SIZE / Math.max(picture.getWidth(), picture.getHeight()));
        int width = (int) Math.round(picture.getWidth() * scale);
        int height = (int) Math.round(picture.getHeight() * scale);
        BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Image averaged = picture.getScaledInstance(width, height, Image.SCALE_AREA_AVERAGING);
        small.createGraphics().drawImage(averaged, 0, 0, null);
        return small;
    }

    private static String markdown(PageGlyphs found) {
        StringBuilder text = new StringBuilder("| row | read | confidence, % |\n|---|---|---|\n");
        for (int row = 0; row < found.rows().size(); row++) {
            List<PageGlyphs.ScoredGlyph> digits = found.rows().get(row);
            text.append(
                    "| %d | %s | %s |\n"
                            .formatted(
                                    row + 1,
                                    digits.stream()
                                            .map(digit -> "" + digit.prediction().digit())
                                            .collect(Collectors.joining()),
                                    digits.stream()
                                            .map(digit -> percent(digit.prediction()))
                                            .collect(Collectors.joining(" "))));
        }
        text.append("\n| left out at (x, y) | because |\n|---|---|\n");
        found.rejected()
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

    /** Rounded down: only what is certain is 100. */
    static String percent(Prediction prediction) {
        double share = prediction.isDigit() ? prediction.confidence() : prediction.none();
        return String.format(Locale.ROOT, "%.1f", Math.floor(1000 * share) / 10);
    }
}
