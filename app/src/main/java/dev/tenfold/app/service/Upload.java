package dev.tenfold.app.service;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.http.MultiPartFormData;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.content.ByteBufferContentSource;
import org.eclipse.jetty.util.Blocker;
import org.jspecify.annotations.Nullable;

/**
 * A picture as it was sent; it never touches the disk.
 *
 * @param name what it is called: a label for the answer, never a path
 */
record Upload(String name, byte[] bytes) {

    private static final int LONGEST_NAME = 200;
    private static final int MOST_FILES = 1000;
    private static final int BUFFER = 16_384;
    private static final long MOST_DISCARDED = 8L << 20;
    private static final long DISCARDING_NANOS = Duration.ofSeconds(2).toNanos();
    private static final String MULTIPART = "multipart/form-data";
    private static final Set<String> TYPES =
            Set.of(
                    "application/octet-stream",
                    "application/pdf",
                    "image/bmp",
                    "image/gif",
                    "image/jpeg",
                    "image/jpg",
                    "image/png",
                    "image/tiff",
                    "image/webp",
                    "image/x-ms-bmp",
                    "image/x-png");

    /** Whether the request is a form, which may hold many pictures. */
    static boolean isForm(Context request) {
        return type(request).equals(MULTIPART);
    }

    /**
     * How long the body is at most.
     *
     * @throws Problem 413 where it is known to be too long, 415 where its type cannot be read
     */
    static long maxBytes(Context request, long maxBodyBytes) {
        String type = type(request);
        if (!TYPES.contains(type) && !type.equals(MULTIPART)) {
            throw Problem.of(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                    "Content-Type: expected image/png, image/jpeg, image/gif, image/bmp, image/tiff,"
                            + " image/webp, application/pdf, application/octet-stream or "
                            + MULTIPART
                            + ", found "
                            + (type.isEmpty() ? "none" : printable(type))
                            + "; send the picture with its own");
        }
        long length = request.req().getContentLengthLong();
        if (length > maxBodyBytes) {
            throw tooLong(maxBodyBytes, length + " bytes");
        }
        return length < 0 ? maxBodyBytes : length;
    }

    /**
     * Reads the body's pictures: one, or those of a form.
     *
     * @throws Problem 400 where there is none, or the form or the body is broken; 408 where it
     *     takes too long to come; 413 where it is too long
     */
    static List<Upload> read(Context request, Settings settings) {
        byte[] body = body(request, settings);
        if (isForm(request)) {
            return files(String.valueOf(request.contentType()), body);
        }
        if (body.length == 0) {
            throw nothing("an empty one");
        }
        return List.of(new Upload(label(request.queryParam("file")), body));
    }

    /** All of the body, in good time: a byte now and then would hold its place for ever. */
    private static byte[] body(Context request, Settings settings) {
        long start = System.nanoTime();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = request.bodyInputStream()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                body.write(buffer, 0, count);
                if (body.size() > settings.maxBodyBytes()) {
                    throw tooLong(settings.maxBodyBytes(), "more");
                }
                if (System.nanoTime() - start > settings.maxTime().toNanos()) {
                    throw slow(settings.maxTime());
                }
            }
            return body.toByteArray();
        } catch (IOException e) {
            if (e.getCause() instanceof TimeoutException) {
                throw slow(settings.maxIdle());
            }
            throw broken("cut", e);
        }
    }

    /**
     * Drops what is left of the body of a request that is refused, if it is not long: a connection
     * that is closed on unread bytes is reset, and its client may never see why.
     */
    static void discard(Context request) {
        long start = System.nanoTime();
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = request.req().getInputStream();
            int count = 0;
            for (long left = MOST_DISCARDED;
                    left > 0 && count >= 0 && System.nanoTime() - start < DISCARDING_NANOS;
                    left -= count) {
                count = in.read(buffer);
            }
        } catch (IOException e) {
            // The client has gone, or is too slow: the answer is sent all the same.
        }
    }

    private static List<Upload> files(String contentType, byte[] body) {
        String boundary = MultiPart.extractBoundary(contentType);
        if (boundary == null) {
            throw broken("a form without a boundary in its Content-Type", null);
        }
        MultiPartFormData.Parser parser = new MultiPartFormData.Parser(boundary);
        parser.setMaxMemoryFileSize(-1);
        parser.setMaxParts(MOST_FILES);
        List<Upload> uploads = new ArrayList<>();
        try (MultiPartFormData.Parts parts =
                Blocker.blockWithPromise(
                        promise ->
                                parser.parse(
                                        new ByteBufferContentSource(ByteBuffer.wrap(body)),
                                        promise))) {
            for (MultiPart.Part part : parts) {
                if (part.getFileName() != null) {
                    InputStream in = Content.Source.asInputStream(part.getContentSource());
                    uploads.add(new Upload(label(part.getFileName()), in.readAllBytes()));
                }
            }
        } catch (IOException | RuntimeException e) {
            throw broken("a broken form", e);
        }
        if (uploads.isEmpty()) {
            throw nothing("a form without files");
        }
        return uploads;
    }

    private static String type(Context request) {
        String type = request.contentType();
        return type == null ? "" : type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
    }

    /** The last part of a name, without what would disturb a terminal or a table. */
    private static String label(@Nullable String name) {
        if (name == null) {
            return "upload";
        }
        String last = printable(name.substring(name.replace('\\', '/').lastIndexOf('/') + 1));
        return last.isBlank() ? "upload" : last;
    }

    private static String printable(String text) {
        String clean = text.replaceAll("\\p{Cntrl}", "");
        return clean.substring(0, Math.min(LONGEST_NAME, clean.length()));
    }

    private static Problem tooLong(long maxBodyBytes, String found) {
        return Problem.of(
                HttpStatus.CONTENT_TOO_LARGE,
                "body: expected at most "
                        + maxBodyBytes
                        + " bytes, found "
                        + found
                        + "; send fewer or smaller pictures");
    }

    private static Problem nothing(String found) {
        return Problem.of(
                HttpStatus.BAD_REQUEST,
                "body: expected a picture, found " + found + "; send the picture's bytes");
    }

    private static Problem slow(Duration limit) {
        return Problem.of(
                HttpStatus.REQUEST_TIMEOUT,
                "body: expected more of it within "
                        + limit.toSeconds()
                        + " s, found none; send it again over a better line");
    }

    private static Problem broken(String found, @Nullable Exception failure) {
        return Problem.of(
                HttpStatus.BAD_REQUEST,
                "body: expected a whole one, found "
                        + found
                        + (failure == null ? "" : " (" + failure.getMessage() + ")")
                        + "; send it again");
    }
}
