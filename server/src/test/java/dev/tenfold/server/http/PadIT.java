package dev.tenfold.server.http;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.BoundingBox;
import dev.tenfold.server.http.OpenPage.Screen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The pad, drawn on as a hand draws. */
@Timeout(120)
final class PadIT extends InBrowser {

    private static OpenPage open(Screen screen) {
        return new OpenPage(chromium, running, screen).view("draw");
    }

    @Test
    void tapMakesADot() {
        try (OpenPage open = open(Screen.PHONE)) {
            BoundingBox pad = open.pad();
            open.page().touchscreen().tap(pad.x + pad.width / 4, pad.y + pad.height / 2);
            assertTrue(open.ink(0.2, 0.4, 0.3, 0.6) > 20);
            assertEquals(0, open.ink(0.5, 0, 1, 1));
        }
    }

    @Test
    void penThatIsPressedDrawsAWiderLine() {
        try (OpenPage open = open(Screen.DESKTOP)) {
            double[] pressures = {0.1, 1};
            for (int i = 0; i < 2; i++) {
                double x = 0.25 + 0.5 * i;
                open.pen("mousePressed", x, 0.2, pressures[i]);
                open.pen("mouseMoved", x, 0.5, pressures[i]);
                open.pen("mouseMoved", x, 0.8, pressures[i]);
                open.pen("mouseReleased", x, 0.8, 0);
            }
            int light = open.ink(0, 0, 0.5, 1);
            int firm = open.ink(0.5, 0, 1, 1);
            assertTrue(light > 100 && firm > 2 * light, light + " and " + firm);
        }
    }

    @Test
    void penTakesThePlaceOfAPalm() {
        try (OpenPage open = open(Screen.PHONE)) {
            double[] palm = {0.8, 0.8, 25};
            open.touch("touchStart", palm);
            open.pen("mousePressed", 0.25, 0.2, 0.5);
            open.pen("mouseMoved", 0.25, 0.8, 0.5);
            open.pen("mouseReleased", 0.25, 0.8, 0);
            open.touch("touchEnd");
            assertEquals(1, open.strokeCount());
            assertEquals(0, open.ink(0.5, 0, 1, 1));
            assertTrue(open.ink(0, 0, 0.5, 1) > 100);
        }
    }

    @Test
    void fingerTakesThePlaceOfAPalm() {
        try (OpenPage open = open(Screen.PHONE)) {
            double[] palm = {0.8, 0.8, 25};
            open.touch("touchStart", palm);
            open.touch("touchStart", palm, new double[] {0.25, 0.2, 5});
            open.touch("touchMove", palm, new double[] {0.25, 0.5, 5});
            open.touch("touchMove", palm, new double[] {0.25, 0.8, 5});
            open.touch("touchEnd");
            assertEquals(1, open.strokeCount());
            assertEquals(0, open.ink(0.5, 0, 1, 1));
        }
    }

    @Test
    void keysUndoAndRedoFromAnywhereInTheView() {
        try (OpenPage open = open(Screen.DESKTOP)) {
            open.draw("17");
            open.waitForReading("17");
            open.button("Show all").focus();
            open.page().keyboard().press("Control+z");
            open.waitForReading("1");
            open.page().keyboard().press("Control+Shift+z");
            open.waitForReading("17");
            open.page().keyboard().press("Control+z");
            open.page().keyboard().press("Control+y");
            open.waitForReading("17");
            assertTrue(open.button("Redo").isDisabled());
        }
    }

    @Test
    void eraserTakesInkAway() {
        try (OpenPage open = open(Screen.DESKTOP)) {
            open.draw("1");
            open.waitForReading("1");
            open.button("Eraser").click();
            assertEquals("true", open.button("Eraser").getAttribute("aria-pressed"));
            open.page().locator(".pen-width input").fill("44");
            open.draw("1");
            open.waitForReading("");
            assertThat(open.page().locator(".seen h2")).hasText("Nothing yet");
            assertEquals(0, open.ink(0, 0, 1, 1));
            open.button("Undo").click();
            open.waitForReading("1");
        }
    }

    @Test
    void widthOfThePenIsShownAndRemembered() {
        try (OpenPage open = open(Screen.DESKTOP)) {
            Locator width = open.page().locator(".pen-width input");
            double usual = open.page().locator(".pen-dot").boundingBox().width;
            width.fill("40");
            double wide = open.page().locator(".pen-dot").boundingBox().width;
            assertTrue(wide > 1.8 * usual, wide + " after " + usual);
            open.page().reload();
            assertThat(width).hasValue("40");
        }
    }

    @Test
    void padGrowsWithTheWindow() {
        try (OpenPage open = open(Screen.DESKTOP)) {
            double before = open.pad().width;
            open.page().setViewportSize(1900, 1000);
            assertTrue(open.pad().width > 1.3 * before, open.pad().width + " after " + before);
            assertTrue(open.pad().y + open.pad().height < 1000);
            assertFalse(open.isWiderThanTheScreen());
        }
    }

    /** At 60 Hz a quick hand leaves few points, and a corner is one of them. */
    @Test
    void cornerStaysSharp() {
        try (OpenPage open = open(Screen.DESKTOP)) {
            BoundingBox pad = open.pad();
            open.page().mouse().move(pad.x + 0.25 * pad.width, pad.y + 0.2 * pad.height);
            open.page().mouse().down();
            open.page().mouse().move(pad.x + 0.25 * pad.width, pad.y + 0.8 * pad.height);
            open.page().mouse().move(pad.x + 0.75 * pad.width, pad.y + 0.8 * pad.height);
            open.page().mouse().up();
            assertTrue(open.ink(0.245, 0.795, 0.255, 0.805) > 10);
        }
    }
}
