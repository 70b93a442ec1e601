package dev.tenfold.server.http;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import dev.tenfold.server.http.OpenPage.Screen;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The view "Train", used as a person uses it, in a real browser. */
@Timeout(240)
final class TrainPageIT {

    private static final double PATIENCE_MILLIS = 120_000;

    private static Chromium chromium;
    private static RunningService running;

    @BeforeAll
    static void start() throws Exception {
        chromium = Chromium.start();
        running = new RunningService(RunningService.PATIENT);
        Bars.write(running);
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
            running.close();
        }
    }

    @Test
    void runIsStartedStoppedResumedAndItsModelReads() {
        try (OpenPage open = new OpenPage(chromium, running, Screen.DESKTOP).view("train")) {
            Page page = open.page();
            waitFor(open, "details pre", "lenet5");
            page.locator("#train-text").fill(Bars.recipe(300));
            waitFor(open, "details pre", "7,850");
            open.button("Start").click();
            page.locator(".curves polyline").first().waitFor();
            open.screenshot(Path.of("target/screenshots/page-train-running.png"));
            assertEquals(List.of(), open.accessibilityFaults());
            open.button("Stop").click();
            waitFor(open, ".run-state", "Stopped. Resume continues from here.");
            open.button("Resume").click();
            waitFor(open, ".run-state", "done: bars, seed 1");

            List<String> messages = new ArrayList<>();
            page.context().onConsoleMessage(message -> messages.add(message.text()));
            Page report = page.waitForPopup(() -> page.getByText("Open the report").click());
            assertThat(report).hasTitle(Pattern.compile("bars"));
            report.waitForLoadState();
            assertEquals(List.of(), messages);
            report.close();

            open.button("Use this model").click();
            waitFor(open, ".models li:first-child", "bars-1");
            assertThat(page.locator(".reads-now")).isVisible();
            open.view("draw");
            open.draw("7");
            assertThat(page.locator(".reads-now")).hasText("bars reads now. Choose another model");
            assertEquals(List.of(), open.accessibilityFaults());
            page.locator(".reads-now a").click();
            open.button("Back to the bundled one").click();
            waitFor(open, ".models li:first-child", "flagship");
            assertThat(page.locator(".reads-now")).isHidden();
        }
    }

    @Test
    void mistakeInARecipeIsToldInItsOwnWords() {
        try (OpenPage open = new OpenPage(chromium, running, Screen.PHONE).view("train")) {
            open.expectFault("422");
            waitFor(open, "details pre", "lenet5");
            open.page().locator("#train-text").fill(Bars.recipe(1).replace("flatten", "flaten"));
            waitFor(open, ".mistake", "recipe, line 6: ");
            waitFor(open, ".mistake", "flatten");
            assertEquals("true", open.page().getAttribute("#train-text", "aria-invalid"));
            assertEquals(List.of(), open.accessibilityFaults());
            open.screenshot(Path.of("target/screenshots/page-train-mistake.png"));
        }
    }

    private static void waitFor(OpenPage open, String selector, String text) {
        Locator found =
                open.page()
                        .locator(selector)
                        .filter(new Locator.FilterOptions().setHasText(text))
                        .first();
        // What a closed <details> holds is there, though it is not seen.
        found.waitFor(
                new Locator.WaitForOptions()
                        .setState(WaitForSelectorState.ATTACHED)
                        .setTimeout(PATIENCE_MILLIS));
    }
}
