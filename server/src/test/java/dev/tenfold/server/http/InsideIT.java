package dev.tenfold.server.http;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import dev.tenfold.server.http.OpenPage.Screen;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The view "Look inside": from all layers to one place of one map, and back along its sources. */
@Timeout(120)
final class InsideIT extends InBrowser {

    @Test
    void placeOfAMapShowsWhatItWasMadeFrom() {
        try (OpenPage open = open(Screen.DESKTOP, "inside/@2.5")) {
            Page page = open.page();
            page.waitForSelector(".source");
            assertThat(page.locator(".map-words")).containsText("Map 5 of 32: ");
            assertEquals(4, page.locator(".source").count());
            Locator map = page.locator(".place");
            map.click(
                    new Locator.ClickOptions()
                            .setPosition(
                                    map.boundingBox().width * 10.5 / 24,
                                    map.boundingBox().height * 3.5 / 24));
            assertThat(page.locator(".trace h3")).hasText("How row 4, column 11 came about");
            page.keyboard().press("ArrowDown");
            page.keyboard().press("ArrowRight");
            assertThat(page.locator(".trace h3")).hasText("How row 5, column 12 came about");
            assertTrue(open.text(".trace > p").contains(" from 20 more "));
            page.evaluate("scrollTo(0, 0)"); // out from under the navigation
            assertEquals(List.of(), open.accessibilityFaults());
        }
    }

    @Test
    void mapThatAPlaceCameFromIsOneClickAwayAndInTheAddress() {
        try (OpenPage open = open(Screen.PHONE, "inside/@2.5")) {
            Page page = open.page();
            Locator source = page.locator(".source button").first();
            String name = source.textContent();
            source.click();
            String map = name.replaceFirst("^Map (\\d+) of layer 1$", "$1");
            assertThat(page.locator(".map-words")).containsText("Map " + map + " of 24");
            assertThat(page).hasURL(Pattern.compile("#/inside/@1\\." + map + "$"));
            page.reload();
            assertThat(page.locator(".map-words")).containsText("Map " + map + " of 24");
            assertThat(page.locator(".source")).hasCount(1);
            assertEquals(
                    0, open.page().evaluate("document.documentElement.scrollWidth - innerWidth"));
        }
    }

    @Test
    void answerLayerIsABarForEachLabel() {
        try (OpenPage open = open(Screen.DESKTOP, "inside")) {
            Page page = open.page();
            page.locator(".layer").last().click();
            assertThat(page.locator(".sums button")).hasCount(11);
            page.locator(".sums button:has-text(\"3\")").first().click();
            assertThat(page.locator(".map-words"))
                    .containsText(
                            Pattern.compile("^Output for 3: \\d+"),
                            new LocatorAssertions.ContainsTextOptions());
            assertThat(page.locator(".trace h3")).hasText("How this number came about");
            page.evaluate("scrollTo(0, 0)");
            assertEquals(List.of(), open.accessibilityFaults());
        }
    }
}
