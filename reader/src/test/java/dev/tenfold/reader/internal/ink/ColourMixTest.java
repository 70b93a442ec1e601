package dev.tenfold.reader.internal.ink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColourMixTest {

    @Test
    void mixSpansTheSameRangeAsBrightness() {
        BufferedImage picture = circle(Color.RED, new Color(0x2d7030));

        ColourMix mix = ColourMix.of(picture);

        assertNotEquals(ColourMix.LUMINANCE, mix);
        int least = mix.base() + 255 * (Math.min(0, mix.red()) + Math.min(0, mix.green()));
        assertTrue(least + 255 * Math.min(0, mix.blue()) >= -1000, mix.toString());
        int most = mix.base() + 255 * (Math.max(0, mix.red()) + Math.max(0, mix.green()));
        assertEquals(255_000, most + 255 * Math.max(0, mix.blue()), 1000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"#000000", "#1030a0", "#a01020", "#707070", "#d8d8d8"})
    void inkThatIsClearOrGreyIsSeenByItsLuminance(String ink) {
        assertEquals(ColourMix.LUMINANCE, ColourMix.of(circle(Color.decode(ink), Color.WHITE)));
    }

    private static BufferedImage circle(Color ink, Color paper) {
        BufferedImage picture = new BufferedImage(280, 280, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.setRenderingHint(
                RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(paper);
        graphics.fillRect(0, 0, 280, 280);
        graphics.setColor(ink);
        graphics.setStroke(new BasicStroke(18));
        graphics.drawOval(60, 60, 160, 160);
        graphics.dispose();
        return picture;
    }
}
