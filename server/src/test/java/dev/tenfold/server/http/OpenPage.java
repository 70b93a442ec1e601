package dev.tenfold.server.http;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The service's page in a browser, with what a person would do there. */
final class OpenPage implements AutoCloseable {

    /**
     * What it is shown on.
     *
     * @param name part of a screenshot's name
     */
    record Screen(String name, int width, int height, ColorScheme scheme) {

        static final Screen DESKTOP = new Screen("desktop", 1200, 800, ColorScheme.LIGHT);
        static final Screen DARK = new Screen("dark", 1200, 800, ColorScheme.DARK);
        static final Screen PHONE = new Screen("phone", 360, 740, ColorScheme.LIGHT);
        static final Screen DARK_PHONE = new Screen("dark-phone", 360, 740, ColorScheme.DARK);

        boolean isPhone() {
            return width < 600;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static final String AXE_LEVELS =
            "wcag2a,wcag2aa,wcag21a,wcag21aa,wcag22aa,best-practice";
    private static final Map<String, List<List<double[]>>> STROKES = strokes();

    private final BrowserContext context;
    private final Page page;
    private final String address;
    private final List<String> faults = new ArrayList<>();
    private final List<Request> finished = new ArrayList<>();
    private @Nullable String expected;

    /** Fingers lie on the pad for as long as it is one and the same. */
    private @Nullable CDPSession session;

    OpenPage(Chromium chromium, RunningService running, Screen screen) {
        address = "http://127.0.0.1:" + running.service.port();
        context =
                chromium.browser()
                        .newContext(
                                new Browser.NewContextOptions()
                                        .setViewportSize(screen.width(), screen.height())
                                        .setHasTouch(screen.isPhone())
                                        .setIsMobile(screen.isPhone())
                                        .setColorScheme(screen.scheme())
                                        .setReducedMotion(ReducedMotion.REDUCE));
        page = context.newPage();
        page.onConsoleMessage(
                message -> {
                    if (!message.type().equals("log")) {
                        faults.add("console: " + message.text());
                    }
                });
        page.onPageError(error -> faults.add("error: " + error));
        page.onRequest(
                request -> {
                    if (!request.url().matches("(" + address + "/|data:|blob:).*")) {
                        faults.add("request to another host: " + request.url());
                    }
                });
        page.onRequestFinished(finished::add);
    }

    /**
     * Shows a view.
     *
     * @param place its name, and perhaps what the address has behind it
     */
    OpenPage view(String place) {
        page.navigate(address + "/#/" + place);
        page.waitForSelector("section[data-view=" + place.replaceFirst("/.*", "") + "] h1");
        return this;
    }

    Page page() {
        return page;
    }

    /** What the page has fetched so far, as it came over the line. */
    long bytesFetched() {
        page.waitForLoadState(LoadState.NETWORKIDLE);
        // Asked only now: while the page is being closed, nobody answers.
        return finished.stream()
                .map(Request::sizes)
                .mapToLong(sizes -> sizes.responseBodySize + sizes.responseHeadersSize)
                .sum();
    }

    /** Writes text on the pad, with a pen's strokes. */
    void draw(String text) {
        double cell = 1.0 / text.length();
        BoundingBox pad = page.locator(".pad canvas").boundingBox();
        double size = Math.min(0.62 * pad.height, 0.9 * cell * pad.width);
        for (int i = 0; i < text.length(); i++) {
            double left = pad.x + pad.width * cell * (i + 0.5) - size / 2;
            double top = pad.y + (pad.height - size) / 2;
            for (List<double[]> stroke : strokesOf(text.charAt(i))) {
                draw(stroke, left, top, size / 100);
            }
        }
    }

    /** Draws strokes of any size, as large as fits well. */
    void drawFitted(List<List<double[]>> strokes) {
        double left = Double.MAX_VALUE;
        double top = Double.MAX_VALUE;
        double size = 1;
        for (List<double[]> stroke : strokes) {
            for (double[] point : stroke) {
                left = Math.min(left, point[0]);
                top = Math.min(top, point[1]);
            }
        }
        for (List<double[]> stroke : strokes) {
            for (double[] point : stroke) {
                size = Math.max(size, Math.max(point[0] - left, point[1] - top));
            }
        }
        BoundingBox pad = page.locator(".pad canvas").boundingBox();
        double scale = 0.62 * pad.height / size;
        for (List<double[]> stroke : strokes) {
            draw(
                    stroke,
                    pad.x + 0.3 * pad.width - left * scale,
                    pad.y + 0.2 * pad.height - top * scale,
                    scale);
        }
    }

    /** Draws one stroke. */
    void draw(List<double[]> stroke, double left, double top, double scale) {
        double[] first = stroke.get(0);
        page.mouse().move(left + first[0] * scale, top + first[1] * scale);
        page.mouse().down();
        for (double[] point : stroke) {
            page.mouse().move(left + point[0] * scale, top + point[1] * scale);
        }
        page.mouse().up();
    }

    BoundingBox pad() {
        return page.locator(".pad canvas").boundingBox();
    }

    /** Asks the browser itself for what Playwright has no words for. */
    void command(String method, JsonObject parameters) {
        CDPSession open = session == null ? context.newCDPSession(page) : session;
        session = open;
        open.send(method, parameters);
    }

    /** What a pen does, at a place of the pad, 0 to 1. */
    void pen(String type, double x, double y, double pressure) {
        BoundingBox pad = pad();
        JsonObject event = new JsonObject();
        event.addProperty("type", type);
        event.addProperty("x", pad.x + x * pad.width);
        event.addProperty("y", pad.y + y * pad.height);
        event.addProperty("button", "left");
        event.addProperty("buttons", 1);
        event.addProperty("clickCount", 1);
        event.addProperty("pointerType", "pen");
        event.addProperty("force", pressure);
        command("Input.dispatchMouseEvent", event);
    }

    /** Fingers and palms that lie on the pad from now on: each x, y, 0 to 1, and a radius. */
    void touch(String type, double[]... fingers) {
        BoundingBox pad = pad();
        JsonArray points = new JsonArray();
        for (int i = 0; i < fingers.length; i++) {
            JsonObject point = new JsonObject();
            point.addProperty("x", pad.x + fingers[i][0] * pad.width);
            point.addProperty("y", pad.y + fingers[i][1] * pad.height);
            point.addProperty("radiusX", fingers[i][2]);
            point.addProperty("radiusY", fingers[i][2]);
            point.addProperty("id", i);
            points.add(point);
        }
        JsonObject event = new JsonObject();
        event.addProperty("type", type);
        event.add("touchPoints", points);
        command("Input.dispatchTouchEvent", event);
    }

    /** How many pixels of a part of the pad have ink; the part from 0 to 1. */
    int ink(double left, double top, double right, double bottom) {
        return ((Number)
                        page.locator(".pad canvas")
                                .evaluate(
                                        """
                                        (canvas, [left, top, right, bottom]) => {
                                          const { width, height } = canvas;
                                          const copy = new OffscreenCanvas(width, height);
                                          const pen = copy.getContext("2d");
                                          pen.drawImage(canvas, 0, 0);
                                          const { data } = pen.getImageData(
                                            left * width, top * height,
                                            (right - left) * width, (bottom - top) * height);
                                          return data.filter((v, i) => i % 4 === 3 && v > 127).length;
                                        }""",
                                        List.of(left, top, right, bottom)))
                .intValue();
    }

    /** How many strokes the drawing has. */
    int strokeCount() {
        return ((Number)
                        page.evaluate(
                                "() => JSON.parse(sessionStorage.getItem('tenfold-drawing'))"
                                        + ".strokes.length"))
                .intValue();
    }

    /** Waits until the drawing is read as this. */
    void waitForReading(String text) {
        Locator digits = page.locator(".chip-digit");
        if (text.isEmpty()) {
            assertThat(digits).hasCount(0);
        } else {
            assertThat(digits).hasText(text.split(""));
        }
    }

    /** Puts a file into the view that reads pictures. */
    void choose(Path... files) {
        page.locator("#files").setInputFiles(files);
    }

    String text(String selector) {
        return page.locator(selector).first().innerText().strip();
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** What axe finds wrong with the page as it is shown. */
    List<String> accessibilityFaults() {
        return new AxeBuilder(page)
                        .withTags(List.of(AXE_LEVELS.split(",")))
                        .setLegacyMode(true)
                        .analyze()
                        .getViolations()
                        .stream()
                        .map(rule -> rule.getId() + ": " + rule.getHelp() + " " + rule.getNodes())
                        .toList();
    }

    boolean isWiderThanTheScreen() {
        return (boolean)
                page.locator("html").evaluate("html => html.scrollWidth > html.clientWidth");
    }

    void screenshot(Path file) {
        page.screenshot(new Page.ScreenshotOptions().setPath(file));
    }

    /** The browser notes every answer from 400 on its console; this one is wanted. */
    void expectFault(String part) {
        expected = part;
    }

    /** Nothing but what was expected may have gone wrong unseen. */
    @Override
    public void close() {
        context.close();
        String part = expected;
        if (part != null) {
            assertTrue(faults.removeIf(fault -> fault.contains(part)), () -> "found " + faults);
        }
        assertEquals(List.of(), faults);
    }

    private static List<List<double[]>> strokesOf(char sign) {
        return STROKES.getOrDefault(Character.toString(sign), List.of());
    }

    /** Our own strokes, in a square of 100; those of {@code ?} are nearly a 9 and nearly a 4. */
    private static Map<String, List<List<double[]>>> strokes() {
        Map<String, List<List<double[]>>> strokes = new LinkedHashMap<>();
        try (InputStream in = OpenPage.class.getResourceAsStream("strokes.json");
                JsonParser json = new JsonFactory().createParser(in)) {
            json.nextToken();
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                json.nextToken();
                strokes.put(name, strokes(json));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return strokes;
    }

    /** An array of strokes, each an array of points [x, y]. */
    static List<List<double[]>> strokes(JsonParser json) throws IOException {
        List<List<double[]>> strokes = new ArrayList<>();
        while (json.nextToken() == JsonToken.START_ARRAY) {
            List<double[]> stroke = new ArrayList<>();
            while (json.nextToken() == JsonToken.START_ARRAY) {
                json.nextToken();
                double x = json.getDoubleValue();
                json.nextToken();
                stroke.add(new double[] {x, json.getDoubleValue()});
                json.nextToken();
            }
            strokes.add(stroke);
        }
        return strokes;
    }
}
