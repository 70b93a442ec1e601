package dev.tenfold.cli.annotate;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.reader.Box;
import dev.tenfold.reader.Digit;
import dev.tenfold.reader.Line;
import dev.tenfold.reader.Reading;
import dev.tenfold.reader.Sign;
import dev.tenfold.reader.internal.image.Page;
import dev.tenfold.server.output.Review;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is drawn over a page. */
final class AnnotationTest {

    private static final int READ = 0x0072B2;
    private static final int DOUBTFUL = 0xD55E00;
    private static final int SIGN = 0x009E73;

    @ParameterizedTest
    @ValueSource(strings = {".", "-", "+", "/", ":", "=", "x", "(", ")", "%"})
    void signHasAGreenBoxAndALabel(String text) {
        BufferedImage drawn =
                draw(digit(0), List.of(new Sign(text, 0.98, new Box(150, 60, 12, 12))));
        assertTrue(has(drawn, SIGN), "no box of a sign");
        assertTrue(has(drawn, READ), "no box of a digit");
    }

    @Test
    void pageWithoutSignsHasNoGreen() {
        assertFalse(has(draw(digit(0), List.of()), SIGN));
    }

    @Test
    void digitThatIsLikelierNoneIsOrangeWithoutAnyMinConfidence() {
        BufferedImage drawn = draw(digit(0.9), List.of());
        assertTrue(has(drawn, DOUBTFUL));
        assertFalse(has(drawn, READ));
    }

    private static Digit digit(double none) {
        return new Digit(7, 0.99, none, new Box(60, 50, 50, 90), List.of(), List.of());
    }

    private static BufferedImage draw(Digit digit, List<Sign> signs) {
        BufferedImage paper = new BufferedImage(300, 200, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = paper.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, 300, 200);
        graphics.dispose();
        Line line = new Line(digit.box(), List.of(digit), signs);
        Reading reading = new Reading(1, List.of(line), List.of(), "tiny", 1);
        return Annotation.draw(Page.of(paper), reading, new Review(0));
    }

    private static boolean has(BufferedImage image, int rgb) {
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                if ((image.getRGB(x, y) & 0xffffff) == rgb) {
                    return true;
                }
            }
        }
        return false;
    }
}
