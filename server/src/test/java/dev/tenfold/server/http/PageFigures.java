package dev.tenfold.server.http;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import dev.tenfold.server.http.OpenPage.Screen;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * How soon the page answers, for {@code bench/page}: not run with the tests, as speed is measured
 * and never asserted.
 */
final class PageFigures {

    private static final int OPENINGS = 20;
    private static final int STROKES = 60;

    @Test
    void print() throws Exception {
        try (Chromium chromium = Chromium.start();
                RunningService running = new RunningService(RunningService.PATIENT)) {
            long[] opened = new long[OPENINGS];
            long bytes = 0;
            for (int i = 0; i < OPENINGS; i++) {
                try (OpenPage open = new OpenPage(chromium, running, Screen.DESKTOP)) {
                    // A drawing that is there from the start is read at once.
                    open.page()
                            .addInitScript(
                                    "sessionStorage.setItem('tenfold-drawing', JSON.stringify("
                                            + "{strokes: [{width: 20, points: [{x: 320, y: 90}, {x: 315, y: 300}]}]}))");
                    long start = System.nanoTime();
                    open.view("draw");
                    open.page().locator(".chip-digit").waitFor();
                    opened[i] = (System.nanoTime() - start) / 1_000_000;
                    bytes = open.bytesFetched();
                }
            }
            print("page opened to first answer", opened);
            System.out.printf(Locale.ROOT, "fetched before the first answer: %,d bytes%n", bytes);
            print("end of a stroke to its answer", strokes(chromium, running));
        }
    }

    /** Milliseconds as the page itself takes and shows them, one digit on the pad. */
    private static long[] strokes(Chromium chromium, RunningService running) {
        long[] answered = new long[STROKES];
        try (OpenPage open = new OpenPage(chromium, running, Screen.DESKTOP).view("draw")) {
            Locator speed = open.page().locator(".speed");
            for (int i = 0; i < STROKES; i++) {
                String digit = Integer.toString(i % 10);
                open.draw(digit);
                open.waitForReading(digit);
                assertThat(speed).hasText(Pattern.compile("read in .*"));
                answered[i] = Long.parseLong(speed.innerText().replaceAll("\\D", ""));
                open.button("Clear").click();
                open.waitForReading("");
            }
        }
        return answered;
    }

    private static void print(String what, long[] millis) {
        // The first ones pay for a Java that has just started.
        long[] sorted =
                IntStream.range(millis.length / 4, millis.length)
                        .mapToLong(i -> millis[i])
                        .sorted()
                        .toArray();
        System.out.printf(
                Locale.ROOT,
                "%s: median %d ms, 95 %% within %d ms; the very first %d ms%n",
                what,
                sorted[sorted.length / 2],
                sorted[sorted.length * 95 / 100],
                Arrays.stream(millis).findFirst().orElse(0));
    }
}
