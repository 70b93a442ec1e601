package dev.tenfold.server.http;

import dev.tenfold.reader.internal.model.Sha256;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The page's files, from the jar. A browser keeps them, and asks whether they have changed. */
final class WebFiles {

    private static final String FOLDER = "/dev/tenfold/server/web/";
    private static final Pattern NAME =
            Pattern.compile("[\\w-]+(\\.[\\w-]+)*(/[\\w-]+(\\.[\\w-]+)*)*");
    private static final Map<String, String> TYPES =
            Map.of(
                    "html", "text/html;charset=utf-8",
                    "jpg", "image/jpeg",
                    "css", "text/css;charset=utf-8",
                    "js", "text/javascript;charset=utf-8",
                    "json", "application/json",
                    "webmanifest", "application/manifest+json",
                    "svg", "image/svg+xml",
                    "png", "image/png",
                    "woff2", "font/woff2");

    /** A file as it is sent. */
    private record WebFile(byte[] bytes, String type, String tag) {}

    private final Map<String, WebFile> known = new ConcurrentHashMap<>();

    /**
     * Answers with a file.
     *
     * @param name below the page's folder
     * @throws Problem 404 where there is none
     */
    void answer(Context request, String name) {
        WebFile file = known.get(name);
        if (file == null) {
            file = load(name);
            if (file == null) {
                throw Problem.of(
                        HttpStatus.NOT_FOUND,
                        request.path()
                                + ": expected a file of the page, found none of that name; start"
                                + " at /");
            }
            known.put(name, file);
        }
        request.header("Cache-Control", "no-cache");
        request.header("ETag", file.tag());
        if (file.tag().equals(request.header("If-None-Match"))) {
            request.status(HttpStatus.NOT_MODIFIED);
        } else {
            request.contentType(file.type()).result(file.bytes());
        }
    }

    private static @Nullable WebFile load(String name) {
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null || !NAME.matcher(name).matches()) {
            return null;
        }
        try (InputStream in = WebFiles.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                return null;
            }
            byte[] bytes = in.readAllBytes();
            return new WebFile(bytes, type, tag(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(name + ": reading it from the jar failed", e);
        }
    }

    /** A weak tag: compressed or not, it is the same file. */
    private static String tag(byte[] bytes) {
        byte[] digest = Sha256.digest().digest(bytes);
        return "W/\"" + Base64.getUrlEncoder().encodeToString(digest).substring(0, 16) + "\"";
    }
}
