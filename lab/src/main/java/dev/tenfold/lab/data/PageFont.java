package dev.tenfold.lab.data;

import java.awt.Font;
import java.awt.font.FontRenderContext;

/**
 * A font that composed pages are written or printed with.
 *
 * @param family such as {@code caveat}
 * @param font at the size of one point; {@link Font#deriveFont(float)} gives others
 * @param weight how often it is drawn beside others of its kind, over 0 and up to 1: less for
 *     families that are near to one another
 * @param heldOut whether it is kept out of training, for validation
 * @param printed whether it is print; else it is a hand
 * @param misdrawn characters that would be read as others, such as a full stop that is a ring
 */
public record PageFont(
        String family,
        Font font,
        double weight,
        boolean heldOut,
        boolean printed,
        String misdrawn) {

    private static final FontRenderContext OUTLINES = new FontRenderContext(null, true, true);

    /**
     * Whether the font draws the character, and as itself. All draw the digits; many hands lack a
     * sign or two, such as the euro's. {@link Font#canDisplay} does not suffice: it also holds for
     * a glyph that is left empty.
     */
    public boolean draws(int codePoint) {
        return misdrawn.indexOf(codePoint) < 0
                && font.canDisplay(codePoint)
                && !font.createGlyphVector(OUTLINES, Character.toString(codePoint))
                        .getOutline()
                        .getBounds2D()
                        .isEmpty();
    }
}
