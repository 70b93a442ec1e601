package dev.tenfold.lab.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** With the fonts themselves, fetched where the cache lacks them. */
class PageFontsIT {

    @Test
    void everyListedFontIsThereAndDrawsAllDigits() throws DataFileException {
        List<PageFont> fonts = PageFonts.standard().load(DownloadListener.NONE);

        assertEquals(PageFontEntry.all().size(), fonts.size());
        for (PageFont font : fonts) {
            for (char digit = '0'; digit <= '9'; digit++) {
                assertTrue(font.draws(digit), font.family() + " lacks " + digit);
            }
        }
        // Composed pages need signs from several hands.
        for (int sign : FontSheet.SIGNS.codePoints().toArray()) {
            long hands = fonts.stream().filter(font -> !font.printed() && font.draws(sign)).count();
            assertTrue(hands > 80, Character.toString(sign) + " in " + hands + " hands");
        }
    }
}
