package dev.tenfold.server.http;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
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

    /** In code points: a name is never cut inside one. */
    private static final int MAX_NAME_LENGTH = 200;

    private static final int MAX_FILES = 1000;
    private static final String MULTIPART = "multipart/form-data";
    private static final Set<String> TYPES =
            Set.of(
                    "application/octet-stream",
                    "application/pdf",
                    "image/avif",
                    "image/bmp",
                    "image/gif",
                    "image/heic",
                    "image/heif",
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
     * The body's pictures: one, or those of a form.
     *
     * @throws Problem 400 where there is none, or the form is broken; 415 where its type cannot be
     *     read
     */
    static List<Upload> read(Context request) {
        String type = type(request);
        if (!TYPES.contains(type) && !type.equals(MULTIPART)) {
            throw Problem.of(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                    "Content-Type: expected image/png, image/jpeg, image/gif, image/bmp, image/tiff,"
                            + " image/webp, image/heic, image/avif, application/pdf, application/octet-stream or "
                            + MULTIPART
                            + ", found "
                            + (type.isEmpty() ? "none" : printable(type))
                            + "; send the picture with its own");
        }
        byte[] body = request.bodyAsBytes();
        if (isForm(request)) {
            return files(String.valueOf(request.contentType()), body);
        }
        if (body.length == 0) {
            throw nothing("an empty one");
        }
        return List.of(new Upload(label(request.queryParam("file")), body));
    }

    private static List<Upload> files(String contentType, byte[] body) {
        String boundary = MultiPart.extractBoundary(contentType);
        if (boundary == null) {
            throw broken("a form without a boundary in its Content-Type", null);
        }
        MultiPartFormData.Parser parser = new MultiPartFormData.Parser(boundary);
        parser.setMaxMemoryFileSize(-1);
        parser.setMaxParts(MAX_FILES);
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
        int[] characters = clean.codePoints().limit(MAX_NAME_LENGTH).toArray();
        return new String(characters, 0, characters.length);
    }

    private static Problem nothing(String found) {
        return Problem.of(
                HttpStatus.BAD_REQUEST,
                "body: expected a picture, found " + found + "; send the picture's bytes");
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
