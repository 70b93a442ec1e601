package dev.tenfold.server.http;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import dev.tenfold.server.http.OpenPage.Screen;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures that are read on the page, and what is kept of them. */
@Timeout(120)
final class PictureIT extends InBrowser {

    private static final List<Screen> SCREENS = List.of(Screen.DESKTOP, Screen.PHONE);

    private static final String SCROLLED =
            "() => document.querySelector('.page-view').scrollLeft > 0";

    @TempDir static Path folder;

    @ParameterizedTest
    @FieldSource("SCREENS")
    void photoIsReadAndADigitCorrected(Screen screen) throws Exception {
        try (OpenPage open = open(screen, "picture")) {
            open.choose(RunningService.SAMPLE);
            open.page().waitForSelector(".digits");
            assertEquals(
                    List.of("31415", "92653", "58979"),
                    open.page().locator(".digits").allTextContents());
            assertEquals(15, open.page().locator(".page-picture .box").count());
            assertTrue(open.text(".row-sure").startsWith("the whole row: "));
            open.page().locator(".page-picture .box").nth(6).click();
            assertEquals("A 2", open.text(".seen h2"));
            open.button("9").last().click();
            open.page().waitForSelector("text=Kept: digit 2 of line 2 is “9”.");
            assertEquals("99653", open.page().locator(".digits").nth(1).textContent());
            assertEquals("A 9", open.text(".seen h2"));
            if (screen.isPhone()) {
                open.button("Close").click();
            }
            Download csv = open.page().waitForDownload(() -> open.button("CSV").click());
            List<String> rows = Files.readAllLines(csv.path());
            assertEquals(16, rows.size());
            assertTrue(rows.get(7).startsWith("sample.jpg,1,2,2,2,"), rows.get(7));
            List<String> columns = List.of(rows.get(0).split(",", -1));
            List<String> cells = List.of(rows.get(7).split(",", -1));
            assertEquals("9", cells.get(columns.indexOf("label")), rows.get(7));
            assertEquals("99653", cells.get(columns.indexOf("written")), rows.get(7));
            Download text = open.page().waitForDownload(() -> open.button("Text").click());
            assertEquals("31415\n99653\n58979\n", Files.readString(text.path()));
            Download json = open.page().waitForDownload(() -> open.button("JSON").click());
            assertTrue(Files.readString(json.path()).startsWith("{\"id\":"));
            assertFalse(Files.readString(json.path()).contains("\"picture\""));
            assertTrue(Files.readString(json.path()).contains("\"31415\\n99653\\n58979\""));
            open.page().locator(".page-picture .box").nth(6).click();
            open.button("Take it back").click();
            open.page().waitForSelector("text=Taken back: digit 2 of line 2 is “2” again.");
            assertEquals("92653", open.page().locator(".digits").nth(1).textContent());
        }
    }

    @Test
    void pictureIsEnlargedAndScrolledAndATinyOneShownLarge() throws IOException {
        Path tiny = folder.resolve("tiny.png");
        ImageIO.write(paper(28, 28), "png", tiny.toFile());
        try (OpenPage open = open(Screen.DESKTOP, "picture")) {
            Page page = open.page();
            open.choose(RunningService.SAMPLE);
            page.waitForSelector(".digits");
            double before = page.locator(".page-picture").boundingBox().width;
            assertThat(open.button("Smaller")).isDisabled();
            open.button("Larger").click();
            assertEquals(1.5 * before, page.locator(".page-picture").boundingBox().width, 2);
            assertEquals(1.5 * before, page.locator(".page-picture img").boundingBox().width, 2);
            assertTrue((boolean) page.evaluate(SCROLLED), "the middle stays in the middle");
            page.locator(".page-picture .box").nth(6).click();
            assertThat(page.locator(".seen h2")).hasText("A 2");
            assertEquals(List.of(), open.accessibilityFaults());
            open.screenshot(Path.of("target/screenshots/picture-enlarged.png"));
            open.button("Smaller").click();
            assertEquals(before, page.locator(".page-picture").boundingBox().width, 2);
            open.choose(tiny);
            page.waitForSelector("img[alt^='tiny.png']");
            assertEquals(476, page.locator("img[alt^='tiny.png']").boundingBox().width, 1);
        }
    }

    @Test
    void damagedAndBlankPicturesAreToldApart() throws IOException {
        Path damaged = folder.resolve("damaged.png");
        Files.write(damaged, "no picture".getBytes(StandardCharsets.UTF_8));
        Path blank = folder.resolve("blank.png");
        ImageIO.write(paper(200, 100), "png", blank.toFile());
        try (OpenPage open = open(Screen.DESKTOP, "picture")) {
            open.choose(damaged, blank);
            open.page().waitForSelector("text=Nothing is written here.");
            assertTrue(open.text(".error").startsWith("damaged.png: expected a picture"));
            open.expectFault("422");
        }
    }

    @Test
    void pictureThatIsTooLargeIsRefusedInThePagesWords() throws IOException {
        Path large = folder.resolve("large.bmp");
        ImageIO.write(paper(1100, 1000), "bmp", large.toFile());
        try (OpenPage open = open(Screen.PHONE, "picture")) {
            open.choose(large);
            open.page().waitForSelector(".error");
            assertEquals("large.bmp is too large. Send one of at most 1 MB.", open.text(".error"));
            open.expectFault("413");
        }
    }

    @Test
    void pageThatNoBrowserShowsIsShownWithItsBoxes() throws IOException {
        Path tiff = folder.resolve("page.tiff");
        ImageIO.write(one(), "tiff", tiff.toFile());
        try (OpenPage open = open(Screen.DESKTOP, "picture")) {
            open.choose(tiff);
            open.page().waitForSelector(".digits");
            assertEquals("1", open.text(".digits"));
            assertEquals(
                    "400,300",
                    open.page()
                            .locator(".page-picture img")
                            .evaluate("img => [img.naturalWidth, img.naturalHeight].join()"));
        }
    }

    @Test
    void textAndPictureShowWhichDigitIsWhich() {
        try (OpenPage open = open(Screen.DESKTOP, "picture")) {
            open.choose(RunningService.SAMPLE);
            Page page = open.page();
            page.locator(".digits button").nth(7).hover();
            assertThat(page.locator(".page-picture .box.linked text")).hasText("6");
            page.locator(".page-picture .box").nth(11).hover();
            assertThat(page.locator(".digits button.linked")).hasText("8");
            page.locator(".digits button").nth(0).focus();
            assertThat(page.locator(".page-picture .box.linked text")).hasText("3");
            double right = page.locator(".page-picture").boundingBox().x;
            assertTrue(page.locator(".page-text").boundingBox().x > right + 200);
        }
    }

    @Test
    void pictureAndItsAnswersStayFromViewToViewAndAfterAReload() {
        try (OpenPage open = open(Screen.DESKTOP, "picture")) {
            open.choose(RunningService.SAMPLE);
            Page page = open.page();
            page.locator(".page-picture .box").nth(6).click();
            open.button("9").last().click();
            page.waitForSelector("text=Kept: digit 2 of line 2");
            page.locator("nav >> text=Draw").click();
            page.waitForSelector("section[data-view=draw]");
            page.locator("nav >> text=Read a picture").click();
            assertThat(page.locator(".page-picture img")).isVisible();
            assertEquals("A 9", open.text(".seen h2"));
            page.reload();
            assertThat(page.locator(".page-picture img")).isVisible();
            assertThat(page.locator(".digits").nth(1)).hasText("99653");
            assertEquals("A 9", open.text(".seen h2"));
            page.goBack();
            page.waitForSelector("section[data-view=draw]");
            page.goForward();
            assertThat(page.locator(".seen h2")).hasText("A 9");
        }
    }

    @Test
    void pagesOfAFileComeOneByOneAndCanBeStopped() throws IOException {
        Path pages = folder.resolve("scan.tiff");
        write(pages, one(), one(), one());
        try (OpenPage open = open(Screen.DESKTOP, "picture")) {
            Page page = open.page();
            open.choose(pages);
            assertThat(page.locator(".page-card")).hasCount(3);
            assertEquals(
                    List.of("scan.tiff", "scan.tiff, page 2", "scan.tiff, page 3"),
                    page.locator(".page-card h2").allTextContents());
            assertThat(page.locator(".reading-now")).isHidden();
            open.button("Start again").click();
            // The second page is held until the person has asked to stop.
            page.route(
                    Pattern.compile("page=2"),
                    route -> {
                        open.button("Stop").click();
                        route.resume();
                    });
            open.choose(pages, RunningService.SAMPLE);
            assertThat(page.locator(".page-card")).hasCount(2);
            assertThat(page.locator(".reading-now")).isHidden();
            assertThat(page.locator(".page-card")).hasCount(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"drop", "paste"})
    void pictureIsTakenOnEveryView(String how) throws IOException {
        String sample = Base64.getEncoder().encodeToString(RunningService.sample());
        for (String view : List.of("draw", "review", "history", "api")) {
            try (OpenPage open = open(Screen.DESKTOP, view)) {
                open.page()
                        .evaluate(
                                """
                                ([how, sample]) => {
                                  const bytes = Uint8Array.from(atob(sample), c => c.charCodeAt(0));
                                  const data = new DataTransfer();
                                  data.items.add(new File([bytes], "sample.jpg", { type: "image/jpeg" }));
                                  document.body.dispatchEvent(how === "drop"
                                    ? new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: data })
                                    : new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData: data }));
                                }""",
                                List.of(how, sample));
                open.page().waitForSelector("section[data-view=picture]");
                assertThat(open.page().locator(".digits").first()).hasText("31415");
            }
        }
    }

    @Test
    void whatWasLeftOutIsNamedAndTakenBack() throws Exception {
        Path letter = folder.resolve("letter.png");
        ImageIO.write(oneAndA(), "png", letter.toFile());
        try (OpenPage open = open(Screen.DESKTOP, "picture")) {
            Page page = open.page();
            open.choose(letter);
            page.locator("text=Left out: 1").click();
            page.locator(".left-out button").click();
            assertEquals("Not a digit", open.text(".seen h2"));
            open.button("4").last().click();
            page.waitForSelector("text=Kept: what was left out is “4”.");
            assertThat(page.locator(".digits")).hasText("14");
            assertEquals("A 4", open.text(".seen h2"));
            assertThat(page.locator(".page-picture .box.selected text")).hasText("4");
            Download text = page.waitForDownload(() -> open.button("Text").click());
            assertEquals("14\n", Files.readString(text.path()));
            Download csv = page.waitForDownload(() -> open.button("CSV").click());
            String row = Files.readAllLines(csv.path()).get(2);
            assertTrue(row.startsWith("letter.png,1,1,,,,") && row.endsWith(",,4,,14"), row);
            Download json = page.waitForDownload(() -> open.button("JSON").click());
            assertTrue(Files.readString(json.path()).contains("\"written\":\"14\""));
            assertTrue(Files.readString(json.path()).contains("\"label\":\"4\"}]"));
            page.reload();
            assertThat(page.locator(".digits")).hasText("14");
            open.button("Take it back").click();
            page.waitForSelector("text=Taken back: it is left out again.");
            assertThat(page.locator(".digits")).hasText("1");
        }
    }

    private static BufferedImage oneAndA() {
        BufferedImage page = paper(600, 300);
        Graphics2D pen = page.createGraphics();
        pen.setColor(Color.BLACK);
        pen.setStroke(new BasicStroke(12, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        pen.drawLine(150, 80, 150, 220);
        pen.drawLine(350, 220, 400, 80);
        pen.drawLine(400, 80, 450, 220);
        pen.drawLine(370, 170, 430, 170);
        pen.dispose();
        return page;
    }

    @Test
    void chosenDigitLiesInASheetOverThePictureOfAPhone() {
        try (OpenPage open = open(Screen.PHONE, "picture")) {
            Page page = open.page();
            open.choose(RunningService.SAMPLE);
            page.waitForSelector(".digits");
            assertThat(page.locator(".beside")).isHidden();
            page.locator(".page-picture .box").nth(6).click();
            assertThat(page.locator(".seen h2")).hasText("A 2");
            BoundingBox sheet = page.locator(".beside").boundingBox();
            BoundingBox box = page.locator(".box.selected").boundingBox();
            assertTrue(box.y > 0 && box.y + box.height < sheet.y, box.y + " above " + sheet.y);
            assertEquals(Screen.PHONE.height(), Math.round(sheet.y + sheet.height));
            assertEquals(List.of(), open.accessibilityFaults());
            open.button("Close").click();
            assertThat(page.locator(".beside")).isHidden();
        }
    }

    @Test
    void fingersFindLargeTargets() {
        try (OpenPage open = open(Screen.PHONE, "picture")) {
            Page page = open.page();
            assertEquals(List.of(), tooSmall(page));
            open.choose(RunningService.SAMPLE);
            page.locator(".page-picture .box").nth(6).click();
            assertThat(page.locator(".seen h2")).hasText("A 2");
            assertEquals(List.of(), tooSmall(page));
            for (String view : List.of("draw", "history", "review")) {
                open.view(view);
                page.waitForTimeout(500);
                assertEquals(List.of(), tooSmall(page), view);
            }
        }
    }

    /** What is lower or narrower than a fingertip, 44 pixels. */
    private static Object tooSmall(Page page) {
        return page.evaluate(
                """
                () => [...document.querySelectorAll("button, a.button, nav a, summary, select, label:has(input)")]
                  .map(e => [e, e.getBoundingClientRect()])
                  .filter(([e, { width, height }]) => width > 1 && (height < 43.5 || width < 43.5))
                  .map(([e, { width, height }]) => `${e.outerHTML.slice(0, 90)} ${width}×${height}`)""");
    }

    @Test
    void sampleIsThereToTry() {
        try (OpenPage open = open(Screen.PHONE, "picture")) {
            open.button("three rows").click();
            assertThat(open.page().locator(".digits").first()).hasText("31415");
        }
    }

    @Test
    void whatWasReadIsFoundAgainOpenedAndDeleted() throws Exception {
        String first = running.sendSample("/api/v1/readings?file=invoice.jpg").get().body();
        running.sendPicture("/api/v1/readings?file=note.png", png(one())).get();
        String id = first.replaceFirst("^\\{\"id\":(\\d+),.*$", "$1");
        try (OpenPage open = open(Screen.DESKTOP, "history")) {
            Page page = open.page();
            assertThat(page.locator(".reading strong").first()).hasText("note.png");
            Locator search = page.getByLabel("Search for a file’s name or for digits");
            search.fill("INVOICE");
            assertThat(page.locator(".reading")).hasCount(1);
            search.fill("no such file");
            page.waitForSelector("text=Nothing found.");
            search.fill("invoice");
            assertThat(page.locator(".reading-text")).hasText("31415\n92653\n58979");
            page.reload();
            assertThat(page.locator(".reading strong")).hasText("invoice.jpg");
            page.locator(".reading a").click();
            assertThat(page.locator(".digits").nth(1)).hasText("92653");
            assertThat(page.locator("canvas.drawn")).isVisible();
            assertTrue(page.url().endsWith("#/picture/" + id + "/1.1"), page.url());
            page.locator(".page-picture .box").nth(6).click();
            open.button("9").last().click();
            page.waitForSelector("text=Kept: digit 2 of line 2 is “9”.");
            page.goBack();
            search.fill("99653");
            assertThat(page.locator(".reading strong")).hasText("invoice.jpg");
            assertThat(page.locator(".reading")).containsText("1 answered by you");
            open.button("Delete invoice.jpg, number " + id).click();
            open.button("Cancel").click();
            assertThat(page.locator(".reading")).hasCount(1);
            open.button("Delete invoice.jpg, number " + id).click();
            open.button("Delete").click();
            page.waitForSelector("text=Nothing found.");
        }
        assertEquals(404, running.get("/api/v1/readings/" + id).statusCode());
    }

    private static BufferedImage one() {
        BufferedImage page = paper(400, 300);
        Graphics2D pen = page.createGraphics();
        pen.setColor(Color.BLACK);
        pen.setStroke(new BasicStroke(12));
        pen.drawLine(200, 60, 200, 240);
        pen.dispose();
        return page;
    }

    private static byte[] png(BufferedImage page) throws IOException {
        Path file = folder.resolve("page.png");
        ImageIO.write(page, "png", file.toFile());
        return Files.readAllBytes(file);
    }

    private static void write(Path tiff, BufferedImage... pages) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(tiff.toFile())) {
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            for (BufferedImage page : pages) {
                writer.writeToSequence(new IIOImage(page, null, null), null);
            }
            writer.endWriteSequence();
        } finally {
            writer.dispose();
        }
    }

    private static BufferedImage paper(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D paper = image.createGraphics();
        paper.setColor(Color.WHITE);
        paper.fillRect(0, 0, width, height);
        paper.dispose();
        return image;
    }
}
