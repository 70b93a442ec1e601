package dev.tenfold.server.http;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.data.DownloadListener;
import dev.tenfold.lab.data.MnistCache;
import dev.tenfold.server.explain.Exemplars;
import dev.tenfold.server.http.OpenPage.Screen;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The page, used as a person uses it, in a real browser. */
@Timeout(120)
final class PageIT {

    private static final List<Screen> SCREENS = List.of(Screen.DESKTOP, Screen.PHONE);
    private static final List<String> VIEWS =
            List.of("draw", "picture", "history", "inside", "compare", "train", "review", "api");

    private static final Path SCREENSHOTS = Path.of("target/screenshots");

    /** With {@code -Dtenfold.screenshots=docs} the pictures of the documentation are made anew. */
    private static final boolean FOR_DOCS =
            "docs".equals(System.getProperty("tenfold.screenshots"));

    private static final Map<Screen, String> DOCUMENTED =
            Map.of(Screen.DESKTOP, "", Screen.DARK_PHONE, "-phone");

    /** One object a line, {@code label} and {@code strokes}, whose points [x, y] have y upward. */
    private static final Path PEN_STROKES =
            Path.of("../../shared/handwriting/unipen/strokes.jsonl");

    private static final long MAX_BYTES = 60_000;

    /** Until the last answer to a drawing has come, before it is photographed. */
    private static final int REST_MILLIS = 1500;

    private static Chromium chromium;
    private static RunningService running;

    @BeforeAll
    static void start() throws IOException {
        chromium = Chromium.start();
        Dataset digits = MnistCache.standard().load("mnist:train", DownloadListener.NONE);
        Exemplars exemplars = new Exemplars(digits.pixels(), digits.labels());
        running = new RunningService(RunningService.PATIENT, () -> Optional.of(exemplars));
        Files.createDirectories(SCREENSHOTS);
        putRun("lenet5-1");
    }

    /** What `tenfold train lenet5 --epochs 10 --examples 5000 --progress json` reported. */
    private static void putRun(String id) throws IOException {
        Path run = Files.createDirectories(running.folder.resolve("runs").resolve(id));
        Files.writeString(run.resolve("arguments"), "train\n");
        try (InputStream events = PageIT.class.getResourceAsStream("lenet5-run.ndjson")) {
            Files.copy(Objects.requireNonNull(events), run.resolve("events.ndjson"));
        }
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
            running.close();
        }
    }

    private static OpenPage open(Screen screen, String view) {
        return new OpenPage(chromium, running, screen).view(view);
    }

    @ParameterizedTest
    @FieldSource("SCREENS")
    void digitIsReadAsItIsDrawn(Screen screen) {
        try (OpenPage open = open(screen, "draw")) {
            open.draw("3");
            open.waitForReading("3");
            assertEquals("A 3", open.text(".seen h2"));
            assertEquals("3", open.text(".bars .best .bar-label"));
            open.page().reload();
            open.waitForReading("3");
        }
    }

    @ParameterizedTest
    @FieldSource("SCREENS")
    void severalDigitsAreReadAndOneIsLookedAt(Screen screen) {
        try (OpenPage open = open(screen, "draw")) {
            open.draw("2604");
            open.waitForReading("2604");
            open.page().locator(".chip").nth(1).click();
            assertEquals("A 6", open.text(".seen h2"));
        }
    }

    @Test
    void strokesAreTakenBackOneByOneAndAllAtOnce() {
        try (OpenPage open = open(Screen.DESKTOP, "draw")) {
            open.draw("17");
            open.waitForReading("17");
            open.button("Undo").click();
            open.waitForReading("1");
            open.button("Clear").click();
            open.waitForReading("");
            assertEquals("Nothing yet", open.text(".seen h2"));
            open.button("Undo").click();
            open.waitForReading("1");
        }
    }

    @Test
    void digitIsDrawnByTheKeyboardAlone() {
        try (OpenPage open = open(Screen.DESKTOP, "draw")) {
            Locator pad = open.page().locator(".pad canvas");
            pad.focus();
            for (int i = 0; i < 10; i++) {
                pad.press("ArrowUp");
            }
            pad.press("Space");
            for (int i = 0; i < 20; i++) {
                pad.press("ArrowDown");
            }
            pad.press("Space");
            open.waitForReading("1");
            pad.press("Control+z");
            open.waitForReading("");
        }
    }

    @Test
    void letterIsNoDigit() {
        try (OpenPage open = open(Screen.DESKTOP, "draw")) {
            open.draw("A");
            open.waitForReading("?");
            assertThat(open.page().locator(".best .bar-label")).hasText("no digit");
            assertEquals("Not a digit", open.text(".seen h2"));
        }
    }

    /** Digits of ten writers where they are at hand; our own in any case. */
    static Stream<Arguments> penStrokes() throws IOException {
        if (!Files.exists(PEN_STROKES)) {
            return "0123456789"
                    .chars()
                    .mapToObj(c -> Arguments.of(Character.toString(c), List.of()));
        }
        Map<String, List<List<double[]>>> first = new LinkedHashMap<>();
        for (String line : Files.readAllLines(PEN_STROKES)) {
            try (JsonParser json = new JsonFactory().createParser(line)) {
                String label = "";
                List<List<double[]>> strokes = List.of();
                json.nextToken();
                for (String key = json.nextFieldName(); key != null; key = json.nextFieldName()) {
                    json.nextToken();
                    switch (key) {
                        case "label" -> label = json.getText();
                        case "strokes" -> strokes = upsideDown(OpenPage.strokes(json));
                        default -> json.skipChildren();
                    }
                }
                first.putIfAbsent(label, strokes);
            }
        }
        return first.entrySet().stream().map(e -> Arguments.of(e.getKey(), e.getValue()));
    }

    private static List<List<double[]>> upsideDown(List<List<double[]>> strokes) {
        return strokes.stream()
                .map(s -> s.stream().map(p -> new double[] {p[0], -p[1]}).toList())
                .toList();
    }

    @ParameterizedTest(name = "a {0}")
    @MethodSource("penStrokes")
    void realPenStrokesAreRead(String label, List<List<double[]>> strokes) {
        try (OpenPage open = open(Screen.DESKTOP, "draw")) {
            if (strokes.isEmpty()) {
                open.draw(label);
            } else {
                open.drawFitted(strokes);
            }
            open.waitForReading(label);
        }
    }

    @Test
    void correctedDrawingIsKeptWithItsLabel() throws Exception {
        try (OpenPage open = open(Screen.DESKTOP, "draw")) {
            open.draw("1");
            open.waitForReading("1");
            open.button("7").click();
            open.page().waitForSelector("text=/Kept as number \\d+, with your “7”/");
            open.waitForReading("7");
            assertEquals("A 7", open.text(".seen h2"));
            assertEquals("7", open.text(".whole-text"));
            assertThat(open.page().locator(".pad .box text")).hasText("7");
        }
        String latest = running.get("/api/v1/readings?limit=1").body();
        assertTrue(latest.contains("\"label\":\"7\""), latest);
    }

    @Test
    void correctionOfADrawingIsTakenBack() throws Exception {
        try (OpenPage open = open(Screen.DESKTOP, "draw")) {
            open.draw("1");
            open.waitForReading("1");
            open.button("7").click();
            open.waitForReading("7");
            open.button("Take it back").click();
            open.waitForReading("1");
            assertEquals("A 1", open.text(".seen h2"));
            open.page().waitForSelector("text=/Taken back; kept as number/");
        }
        String latest = running.get("/api/v1/readings?limit=1").body();
        assertFalse(latest.contains("\"label\""), latest);
    }

    @Test
    void layersMoveWithTheDrawingAndAMapIsChosen() {
        try (OpenPage open = open(Screen.DESKTOP, "inside")) {
            open.page().waitForSelector(".layer");
            assertEquals(9, open.page().locator(".layer").count());
            Locator map = open.page().locator(".layer canvas").first();
            Object before = map.evaluate("canvas => canvas.toDataURL()");
            open.draw("8");
            assertThat(open.page().locator(".tile.best figcaption")).containsText("8 ");
            assertNotEquals(before, map.evaluate("canvas => canvas.toDataURL()"));
            open.page().locator(".layer").nth(3).click();
            assertEquals(64, open.page().locator(".maps button").count());
            open.page().locator(".maps button").nth(9).click();
            assertTrue(open.text(".map-words").startsWith("Map 10 of 64: at most "));
            open.page().waitForSelector(".card:has(#alike) .tile");
            assertTrue(open.text(".card:has(#hangs-on) p").startsWith("A square of paper"));
        }
    }

    @Test
    void courseNetworksSayADigitWhereThereIsNone() {
        try (OpenPage open = open(Screen.DESKTOP, "compare")) {
            open.page().waitForSelector(".contest-digit.none");
            assertEquals(
                    List.of(
                            "Nearest neighbours",
                            "Softmax regression",
                            "Perceptron",
                            "LeNet-5",
                            "Flagship"),
                    open.page().locator(".contest h2").allTextContents());
            assertTrue(open.text(".point").startsWith("This is no digit"));
            open.draw("2");
            assertThat(open.page().locator(".contest-digit").last()).hasText("2");
        }
    }

    @Test
    void withoutTrainingDigitsThePageSaysHowToGetThem() throws IOException {
        try (RunningService bare = new RunningService(RunningService.PATIENT, Optional::empty)) {
            try (OpenPage open = new OpenPage(chromium, bare, Screen.DESKTOP).view("compare")) {
                open.page().waitForSelector("text=tenfold data get mnist");
                open.view("inside");
                open.page().waitForSelector(".card:has(#alike) >> text=tenfold data get mnist");
            }
        }
    }

    /** Here every digit is doubtful, however sure the network is. */
    @Test
    void doubtfulDigitsAreReviewedWithOneKeyEach() throws Exception {
        try (RunningService own =
                new RunningService(RunningService.patient(null, Math.nextUp(1.0)))) {
            own.sendSample("/api/v1/readings").get();
            try (OpenPage open = new OpenPage(chromium, own, Screen.PHONE).view("review")) {
                Page page = open.page();
                page.waitForSelector("text=15 left");
                page.keyboard().press("Enter");
                page.waitForSelector("text=14 left");
                page.keyboard().press("4");
                page.waitForSelector("text=13 left");
                page.keyboard().press("n");
                page.waitForSelector("text=12 left");
                page.keyboard().press("z");
                page.waitForSelector("text=13 left");
                String asked = open.text("#asked");
                page.keyboard().press("s");
                assertThat(page.locator("#asked")).not().hasText(asked);
                for (int left = 13; left > 1; left--) {
                    page.waitForSelector("text=/^" + left + " left/");
                    page.keyboard().press("Enter");
                }
                page.waitForSelector("text=All but the 1 that you skipped");
                open.button("Look at them again").click();
                page.waitForSelector("text=1 left");
                page.keyboard().press("0");
                page.waitForSelector("text=Nothing waits for you");
                page.waitForSelector("text=15 answers: teach it");
                Download corrections =
                        page.waitForDownload(() -> open.button("Download corrections.csv").click());
                assertEquals(1 + 15, Files.readAllLines(corrections.path()).size());
            }
        }
    }

    @Test
    void secondOfTwoTabsIsToldThatTheFirstHasAnswered() throws Exception {
        try (RunningService own =
                new RunningService(RunningService.patient(null, Math.nextUp(1.0)))) {
            String read = own.sendSample("/api/v1/readings").get().body();
            String id = read.replaceFirst("^\\{\"id\":(\\d+),.*$", "$1");
            try (OpenPage first = new OpenPage(chromium, own, Screen.DESKTOP).view("review");
                    OpenPage second = new OpenPage(chromium, own, Screen.DESKTOP).view("review")) {
                first.page().waitForSelector("text=15 left");
                second.page().waitForSelector("text=15 left");
                first.page().keyboard().press("4");
                first.page().waitForSelector("text=14 left");
                second.page().keyboard().press("7");
                second.page().waitForSelector("#notice >> text=answered elsewhere meanwhile");
                second.page().waitForSelector("text=14 left");
                String stored = own.get("/api/v1/readings/" + id).body();
                assertTrue(stored.contains("\"label\":\"4\""), stored);
                assertFalse(stored.contains("\"label\":\"7\""), stored);
                second.expectFault("409");
            }
        }
    }

    @Test
    void singleKeysAreTurnedOffAndStayOff() throws Exception {
        try (RunningService own =
                new RunningService(RunningService.patient(null, Math.nextUp(1.0)))) {
            own.sendSample("/api/v1/readings").get();
            try (OpenPage open = new OpenPage(chromium, own, Screen.DESKTOP).view("review")) {
                Page page = open.page();
                page.waitForSelector("text=15 left");
                page.getByLabel("Single keys answer").uncheck();
                page.keyboard().press("4");
                page.reload();
                page.waitForSelector("text=15 left");
                page.keyboard().press("4");
                assertThat(page.locator(".key-help")).isHidden();
                page.getByLabel("Single keys answer").check();
                page.waitForSelector("text=15 left");
                page.keyboard().press("4");
                page.waitForSelector("text=14 left");
            }
        }
    }

    @Test
    void doubtIsWrittenAndNotOnlyColoured() {
        try (OpenPage open = open(Screen.DESKTOP, "draw")) {
            open.draw("?");
            open.page().waitForSelector(".pad .box.doubt");
            assertThat(open.page().locator(".pad .box.doubt text"))
                    .hasText(Pattern.compile("[49]\\?"));
            assertThat(open.page().locator(".chip")).containsText("doubtful");
        }
    }

    @Test
    void numberThatIsNotWholeIsToldInThePagesWords() {
        try (OpenPage open = open(Screen.DESKTOP, "train")) {
            open.page().waitForSelector("circle.curve-1");
            open.page().locator("#train-epochs").fill("1.5");
            open.button("Start").click();
            assertEquals("Epochs must be a whole number from 1 on.", open.text("#train-mistake"));
        }
    }

    @Test
    void everyRouteIsListedAndCanBeTried() {
        try (OpenPage open = open(Screen.DESKTOP, "api")) {
            open.page().waitForSelector(".route");
            assertEquals(running.service.routes().size(), open.page().locator(".route").count());
            Locator health =
                    open.page().locator(".route", new Page.LocatorOptions().setHasText("/health"));
            health.locator("summary").click();
            health.locator("button").click();
            health.locator(".answer").waitFor();
            assertEquals(
                    "{\n  \"status\": \"up\"\n}", health.locator(".answer").innerText().strip());
        }
    }

    @Test
    void keyIsAskedForOnceAndThenSent() throws IOException {
        try (RunningService locked = new RunningService(RunningService.patient("secret", 0.9))) {
            try (OpenPage open = new OpenPage(chromium, locked, Screen.PHONE).view("draw")) {
                // The example that greets is read too, so the key is asked for at once.
                open.page().waitForSelector("dialog");
                open.page().locator("#key").fill("guess");
                open.button("Use it").click();
                open.page().waitForSelector("text=That key was refused");
                open.page().locator("#key").fill("secret");
                open.button("Use it").click();
                open.waitForReading("2015");
                open.draw("5");
                open.waitForReading("5");
                open.page().reload();
                open.waitForReading("5");
                open.expectFault("401");
            }
        }
    }

    @Test
    void serviceThatIsGoneIsToldAndComesBack() throws IOException {
        RunningService gone = new RunningService(RunningService.PATIENT);
        try (OpenPage open = new OpenPage(chromium, gone, Screen.DESKTOP).view("draw")) {
            // While the example that greets is being read, the service would still answer, with
            // 503.
            open.waitForReading("2015");
            gone.close();
            open.draw("1");
            open.page().waitForSelector("#notice >> text=The service does not answer");
            open.expectFault("ERR_CONNECTION_REFUSED");
        }
    }

    /** The model stays with the service: only the page comes over the line. */
    @Test
    void firstAnswerNeedsLittle() {
        try (OpenPage open = open(Screen.PHONE, "draw")) {
            open.draw("3");
            open.waitForReading("3");
            assertTrue(open.bytesFetched() < MAX_BYTES, "fetched " + open.bytesFetched());
            assertTrue(open.bytesFetched() > 10_000, "fetched " + open.bytesFetched());
        }
    }

    static Stream<Arguments> viewsOnScreens() {
        return VIEWS.stream()
                .flatMap(
                        view ->
                                Stream.of(
                                                Screen.DESKTOP,
                                                Screen.DARK,
                                                Screen.PHONE,
                                                Screen.DARK_PHONE)
                                        .map(screen -> Arguments.of(view, screen)));
    }

    @ParameterizedTest(name = "{0} on {1}")
    @MethodSource("viewsOnScreens")
    void everyViewIsAccessibleAndFitsItsScreen(String view, Screen screen) throws Exception {
        try (OpenPage open = open(screen, view)) {
            switch (view) {
                case "draw" -> {
                    open.draw("3147");
                    open.waitForReading("3147");
                    open.page().waitForTimeout(REST_MILLIS);
                }
                case "picture" -> {
                    open.choose(RunningService.SAMPLE);
                    open.page().waitForSelector(".digits");
                }
                case "history" -> {
                    running.sendSample("/api/v1/readings?file=sample.jpg").get();
                    open.page().reload();
                    open.page().waitForSelector(".reading");
                }
                case "inside" -> open.page().waitForSelector(".card:has(#alike) .tile");
                case "compare" -> open.page().waitForSelector(".contest-digit.none");
                case "train" -> open.page().waitForSelector("circle.curve-1");
                case "review" -> waitForAQuestion(open);
                default -> open.page().waitForSelector(".route");
            }
            open.screenshot(SCREENSHOTS.resolve("page-" + view + "-" + screen + ".png"));
            if (FOR_DOCS && DOCUMENTED.containsKey(screen)) {
                String name = "page-" + view + DOCUMENTED.get(screen) + ".png";
                open.screenshot(Path.of("../docs/images", name));
            }
            assertEquals(List.of(), open.accessibilityFaults());
            assertFalse(open.isWiderThanTheScreen());
        }
    }

    /** A 4 that is nearly a 9, kept, waits for review. */
    private static void waitForAQuestion(OpenPage open) {
        open.view("draw");
        open.draw("?");
        open.page().waitForSelector(".pad .box.doubt");
        open.button("Keep for review").click();
        open.page().waitForSelector("text=Kept as number");
        open.view("review");
        open.page().waitForSelector(".question:not(:empty)");
    }
}
