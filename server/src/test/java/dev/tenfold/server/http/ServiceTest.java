package dev.tenfold.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.data.Datasets;
import dev.tenfold.reader.Reader;
import dev.tenfold.reader.Reading;
import dev.tenfold.server.output.JsonOutput;
import dev.tenfold.server.output.Review;
import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the routes answer, over real HTTP. */
final class ServiceTest {

    private static final String READINGS = "/api/v1/readings";
    private static final String PROBLEM = "application/problem+json";

    @TempDir static Path folder;

    private static RunningService running;

    @BeforeAll
    static void start() throws IOException {
        running = new RunningService(RunningService.SETTINGS);
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @Test
    void pictureIsAnsweredAsTheCommandPrintsIt() throws Exception {
        HttpResponse<String> answer =
                running.post(
                        READINGS + "?keep=false&file=sample.jpg",
                        "image/jpeg",
                        RunningService.sample());
        StringWriter printed = new StringWriter();
        try (Reader reader = Reader.open();
                JsonOutput output = new JsonOutput(new PrintWriter(printed), new Review(0.9))) {
            for (Reading reading : reader.read(RunningService.SAMPLE)) {
                output.page("sample.jpg", reading);
            }
        }
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals("application/json", answer.headers().firstValue("Content-Type").orElse(""));
        assertEquals(timeless(printed.toString()), timeless(answer.body()));
    }

    @Test
    void keptReadingIsFoundAgainAsItWasAnsweredButForItsSigns() throws Exception {
        String answered =
                readSample("")
                        .replaceAll("\"written\":\"[^\"]*\",", "")
                        .replaceAll(",\"signs\":\\[[^]]*]", "");
        String stored = running.get(READINGS + "/" + id(answered)).body();
        assertEquals(answered, stored.replaceFirst("\"created\":\"[^\"]+\",", ""));
        String list = running.get(READINGS + "?limit=1").body();
        assertTrue(list.contains(stored), list);
        assertTrue(
                list.endsWith(
                        "\"next\":\"" + READINGS + "?limit=1&before=" + id(answered) + "\"}"));
    }

    @Test
    void readingsAreFoundByTheirFilesNamesAndTheirRows() throws Exception {
        String id = id(readSample("?file=Receipt%20May.jpg"));
        for (String search : List.of("receipt+may", "92653", "MAY.JPG")) {
            String found = running.get(READINGS + "?limit=1&search=" + search).body();
            assertTrue(found.startsWith("{\"readings\":[{\"id\":" + id + ","), found);
        }
        // The last of one row and the first of the next are no number.
        String none = running.get(READINGS + "?search=141592").body();
        assertEquals("{\"readings\":[],\"next\":null}", none);
        correct(id, "{\"line\":2,\"position\":1,\"label\":\"0\"}");
        String corrected = running.get(READINGS + "?limit=1&search=02653").body();
        assertTrue(corrected.contains("\"id\":" + id + ","), corrected);
        assertTrue(corrected.endsWith("&search=02653\"}"), corrected);
        String next = READINGS + "?before=" + id + "&search=02653";
        assertEquals("{\"readings\":[],\"next\":null}", running.get(next).body());
        forget(id);
    }

    /** Other tests count what is labelled. */
    private static void forget(String id) throws Exception {
        running.send(running.to(READINGS + "/" + id).DELETE());
    }

    @Test
    void onePageOfAFileIsReadWhereAsked() throws Exception {
        HttpResponse<String> second =
                running.post(READINGS + "?keep=false&page=2", "image/tiff", tiff(3));
        assertEquals(200, second.statusCode(), second.body());
        assertTrue(second.body().contains("\"page\":2,"), second.body());
        assertEquals("3", second.headers().firstValue("Tenfold-Pages").orElse(""));
        isProblem(
                422,
                "page: expected one from 1 to 2, for the file has no more, found 3",
                running.post(READINGS + "?keep=false&page=3", "image/tiff", tiff(2)));
    }

    @Test
    void detailShowsTheGlyphAndAllProbabilities() throws Exception {
        String answer = readSample("?detail=true&keep=false");
        assertTrue(answer.contains("\"probabilities\":[0."), answer);
        // 784 bytes are 1046 letters and two signs in base 64.
        assertTrue(answer.matches("(?s).*\\d\\.\\d{4}],\"glyph\":\"[A-Za-z0-9+/]{1046}==\".*"));
    }

    @Test
    void pictureOfALetterReadAsOneDigitIsADoubtfulDigit() throws Exception {
        BufferedImage picture = new BufferedImage(60, 60, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = picture.createGraphics();
        pen.setStroke(new BasicStroke(4));
        pen.drawLine(12, 10, 12, 50);
        pen.drawLine(48, 10, 48, 50);
        pen.drawLine(12, 30, 48, 30);
        pen.dispose();
        String answer =
                running.post(
                                READINGS + "?single=true&detail=true&keep=false",
                                "image/png",
                                png(picture))
                        .body();
        assertTrue(
                answer.matches(
                        "(?s).*\"digits\":\\[\\{\"digit\":\\d,\"confidence\":[\\d.]+,"
                                + "\"none\":(0\\.[5-9]|1\\.0)\\d+,\"doubtful\":true,.*\"glyph\":\".*"),
                answer);
    }

    @Test
    void uprightPictureIsGivenBackWhereAsked() throws Exception {
        String answer = readSample("?picture=true&keep=false");
        Matcher picture =
                Pattern.compile(
                                "\"picture\":\\{\"width\":1000,\"height\":700,\"jpeg\":\"([^\"]+)\"}}$")
                        .matcher(answer);
        assertTrue(picture.find(), answer);
        BufferedImage shown =
                ImageIO.read(
                        new ByteArrayInputStream(Base64.getDecoder().decode(picture.group(1))));
        assertEquals("1000 x 700", shown.getWidth() + " x " + shown.getHeight());
    }

    @Test
    void largePictureIsGivenBackSmallerWithItsOwnMeasures() throws Exception {
        String answer =
                running.post(
                                READINGS + "?picture=true&keep=false",
                                "image/png",
                                png(new BufferedImage(2000, 500, BufferedImage.TYPE_INT_RGB)))
                        .body();
        Matcher picture =
                Pattern.compile("\"width\":2000,\"height\":500,\"jpeg\":\"([^\"]+)\"")
                        .matcher(answer);
        assertTrue(picture.find(), answer);
        BufferedImage shown =
                ImageIO.read(
                        new ByteArrayInputStream(Base64.getDecoder().decode(picture.group(1))));
        assertEquals("1600 x 400", shown.getWidth() + " x " + shown.getHeight());
    }

    @Test
    void explanationShowsLayersEvidenceOcclusionAndNeighbours() throws Exception {
        String plain = running.post("/api/v1/explanations", "application/json", glyph(784)).body();
        assertTrue(plain.startsWith("{\"model\":\"flagship\",\"probabilities\":["), plain);
        assertTrue(
                plain.contains(
                        "{\"operators\":[\"Conv\",\"BatchNormalization\",\"Relu\"],\"kernel\":[3,3],"
                                + "\"output\":{\"shape\":[24,26,26],\"scale\":0."),
                plain);
        assertTrue(plain.contains("\"evidence\":{\"shape\":[11,4,4],\"scale\":0."), plain);
        assertFalse(plain.contains("\"occlusion\"") || plain.contains("\"neighbours\""), plain);
        String full =
                running.post(
                                "/api/v1/explanations?occlusion=true&neighbours=2",
                                "application/json",
                                glyph(784))
                        .body();
        assertTrue(full.contains("\"occlusion\":{\"shape\":[14,14],\"scale\":"), full);
        assertTrue(
                full.contains("\"hasTrainingDigits\":true,\"neighbours\":[{\"label\":\"0\""), full);
        assertEquals(3, full.split("\"distance\":").length);
    }

    @Test
    void traceShowsTheStrongestSourcesOfAValue() throws Exception {
        String answer =
                running.post(
                                "/api/v1/traces?layer=1&map=4&row=12&column=13",
                                "application/json",
                                glyph(784))
                        .body();
        assertTrue(answer.startsWith("{\"operator\":\"Conv\",\"sources\":[{\"map\":"), answer);
        assertEquals(5, answer.split("\"top\":12,\"left\":13,").length, answer);
        assertTrue(answer.contains("\"others\":{\"count\":20,\"sum\":"), answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"layer=9", "layer=1&map=32", "row=26", "layer=8&column=1"})
    void traceOfAPlaceThatTheNetworkLacksIsRefused(String place) throws Exception {
        isProblem(
                400,
                "expected a place that the network has, found [",
                running.post("/api/v1/traces?" + place, "application/json", glyph(784)));
    }

    @Test
    void heatMapIsHotWhereCharactersAre() throws Exception {
        String path = "/api/v1/heatmaps";
        String answer = running.post(path, "image/jpeg", RunningService.sample()).body();
        Matcher map =
                Pattern.compile("\\{\"width\":(\\d+),\"height\":(\\d+),\"heat\":\"([^\"]+)\"}")
                        .matcher(answer);
        assertTrue(map.matches(), answer);
        int width = Integer.parseInt(map.group(1));
        int height = Integer.parseInt(map.group(2));
        byte[] heat = Base64.getDecoder().decode(map.group(3));
        assertEquals(width * height, heat.length);
        assertTrue(Math.max(width, height) <= 400, width + " x " + height);
        int hot = 0;
        for (byte value : heat) {
            hot += (value & 0xff) > 128 ? 1 : 0;
        }
        assertTrue(hot > 10 && hot < heat.length / 10, hot + " of " + heat.length);
        isProblem(422, "expected a picture", running.post(path, "image/png", bytes("no")));
        isProblem(415, "Content-Type: expected", running.post(path, "text/css", bytes("a {}")));
    }

    @Test
    void comparisonHasAnAnswerOfEachNetwork() throws Exception {
        String answer = running.post("/api/v1/comparisons", "application/json", glyph(784)).body();
        Matcher names = Pattern.compile("\"name\":\"([^\"]+)\",\"digit\":\\d").matcher(answer);
        assertEquals(
                List.of("knn", "softmax", "mlp-64", "lenet5", "flagship"),
                names.results().map(name -> name.group(1)).toList());
        assertEquals(2, answer.split("\"knowsNone\":true").length, "only one can say none");
        assertTrue(answer.contains("\"parameters\":61706.0"), answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"explanations", "comparisons", "traces"})
    void whatIsNoGlyphIsRefused(String route) throws Exception {
        String path = "/api/v1/" + route;
        isProblem(400, "found 783 bytes", running.post(path, "application/json", glyph(783)));
        isProblem(
                400,
                "first; send a glyph as readings with detail=true show it",
                running.post(path, "application/json", bytes("[]")));
        isProblem(400, "found", running.post(path, "application/json", bytes("{\"glyph\":\"*\"}")));
    }

    @Test
    void tooManyNeighboursAreRefused() throws Exception {
        isProblem(
                400,
                "neighbours: expected a whole number from 0 to 50, found '51'",
                running.post("/api/v1/explanations?neighbours=51", "application/json", glyph(784)));
    }

    /** A body with a glyph of paper. */
    private static byte[] glyph(int length) {
        String base64 = Base64.getEncoder().encodeToString(new byte[length]);
        return bytes("{\"glyph\":\"" + base64 + "\"}");
    }

    @Test
    void storedReadingIsATableOrTextWhereThatIsAccepted() throws Exception {
        String path = READINGS + "/" + id(readSample(""));
        String csv = running.send(running.to(path).header("Accept", "text/csv")).body();
        assertTrue(csv.startsWith("file,page,line,position,digit,"), csv);
        String text = running.send(running.to(path).header("Accept", "text/plain")).body();
        assertEquals("31415\n92653\n58979", text.strip());
    }

    @Test
    void wholePictureIsOneDigitWhereAsked() throws Exception {
        String answer = readSample("?single=true&keep=false");
        assertTrue(answer.contains("\"page\":1,\"text\":\""), answer);
        assertEquals(1 + 1 + 3, answer.split("\"digit\":").length, answer);
    }

    @Test
    void formIsAnArrayWithTheBadPictureToldInItsPlace() throws Exception {
        HttpResponse<String> answer =
                running.post(
                        READINGS + "?keep=false",
                        "multipart/form-data; boundary=X",
                        form("../../etc/a.jpg", RunningService.sample(), "b.png", bytes("text")));
        assertEquals(200, answer.statusCode(), answer.body());
        assertTrue(answer.body().startsWith("[{\"file\":\"a.jpg\",\"page\":1,"), answer.body());
        assertTrue(answer.body().contains("{\"file\":\"b.png\",\"error\":\"b.png: expected a"));
        assertTrue(answer.body().endsWith("}]"), answer.body());
    }

    @Test
    void longNameIsNotCutInsideACharacter() throws Exception {
        String name = "x".repeat(199) + "%F0%9D%9F%98".repeat(2);
        String answer = readSample("?keep=false&file=" + name);
        assertTrue(answer.startsWith("{\"file\":\"" + "x".repeat(199) + "\uD835\uDFD8\","), answer);
    }

    @Test
    void linesAreSentWhereAccepted() throws Exception {
        HttpResponse<String> answer =
                running.send(
                        running.to(READINGS + "?keep=false")
                                .header("Content-Type", "multipart/form-data; boundary=X")
                                .header("Accept", "application/x-ndjson")
                                .POST(
                                        BodyPublishers.ofByteArray(
                                                form("a", bytes("no"), "b", bytes("no")))));
        assertEquals(2, answer.body().lines().count(), answer.body());
        assertEquals(
                "application/x-ndjson", answer.headers().firstValue("Content-Type").orElse(""));
    }

    @ParameterizedTest
    @CsvSource({
        "'',                        text/html,                                  415, Content-Type: expected image/png",
        "'',                        image/jxl,                                  415, found image/jxl",
        "'',                        image/png,                                  422, 'upload: expected a picture (PNG'",
        "?single=maybe,             image/png,                                  400, 'single: expected true or false, found ''maybe'''",
        "?file=x.png,               application/octet-stream,                   422, x.png: expected a picture",
        "'',                        multipart/form-data,                        400, a form without a boundary",
        "'',                        multipart/form-data; boundary=X,            400, a broken form"
    })
    void wrongRequestIsToldWhatIsWrong(String query, String type, int status, String detail)
            throws Exception {
        isProblem(status, detail, running.post(READINGS + query, type, bytes("no picture")));
    }

    @Test
    void emptyBodyIsNoPicture() throws Exception {
        isProblem(
                400,
                "body: expected a picture, found an empty one",
                running.post(READINGS, "image/png", new byte[0]));
    }

    @Test
    void longBodyIsRefusedWhetherItsLengthIsToldOrNot() throws Exception {
        byte[] tooLong = new byte[(1 << 20) + 1];
        isProblem(
                413,
                "at most 1048576 bytes, found 1048577",
                running.post(READINGS, "image/png", tooLong));
        isProblem(
                413,
                "found more",
                running.post(
                        READINGS,
                        "image/png",
                        BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(tooLong))));
    }

    @Test
    void pictureOfTooManyPixelsIsRefused() throws Exception {
        isProblem(
                422,
                "upload: expected at most 4,000,000 pixels, found 2,001 x 2,000",
                running.post(READINGS, "image/png", png(2001, 2000)));
    }

    @Test
    void fileOfTooManyPagesIsRefused() throws Exception {
        isProblem(422, "3 pages", running.post(READINGS, "image/tiff", tiff(4)));
        HttpResponse<String> three = running.post(READINGS + "?keep=false", "image/tiff", tiff(3));
        assertEquals(200, three.statusCode(), three.body());
        assertEquals(3, three.body().split("\"page\":", -1).length - 1, three.body());
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    /nowhere,                      404, expected a path of the service",
        "GET,    /api/v1/readings/999999,       404, reading 999999: expected one that is stored",
        "GET,    /api/v1/readings/one,          404, reading one: expected one that is stored",
        "DELETE, /api/v1/readings/999999,       404, reading 999999",
        "DELETE, /api/v1/models,                405, expected another method",
        "GET,    /api/v1/readings?limit=0,      400, 'limit: expected a whole number from 1 to 200, found ''0'''",
        "GET,    /api/v1/readings?before=x,     400, before: expected the number of a reading",
        "GET,    /api/v1/review?below=2,        400, below: expected a number from 0 to 1"
    })
    void wrongAddressIsToldWhatIsWrong(String method, String path, int status, String detail)
            throws Exception {
        isProblem(
                status,
                detail,
                running.send(running.to(path).method(method, BodyPublishers.noBody())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/web/..%2f..%2fserver%2fhttp%2fService.class",
                "/web/%2e%2e/http/openapi.json",
                "/web//index.html",
                "/web/.hidden.html",
                "/web/index.html%00.png",
                "/web/package-info.class"
            })
    void pathTricksLeadNowhere(String path) throws Exception {
        HttpResponse<String> answer = running.get(path);
        assertTrue(answer.statusCode() == 404 || answer.statusCode() == 400, answer.toString());
        assertEquals(PROBLEM, header(answer, "Content-Type"));
    }

    @Test
    void pageIsKeptByBrowsersUntilItChanges() throws Exception {
        HttpResponse<String> page = running.get("/");
        assertEquals(200, page.statusCode());
        assertEquals("text/html;charset=utf-8", header(page, "Content-Type"));
        HttpResponse<String> again =
                running.send(running.to("/").header("If-None-Match", header(page, "ETag")));
        assertEquals(304, again.statusCode());
        assertEquals("", again.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/health", "/nowhere", "/api/v1/models"})
    void everyAnswerBindsTheBrowser(String path) throws Exception {
        HttpResponse<String> answer = running.get(path);
        String policy = header(answer, "Content-Security-Policy");
        assertTrue(policy.startsWith("default-src 'none';"), policy);
        assertTrue(!policy.contains("unsafe"), policy);
        assertEquals("nosniff", header(answer, "X-Content-Type-Options"));
        assertEquals("", header(answer, "Server"));
    }

    @Test
    void strangersNameForThisMachineIsRefused() throws Exception {
        assertTrue(raw("GET /health HTTP/1.1\r\nHost: evil.example\r\n\r\n").contains(" 421 "));
        assertTrue(raw("GET /health HTTP/1.1\r\nHost: localhost:80\r\n\r\n").contains(" 200 "));
    }

    @Test
    void pageOfAnotherSiteCannotPost() throws Exception {
        isProblem(
                403,
                "Origin: expected this service's own page, found http://evil.example",
                running.send(
                        running.to(READINGS)
                                .header("Origin", "http://evil.example")
                                .header("Content-Type", "image/png")
                                .POST(BodyPublishers.ofByteArray(png(28, 28)))));
    }

    @Test
    void brokenRequestLineIsAProblemToo() throws Exception {
        String answer = raw("NONSENSE\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
        assertTrue(answer.contains(PROBLEM), answer);
    }

    @Test
    void probesAndFiguresAnswer() throws Exception {
        readSample("?keep=false");
        assertEquals("{\"status\":\"up\"}", running.get("/health").body());
        assertEquals("{\"status\":\"ready\"}", running.get("/ready").body());
        String figures = running.get("/metrics").body();
        assertTrue(figures.contains("\ntenfold_reading_seconds_count "), figures);
        assertTrue(figures.contains("\ntenfold_queue "), figures);
        assertTrue(running.get("/api/v1/models").body().contains("{\"name\":\"flagship\","));
    }

    @Test
    void doubtfulDigitsAreReviewedAndExported() throws Exception {
        String id = id(readSample(""));
        String queue = running.get("/api/v1/review?below=1&limit=200").body();
        assertTrue(queue.contains("{\"reading\":" + id + ",\"line\":1,\"position\":1,"), queue);
        HttpResponse<String> corrected =
                correct(id, "{\"line\":1,\"position\":1,\"label\":\"8\"}," + none(1, 2));
        assertEquals(200, corrected.statusCode(), corrected.body());
        assertTrue(corrected.body().contains("\"label\":\"8\""), corrected.body());
        queue = running.get("/api/v1/review?below=1&limit=200").body();
        assertTrue(!queue.contains("{\"reading\":" + id + ",\"line\":1,\"position\":1,"), queue);
        Path table = folder.resolve("corrections.csv");
        Files.writeString(table, running.get("/api/v1/corrections").body());
        Dataset corrections = Datasets.load(table.toString());
        assertEquals(2, corrections.size(), "the digit, and what is none");
        assertEquals(8, corrections.label(0));
        assertEquals("none", corrections.classes().get(corrections.label(1)));
        assertEquals(28, corrections.width());
        assertEquals(200, correct(id, "{\"line\":1,\"position\":1,\"label\":null}").statusCode());
        assertEquals(2, running.get("/api/v1/corrections").body().lines().count());
    }

    @Test
    void secondAnswerThatWantsToBeFirstIsRefused() throws Exception {
        String id = id(readSample(""));
        String path = READINGS + "/" + id + "/corrections";
        String body = "{\"corrections\":[%s],\"first\":true}".formatted(none(1, 1));
        assertEquals(200, running.post(path, "application/json", bytes(body)).statusCode());
        isProblem(
                409, "nobody has spoken yet", running.post(path, "application/json", bytes(body)));
        forget(id);
    }

    @Test
    void wrongCorrectionChangesNothing() throws Exception {
        String id = id(readSample(""));
        isProblem(
                422,
                "corrections: expected lines and positions of digits in reading " + id,
                correct(id, none(1, 1) + "," + none(9, 9)));
        assertTrue(!running.get(READINGS + "/" + id).body().contains("\"label\""));
        isProblem(
                400,
                "label: expected \\\"0\\\" to \\\"9\\\", \\\"none\\\" or null, found \\\"x\\\"",
                correct(id, "{\"line\":1,\"position\":1,\"label\":\"x\"}"));
        isProblem(400, "without line, position or label", correct(id, "{\"line\":1}"));
        isProblem(400, "found \\\"lin\\\"", correct(id, "{\"lin\":1}"));
        isProblem(400, "found ", correct(id, "{"));
        isProblem(404, "reading 999999", correct("999999", none(1, 1)));
    }

    @Test
    void deletedReadingIsGone() throws Exception {
        String path = READINGS + "/" + id(readSample(""));
        HttpResponse<String> deleted = running.send(running.to(path).DELETE());
        assertEquals(204, deleted.statusCode(), deleted.body());
        assertEquals(404, running.get(path).statusCode());
    }

    private static HttpResponse<String> correct(String id, String corrections) throws Exception {
        return running.post(
                READINGS + "/" + id + "/corrections",
                "application/json",
                bytes("{\"corrections\":[" + corrections + "]}"));
    }

    private static String none(int line, int position) {
        return "{\"line\":" + line + ",\"position\":" + position + ",\"label\":\"none\"}";
    }

    private static String readSample(String query) throws Exception {
        HttpResponse<String> answer =
                running.post(READINGS + query, "image/jpeg", RunningService.sample());
        assertEquals(200, answer.statusCode(), answer.body());
        return answer.body();
    }

    private static String id(String answer) {
        return answer.replaceFirst("^\\{\"id\":(\\d+),.*", "$1");
    }

    private static void isProblem(int status, String detail, HttpResponse<String> answer) {
        assertEquals(status, answer.statusCode(), answer.body());
        assertEquals(PROBLEM, header(answer, "Content-Type"));
        assertTrue(answer.body().startsWith("{\"type\":\"about:blank\",\"title\":"), answer.body());
        assertTrue(answer.body().contains("\"status\":" + status), answer.body());
        assertTrue(answer.body().contains(detail), answer.body());
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    /** What is answered to bytes that no proper client would send. */
    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", running.service.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(bytes(request));
            byte[] first = new byte[2000];
            int length = socket.getInputStream().readNBytes(first, 0, 12);
            int more = socket.getInputStream().read(first, length, first.length - length);
            return new String(first, 0, length + Math.max(0, more), StandardCharsets.UTF_8);
        }
    }

    private static String timeless(String json) {
        return json.strip().replaceAll("\"milliseconds\":[0-9.]+", "\"milliseconds\":0");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] form(String first, byte[] one, String second, byte[] two)
            throws IOException {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        for (String name : List.of(first, second)) {
            form.write(
                    bytes(
                            "--X\r\nContent-Disposition: form-data; name=\"picture\"; filename=\""
                                    + name
                                    + "\"\r\n\r\n"));
            form.write(name.equals(first) ? one : two);
            form.write(bytes("\r\n"));
        }
        form.write(bytes("--X--\r\n"));
        return form.toByteArray();
    }

    private static byte[] png(int width, int height) throws IOException {
        return png(new BufferedImage(width, height, BufferedImage.TYPE_BYTE_BINARY));
    }

    private static byte[] png(BufferedImage picture) throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", png);
        return png.toByteArray();
    }

    private static byte[] tiff(int pages) throws IOException {
        ByteArrayOutputStream tiff = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(tiff)) {
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            for (int page = 0; page < pages; page++) {
                BufferedImage blank = new BufferedImage(64, 64, BufferedImage.TYPE_BYTE_GRAY);
                writer.writeToSequence(new IIOImage(blank, null, null), null);
            }
            writer.endWriteSequence();
        } finally {
            writer.dispose();
        }
        return tiff.toByteArray();
    }
}
