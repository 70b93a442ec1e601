package dev.tenfold.server.http;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import dev.tenfold.server.http.OpenPage.Screen;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The frame of the page: addresses, views that do not come, the theme. */
@Timeout(120)
final class ViewsIT extends InBrowser {

    private static final String DARK_PAPER = "rgb(21, 23, 27)";
    private static final String LIGHT_PAPER = "rgb(251, 250, 247)";

    /** What these views ask before they show anything. */
    private static final Pattern ASKED_FIRST =
            Pattern.compile("/api/v1/(models|readings\\?limit|review|openapi)");

    private static final Path SCREENSHOTS = Path.of("target/screenshots");

    private static final List<Screen> SCREENS =
            List.of(
                    new Screen("1280", 1280, 800, ColorScheme.LIGHT),
                    new Screen("1280-dark", 1280, 800, ColorScheme.DARK),
                    new Screen("390", 390, 844, ColorScheme.LIGHT),
                    new Screen("390-dark", 390, 844, ColorScheme.DARK));

    @Test
    void backReloadAndTheSkipLinkKeepTheView() {
        try (OpenPage open = open(Screen.DESKTOP, "history")) {
            Page page = open.page();
            page.locator("nav >> text=Train").click();
            page.waitForSelector("section[data-view=train]");
            page.locator("nav >> text=Review").click();
            page.waitForSelector("section[data-view=review]");
            page.goBack();
            page.waitForSelector("section[data-view=train]");
            page.goBack();
            page.waitForSelector("section[data-view=history]");
            page.locator(".skip").focus();
            page.keyboard().press("Enter");
            assertEquals("main", page.evaluate("() => document.activeElement.id"));
            page.reload();
            page.waitForSelector("section[data-view=history]");
        }
    }

    @Test
    void viewWhoseFilesDoNotComeIsTriedAgain() {
        try (OpenPage open = open(Screen.DESKTOP, "draw")) {
            Page page = open.page();
            page.route("**/web/review.js", Route::abort);
            page.locator("nav >> text=Review").click();
            assertThat(page.locator("main")).containsText("the service does not answer");
            assertEquals(List.of(), open.accessibilityFaults());
            page.unroute("**/web/review.js");
            open.button("Try again").click();
            page.waitForSelector("section[data-view=review]");
            open.expectFault("ERR_FAILED");
        }
    }

    @Test
    void viewWhoseAnswerDoesNotComeIsTriedAgain() {
        try (OpenPage open = open(Screen.PHONE, "draw")) {
            Page page = open.page();
            for (String view : List.of("Train", "History", "Review", "API")) {
                page.route(ASKED_FIRST, Route::abort);
                page.locator("nav >> text=" + view).click();
                assertThat(page.locator("main h1")).hasText(view);
                assertThat(page.locator("main [role=alert]"))
                        .containsText("The service does not answer");
                page.unrouteAll();
                open.button("Try again").click();
                page.waitForSelector("section[data-view]");
            }
            open.expectFault("ERR_FAILED");
        }
    }

    @Test
    void readingThatIsGoneIsSaidInThePagesWords() {
        try (OpenPage open = open(Screen.DESKTOP, "draw")) {
            Page page = open.page();
            page.evaluate("() => (location.hash = '#/picture/999999')");
            assertThat(page.locator("main [role=alert]"))
                    .hasText("Reading 999999 is not kept any more. History has the others.");
            open.expectFault("404");
        }
    }

    @Test
    void themeIsChosenAndRemembered() {
        try (OpenPage open = open(Screen.DESKTOP, "draw")) {
            Page page = open.page();
            assertEquals(LIGHT_PAPER, paper(page));
            open.button("Dark").click();
            assertEquals(DARK_PAPER, paper(page));
            page.reload();
            assertEquals(DARK_PAPER, paper(page));
            assertThat(open.button("Dark")).hasAttribute("aria-pressed", "true");
            open.waitForReading("2015");
            assertEquals(List.of(), open.accessibilityFaults());
        }
        try (OpenPage open = open(Screen.DARK, "draw")) {
            Page page = open.page();
            assertEquals(DARK_PAPER, paper(page));
            open.button("Light").click();
            assertEquals(LIGHT_PAPER, paper(page));
            open.button("System").click();
            assertEquals(DARK_PAPER, paper(page));
        }
    }

    /** What the views become when they are used, beside what {@link PageIT} looks at. */
    @ParameterizedTest
    @FieldSource("SCREENS")
    void usedViewsAreAccessibleAndFitTheirScreen(Screen screen) throws Exception {
        String read = running.sendSample("/api/v1/readings?file=sample.jpg").get().body();
        String id = read.replaceFirst("^\\{\"id\":(\\d+),.*$", "$1");
        try (OpenPage open = new OpenPage(chromium, running, screen)) {
            Page page = open.page();
            open.view("picture");
            open.choose(RunningService.SAMPLE);
            page.locator(".page-picture .box").nth(6).click();
            isAccessible(open, "picture-chosen", screen);
            open.view("picture/" + id + "/2.2");
            page.waitForSelector("canvas.drawn");
            isAccessible(open, "picture-drawn", screen);
            open.view("inside/" + id + "/2.2");
            page.waitForSelector(".card:has(#alike) .tile");
            isAccessible(open, "inside-digit", screen);
            open.view("compare/" + id + "/2.2");
            page.waitForSelector(".contest-digit");
            isAccessible(open, "compare-digit", screen);
            open.view("history");
            open.button("Delete sample.jpg, number " + id).click();
            page.waitForSelector("dialog");
            isAccessible(open, "history-delete", screen);
        }
    }

    private static void isAccessible(OpenPage open, String name, Screen screen) {
        open.screenshot(SCREENSHOTS.resolve("used-" + name + "-" + screen + ".png"));
        assertEquals(List.of(), open.accessibilityFaults(), name);
        assertFalse(open.isWiderThanTheScreen(), name);
    }

    private static Object paper(Page page) {
        return page.evaluate("() => getComputedStyle(document.body).backgroundColor");
    }

    @Test
    void deletingFromTheApiPageIsAskedFirst() throws Exception {
        String read = running.sendSample("/api/v1/readings").get().body();
        String id = read.replaceFirst("^\\{\"id\":(\\d+),.*$", "$1");
        try (OpenPage open = open(Screen.DESKTOP, "api")) {
            Locator route =
                    open.page()
                            .locator(".route:has(.delete)")
                            .filter(
                                    new Locator.FilterOptions()
                                            .setHasText("/api/v1/readings/{id}"));
            route.locator("summary").click();
            route.locator("input[name=id]").fill(id);
            route.locator("text=Send").click();
            assertThat(open.page().locator("dialog h1"))
                    .hasText("Delete /api/v1/readings/" + id + "? It does not come back.");
            assertEquals(List.of(), open.accessibilityFaults());
            open.button("Cancel").click();
            assertEquals(200, running.get("/api/v1/readings/" + id).statusCode());
            route.locator("text=Send").click();
            open.button("Delete").click();
            open.page().waitForSelector("text=/answered 204/");
            assertEquals(404, running.get("/api/v1/readings/" + id).statusCode());
        }
    }

    @Test
    void digitOfAPictureIsLookedIntoAndCompared() throws Exception {
        String read = running.sendSample("/api/v1/readings?file=sample.jpg").get().body();
        String id = read.replaceFirst("^\\{\"id\":(\\d+),.*$", "$1");
        try (OpenPage open = open(Screen.PHONE, "picture")) {
            Page page = open.page();
            open.choose(RunningService.SAMPLE);
            page.locator(".page-picture .box").nth(6).click();
            page.locator("a >> text=Look inside").last().click();
            page.waitForSelector("section[data-view=inside] .layer");
            assertThat(page.locator(".seen h2")).hasText("A 2");
            assertThat(page.locator(".seen p")).hasText("sample.jpg, line 2, digit 2");
            page.waitForSelector("section[data-view=inside] .page-picture canvas.heat");
            page.locator(".card:has(#found)")
                    .screenshot(
                            new Locator.ScreenshotOptions()
                                    .setPath(SCREENSHOTS.resolve("inside-heat.png")));
            page.locator("a >> text=Next").click();
            assertThat(page.locator(".seen h2")).hasText("A 6");
            assertEquals(List.of(), open.accessibilityFaults());
            page.reload();
            assertThat(page.locator(".seen h2")).hasText("A 6");
            page.goBack();
            assertThat(page.locator(".seen h2")).hasText("A 2");
            page.locator("a >> text=Back to the picture").click();
            assertThat(page.locator("section[data-view=picture] .seen h2")).hasText("A 2");
            page.locator(".card a >> text=Compare").click();
            assertThat(page.locator(".contest-digit").last()).hasText("2");
            assertEquals(List.of(), open.accessibilityFaults());
        }
        // Where the picture never was, the service knows the digit.
        try (OpenPage open = new OpenPage(chromium, running, Screen.DARK)) {
            open.view("compare/" + id + "/3.4");
            assertThat(open.page().locator(".seen h2")).hasText("A 7");
            assertThat(open.page().locator(".contest-digit").last()).hasText("7");
            assertTrue(open.page().url().endsWith("/3.4"), open.page().url());
            open.page().locator("a >> text=Draw instead").click();
            assertThat(open.page().locator(".pad canvas")).isVisible();
        }
    }
}
