package dev.tenfold.server.http;

import dev.tenfold.reader.Limits;
import dev.tenfold.reader.Reading;
import dev.tenfold.reader.UnreadableImageException;
import dev.tenfold.reader.internal.PictureReader;
import dev.tenfold.reader.internal.glyph.Glyph;
import dev.tenfold.reader.internal.glyph.ScoredGlyph;
import dev.tenfold.reader.internal.image.Page;
import dev.tenfold.reader.internal.image.Pages;
import dev.tenfold.reader.internal.image.Turns;
import dev.tenfold.server.http.ReadingBody.Outcome;
import dev.tenfold.server.http.ReadingBody.Read;
import dev.tenfold.server.http.ReadingBody.Unreadable;
import dev.tenfold.server.output.CsvOutput;
import dev.tenfold.server.output.ReadingOutput;
import dev.tenfold.server.output.Review;
import dev.tenfold.server.output.TextOutput;
import dev.tenfold.server.store.NewReading;
import dev.tenfold.server.store.Store;
import dev.tenfold.server.store.StoredReading;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Reading pictures, and what was read before. */
final class ReadingRoutes {

    static final String JSON = "application/json";
    static final String CSV = "text/csv";
    private static final String LINES = "application/x-ndjson";
    private static final String TEXT = "text/plain";
    private static final String PAGES = "Tenfold-Pages";
    private static final String FIRST = "first.png";
    private static final int PAGE = 50;
    private static final int MAX_PAGE = 200;

    /** So many readings are looked through for one answer to a search. */
    private static final int MAX_SEARCHED = 1000;

    private static final Logger LOG = Logger.getLogger(ReadingRoutes.class.getName());

    private final Settings settings;
    private final Models models;
    private final Store store;
    private final Workers workers;
    private final Metrics measures;
    private final LongAnswers streams;

    ReadingRoutes(
            Settings settings,
            Models models,
            Store store,
            Workers workers,
            Metrics measures,
            LongAnswers streams) {
        this.streams = streams;
        this.settings = settings;
        this.models = models;
        this.store = store;
        this.workers = workers;
        this.measures = measures;
    }

    /**
     * What a caller asks for beside the reading.
     *
     * @param single read each picture as exactly one digit
     * @param keep store the reading
     * @param picture give the page back as it was seen
     * @param page only this one of a file, from 1; 0 for all
     */
    private record Wishes(boolean single, boolean keep, boolean picture, int page) {

        /** Whether all pages are read up to where {@code pages} has come. */
        boolean isDone(Pages pages, int read) {
            return !pages.hasNext() || (page > 0 && read > 0);
        }
    }

    /**
     * Reads a drawing in the background and forgets it: so what Java and the network do once is
     * done before the first request.
     */
    void warmUp() throws IOException {
        try (InputStream drawing = ReadingRoutes.class.getResourceAsStream(FIRST)) {
            if (drawing == null) {
                throw new IOException("expected " + FIRST + " in the jar, found none");
            }
            List<Upload> uploads = List.of(new Upload(FIRST, drawing.readAllBytes()));
            ReadingBody body = new ReadingBody(new Review(settings.minConfidence()), true);
            workers.accept(
                            turn ->
                                    body.array(
                                            read(
                                                    uploads,
                                                    new Wishes(false, false, false, 0),
                                                    turn)))
                    .exceptionally(
                            failure -> {
                                LOG.log(Level.WARNING, "the first reading failed", failure);
                                return "";
                            });
        }
    }

    /** {@code POST /api/v1/readings}: reads what was sent. */
    void read(Context request) {
        Wishes wishes =
                new Wishes(
                        Query.flag(request, "single", false),
                        Query.flag(request, "keep", true),
                        Query.flag(request, "picture", false),
                        Query.number(request, "page", 0, 1, settings.pictures().maxPages()));
        ReadingBody body = body(request);
        List<Upload> uploads = Upload.read(request);
        boolean form = Upload.isForm(request);
        request.future(
                () ->
                        workers.accept(turn -> measures.reading(() -> read(uploads, wishes, turn)))
                                .thenAccept(
                                        outcomes -> {
                                            if (wishes.page() > 0) {
                                                writePages(request, outcomes);
                                            }
                                            answer(request, outcomes, form, body);
                                        }));
    }

    /** A client that asks for one page after another needs to know how many there are. */
    private static void writePages(Context request, List<Outcome> outcomes) {
        int pages = outcomes.stream().mapToInt(Outcome::pages).max().orElse(0);
        if (pages > 0) {
            request.header(PAGES, Integer.toString(pages));
        }
    }

    private List<Outcome> read(List<Upload> uploads, Wishes wishes, Turns.Turn turn) {
        long start = System.nanoTime();
        List<Outcome> outcomes = new ArrayList<>();
        try (Models.Lease lease = models.lease()) {
            for (Upload upload : uploads) {
                Limits limits = settings.pictures().withMaxTime(timeLeft(start, outcomes.size()));
                try (Pages pages = Pages.open(upload.bytes(), upload.name(), limits, turn)) {
                    skip(pages, wishes.page());
                    for (int read = 0; !wishes.isDone(pages, read); read++) {
                        Duration left = timeLeft(start, outcomes.size());
                        outcomes.add(read(lease.reader(), upload.name(), pages, left, wishes));
                    }
                } catch (UnreadableImageException e) {
                    outcomes.add(new Unreadable(upload.name(), String.valueOf(e.getMessage()), 0));
                }
            }
        }
        return wishes.keep() ? kept(outcomes) : outcomes;
    }

    private static void skip(Pages pages, int page) {
        if (page > pages.count()) {
            throw Problem.of(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "page: expected one from 1 to "
                            + pages.count()
                            + ", for the file has no more, found "
                            + page
                            + "; correct it");
        }
        pages.skip(Math.max(0, page - 1));
    }

    /** What a request's next page may take. */
    private Duration timeLeft(long startNanos, int pagesRead) {
        Duration left = settings.maxTime().minusNanos(System.nanoTime() - startNanos);
        if (left.isNegative() || left.isZero()) {
            throw Problem.of(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "time: expected all pages read within "
                            + settings.maxTime().toSeconds()
                            + " s, found only "
                            + pagesRead
                            + " read by then; send fewer pages at once");
        }
        return left;
    }

    private static Outcome read(
            PictureReader reader, String file, Pages pages, Duration maxTime, Wishes wishes) {
        try {
            Page page = pages.next(maxTime);
            List<ScoredGlyph> glyphs = new ArrayList<>();
            List<Glyph> refused = new ArrayList<>();
            Reading reading =
                    wishes.single()
                            ? reader.readSingle(page, glyphs::add)
                            : reader.read(page, glyphs::add, refused::add);
            UprightPicture picture = wishes.picture() ? UprightPicture.of(page) : null;
            return new Read(0, file, reading, glyphs, refused, picture, pages.count());
        } catch (UnreadableImageException e) {
            // One bad page of a scan: the pages after it are still good.
            return new Unreadable(file, String.valueOf(e.getMessage()), pages.count());
        }
    }

    private static NewReading toKeep(Read read) {
        return new NewReading(read.file(), read.reading(), read.glyphs(), read.refused());
    }

    /** All pages of a request, or none: a second try never keeps one twice. */
    private List<Outcome> kept(List<Outcome> outcomes) {
        List<NewReading> pages =
                outcomes.stream()
                        .filter(Read.class::isInstance)
                        .map(Read.class::cast)
                        .map(ReadingRoutes::toKeep)
                        .toList();
        Iterator<Long> ids = store.add(pages).iterator();
        return outcomes.stream()
                .map(outcome -> outcome instanceof Read read ? read.withId(ids.next()) : outcome)
                .toList();
    }

    private static void answer(
            Context request, List<Outcome> outcomes, boolean form, ReadingBody body) {
        if (!form && outcomes.stream().allMatch(Unreadable.class::isInstance)) {
            throw Problem.of(
                    HttpStatus.UNPROCESSABLE_CONTENT, ((Unreadable) outcomes.get(0)).error());
        }
        if (wants(request, LINES)) {
            request.contentType(LINES).result(body.lines(outcomes));
        } else if (form || outcomes.size() > 1) {
            request.contentType(JSON).result(body.array(outcomes));
        } else {
            request.contentType(JSON).result(body.object(outcomes.get(0)));
        }
    }

    /**
     * {@code GET /api/v1/readings}: those that are stored, the latest first. One at a time is in
     * memory, and no connection to the database is held while the client reads.
     */
    void list(Context request) throws IOException {
        int limit = Query.number(request, "limit", PAGE, 1, MAX_PAGE);
        long before = Query.id(request, "before");
        String search = request.queryParam("search");
        ReadingBody body = body(request);
        if (search == null) {
            List<Long> ids = store.ids(before, limit);
            String next = ids.size() < limit ? null : next(limit, ids.get(limit - 1), "");
            answer(request, body, ids, next);
        } else {
            search(request, body, search, before, limit);
        }
    }

    /** Looks through some readings; where there are more, the answer says how to continue. */
    private void search(Context request, ReadingBody body, String search, long before, int limit)
            throws IOException {
        List<Long> found = new ArrayList<>();
        long last = before;
        int searched = 0;
        List<Long> ids = List.of();
        do {
            ids = store.ids(last, MAX_PAGE);
            for (long id : ids) {
                last = id;
                searched++;
                if (store.reading(id).filter(each -> each.matches(search)).isPresent()) {
                    found.add(id);
                }
                if (found.size() == limit) {
                    break;
                }
            }
        } while (ids.size() == MAX_PAGE && found.size() < limit && searched < MAX_SEARCHED);
        boolean isDone =
                ids.isEmpty() || (last == ids.get(ids.size() - 1) && ids.size() < MAX_PAGE);
        String query = "&search=" + URLEncoder.encode(search, StandardCharsets.UTF_8);
        answer(request, body, found, isDone ? null : next(limit, last, query));
    }

    private static String next(int limit, long before, String query) {
        return Service.READINGS + "?limit=" + limit + "&before=" + before + query;
    }

    private void answer(Context request, ReadingBody body, List<Long> ids, @Nullable String next)
            throws IOException {
        streams.answer(
                request, JSON, out -> body.page(out, ids.stream().map(store::reading), next));
    }

    /** {@code GET /api/v1/readings/{id}}: as JSON, or as CSV or text where that is accepted. */
    void get(Context request) throws IOException {
        StoredReading stored = stored(request);
        if (wants(request, CSV)) {
            request.contentType(CSV).result(printed(stored, CSV));
        } else if (wants(request, TEXT)) {
            request.contentType(TEXT).result(printed(stored, TEXT));
        } else {
            request.contentType(JSON).result(body(request).object(stored));
        }
    }

    private String printed(StoredReading stored, String type) throws IOException {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        Review review = new Review(settings.minConfidence());
        try (ReadingOutput output =
                type.equals(CSV)
                        ? new CsvOutput(out, review, Set.of())
                        : new TextOutput(out, review::text, false)) {
            output.page(stored.file(), stored.reading());
        }
        out.flush();
        return text.toString();
    }

    /** {@code DELETE /api/v1/readings/{id}}. */
    void delete(Context request) {
        if (!store.delete(Query.pathId(request))) {
            throw missing(request);
        }
        request.status(HttpStatus.NO_CONTENT);
    }

    StoredReading stored(Context request) {
        return store.reading(Query.pathId(request)).orElseThrow(() -> missing(request));
    }

    static Problem missing(Context request) {
        return Problem.of(
                HttpStatus.NOT_FOUND,
                "reading "
                        + request.pathParam("id")
                        + ": expected one that is stored, found none of that number; see"
                        + " /api/v1/readings");
    }

    private ReadingBody body(Context request) {
        return new ReadingBody(
                new Review(settings.minConfidence()), Query.flag(request, "detail", false));
    }

    private static boolean wants(Context request, String type) {
        String accepted = request.header("Accept");
        return accepted != null && accepted.contains(type);
    }
}
