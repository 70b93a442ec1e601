package dev.tenfold.server.http;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ReducedMotion;
import dev.tenfold.server.http.OpenPage.Screen;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the page says of a drawing, and when. */
@Timeout(120)
final class AnswerIT extends InBrowser {

    private static OpenPage open(Screen screen) {
        return new OpenPage(chromium, running, screen).view("draw");
    }

    @Test
    void digitHasOneNumber() {
        try (OpenPage open = open(Screen.DESKTOP)) {
            open.draw("8");
            open.waitForReading("8");
            assertThat(open.page().locator(".seen h2")).hasText("An 8");
            waitUntilRead(open);
            String chance = open.text(".chip .small");
            assertEquals(chance, open.text(".bars .best .bar-value"));
            assertTrue(open.text(".seen p").startsWith(chance + " sure"), open.text(".seen p"));
            assertTrue(open.text(".whole-sure").startsWith("the whole row: "));
        }
    }

    @Test
    void refusalGivesTheReasonThatDecided() {
        try (OpenPage open = open(Screen.DESKTOP)) {
            open.draw("A");
            open.waitForReading("?");
            assertThat(open.page().locator(".seen p")).containsText("a letter or a drawing");
            assertThat(open.page().locator(".best .bar-label")).hasText("no digit");
            open.button("Clear").click();
            BoundingBox pad = open.pad();
            open.page().mouse().click(pad.x + pad.width / 4, pad.y + pad.height / 2);
            assertThat(open.page().locator(".seen p")).containsText("too small");
            assertThat(open.page().locator(".bars li")).hasCount(0);
        }
    }

    @Test
    void refusedInkIsNamedKeptAndTakenBack() throws Exception {
        try (OpenPage open = open(Screen.DESKTOP)) {
            open.draw("A");
            open.waitForReading("?");
            open.button("4").click();
            open.waitForReading("4");
            assertEquals("A 4", open.text(".seen h2"));
            assertEquals("4", open.text(".whole-text"));
            assertThat(open.page().locator(".pad .box text")).hasText("4");
            open.page().waitForSelector("text=/Kept as number \\d+, with your “4”/");
            assertEquals("4", lastLabel());
            open.button("Take it back").click();
            open.waitForReading("?");
            open.page().waitForSelector("text=/Taken back; kept as number/");
            assertEquals("label", lastLabel());
        }
    }

    /** Of the table of corrections; its header's where there is no row. */
    private static String lastLabel() throws Exception {
        List<String> rows = running.get("/api/v1/corrections").body().lines().toList();
        return rows.get(rows.size() - 1).split(",", 2)[0];
    }

    /** Ink that its own network would take for a digit. */
    @Test
    void edgeAndSizeAndSurroundingsAreToldApart() {
        try (OpenPage open = open(Screen.DESKTOP)) {
            String tell =
                    "([box, none]) => import('/web/answer.js').then(a => a.reasonOf({box}, none))";
            assertEquals("edge", reason(open, tell, List.of(0, 90, 60, 200), 0));
            assertEquals("small", reason(open, tell, List.of(100, 90, 15, 18), 0));
            assertEquals("surroundings", reason(open, tell, List.of(100, 90, 60, 200), 0));
            assertEquals("letter", reason(open, tell, List.of(0, 90, 60, 200), 0.9));
        }
    }

    private static Object reason(OpenPage open, String tell, List<Integer> box, double none) {
        return open.page().evaluate(tell, List.of(box, none));
    }

    @Test
    void phoneOnItsSideShowsThePadAndItsAnswer() {
        try (OpenPage open = open(Screen.PHONE)) {
            open.page().setViewportSize(740, 360);
            open.waitForReading("2015");
            BoundingBox pad = open.pad();
            BoundingBox answer = open.page().locator(".whole-text").boundingBox();
            assertTrue(pad.y + pad.height <= 360, "the pad ends at " + (pad.y + pad.height));
            assertTrue(answer.x >= pad.x + pad.width, "the answer begins at " + answer.x);
            assertTrue(answer.y + answer.height <= 360, "the answer begins at " + answer.y);
            assertFalse(open.isWiderThanTheScreen());
        }
    }

    @Test
    void readingUnderWayIsSaid() {
        try (OpenPage open = open(Screen.DESKTOP)) {
            waitUntilRead(open);
            open.button("Clear").click();
            Locator heading = open.page().locator(".seen h2");
            assertThat(heading).hasText("Nothing yet");
            List<Route> held = new ArrayList<>();
            open.page().route("**/api/v1/readings*", held::add);
            open.draw("4");
            assertThat(heading).hasText("Reading …");
            assertThat(open.page().locator(".speed")).hasText("reading …");
            open.page().unroute("**/api/v1/readings*");
            held.forEach(Route::resume);
            open.waitForReading("4");
            assertThat(heading).hasText("A 4");
        }
    }

    @Test
    void lastStrokeIsReadOnceTheServiceIsBack() {
        try (OpenPage open = open(Screen.DESKTOP)) {
            waitUntilRead(open);
            Page page = open.page();
            page.context().setOffline(true);
            open.draw("1");
            page.waitForSelector("#notice >> text=The service does not answer");
            page.context().setOffline(false);
            open.waitForReading("1");
            assertThat(page.locator("#notice")).isHidden();
            open.expectFault("ERR_INTERNET_DISCONNECTED");
        }
    }

    @Test
    void firstVisitShowsAnExampleWithItsAnswer() {
        try (OpenPage open = open(Screen.PHONE)) {
            Page page = open.page();
            assertTrue(open.text(".greeting").startsWith("Write digits "));
            open.waitForReading("2015");
            assertEquals("2015", open.text(".whole-text"));
            assertTrue(page.locator(".bars li").count() <= 3);
            open.button("Show all").click();
            assertThat(page.locator(".bars li")).hasCount(11);
            page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
            open.button("Copy").click();
            page.waitForSelector("text=Copied.");
            assertEquals("2015", page.evaluate("() => navigator.clipboard.readText()"));
            page.evaluate("() => scrollTo(0, 0)");
            open.draw("7");
            open.waitForReading("7");
        }
    }

    @Test
    void exampleWritesItselfWhereMotionIsWelcome() {
        try (OpenPage open = open(Screen.DESKTOP)) {
            Page page = open.page();
            page.emulateMedia(
                    new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.NO_PREFERENCE));
            page.evaluate("() => sessionStorage.clear()");
            page.reload();
            assertThat(page.locator(".pad canvas")).isVisible();
            page.waitForFunction("() => sessionStorage.getItem('tenfold-drawing') === null");
            open.waitForReading("2015");
        }
    }

    private static void waitUntilRead(OpenPage open) {
        assertThat(open.page().locator(".speed")).hasText(Pattern.compile("read in .*"));
    }
}
