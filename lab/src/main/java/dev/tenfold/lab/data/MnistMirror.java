package dev.tenfold.lab.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * A web folder that has the four files as {@code .gz}. What has come of a broken download stays in
 * a {@code .part} file, and the next attempt continues from there.
 */
final class MnistMirror implements MnistSource {

    private static final int CONNECT_TIMEOUT_MILLIS = 5_000;
    private static final int READ_TIMEOUT_MILLIS = 15_000;
    private static final int ATTEMPTS = 3;

    /** Public copies of the files of LeCun's page, which itself answers no more. */
    static final List<URI> PUBLIC =
            List.of(
                    URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/"),
                    URI.create("https://storage.googleapis.com/cvdf-datasets/mnist/"));

    private final URI folderUri;

    /**
     * @param folderUri ends with a slash
     */
    MnistMirror(URI folderUri) {
        this.folderUri = folderUri;
    }

    @Override
    public String name() {
        return String.valueOf(folderUri.getHost());
    }

    @Override
    public void fetch(List<PinnedFile> files, CacheFolder folder, DownloadListener listener)
            throws IOException {
        for (PinnedFile file : files) {
            Path part = folder.resolve(file.name() + ".gz.part");
            try {
                fetch(file, part, folder, listener);
            } catch (UnknownHostException | NoRouteToHostException | ConnectException e) {
                throw new IOException("could not be reached", e);
            } catch (SocketTimeoutException e) {
                throw new IOException("did not answer in time", e);
            } catch (SSLException e) {
                throw new IOException("has no certificate that this Java trusts", e);
            }
        }
    }

    private void fetch(PinnedFile file, Path part, CacheFolder folder, DownloadListener listener)
            throws IOException {
        for (int attempt = 1; ; attempt++) {
            long before = size(part);
            try {
                receive(file, part, folder, listener);
            } catch (DataFileException e) {
                Files.deleteIfExists(part);
                throw e;
            } catch (IOException e) {
                if (attempt < ATTEMPTS && size(part) > before) {
                    continue;
                }
                throw e;
            }
            try (InputStream packed = Files.newInputStream(part)) {
                file.store(packed, folder);
                return;
            } catch (DataFileException e) {
                throw e;
            } catch (IOException e) {
                // An old part may not fit this mirror's file: once more, from the start.
                if (before == 0) {
                    throw e;
                }
            } finally {
                Files.deleteIfExists(part);
            }
        }
    }

    /** Downloads to the part file, from where it ends if the mirror can. */
    private void receive(PinnedFile file, Path part, CacheFolder folder, DownloadListener listener)
            throws IOException {
        // HttpURLConnection, not HttpClient: it alone limits the wait for each piece of the body.
        HttpURLConnection connection = open(file, size(part));
        try {
            if (connection.getResponseCode() == 416) {
                connection.disconnect();
                Files.deleteIfExists(part);
                connection = open(file, 0);
            }
            int status = connection.getResponseCode();
            if (status != 200 && status != 206) {
                throw new IOException("answered HTTP " + status + " for " + file.name() + ".gz");
            }
            long start = status == 206 ? size(part) : 0;
            try (InputStream in = new BufferedInputStream(connection.getInputStream())) {
                if (start == 0 && isWebPage(connection.getContentType(), in)) {
                    throw new IOException("answered with a web page, not " + file.name() + ".gz");
                }
                long length = connection.getContentLengthLong();
                listener.started(
                        file.name() + ".gz from " + name(), length < 0 ? -1 : start + length);
                long received = append(in, part, start, folder, listener);
                if (length >= 0 && received < length) {
                    throw new IOException("broke off in the middle of " + file.name() + ".gz");
                }
            }
        } finally {
            connection.disconnect();
        }
    }

    private HttpURLConnection open(PinnedFile file, long from) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) folderUri.resolve(file.name() + ".gz").toURL().openConnection();
        connection.setConnectTimeout(CONNECT_TIMEOUT_MILLIS);
        connection.setReadTimeout(READ_TIMEOUT_MILLIS);
        if (from > 0) {
            connection.setRequestProperty("Range", "bytes=" + from + "-");
        }
        return connection;
    }

    private static boolean isWebPage(@Nullable String contentType, InputStream in)
            throws IOException {
        if (contentType != null && contentType.toLowerCase(Locale.ROOT).startsWith("text/html")) {
            return true;
        }
        in.mark(1);
        int first = in.read();
        in.reset();
        return first == '<';
    }

    /** Returns how many bytes came. */
    private static long append(
            InputStream in, Path part, long start, CacheFolder folder, DownloadListener listener)
            throws IOException {
        byte[] chunk = new byte[1 << 16];
        long received = start;
        try (OutputStream out = openPart(part, start, folder)) {
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                PinnedFile.write(out, chunk, count, folder);
                received += count;
                listener.received(received);
            }
        }
        return received - start;
    }

    private static OutputStream openPart(Path part, long start, CacheFolder folder)
            throws DataFileException {
        try {
            return start > 0
                    ? Files.newOutputStream(part, StandardOpenOption.APPEND)
                    : Files.newOutputStream(part);
        } catch (IOException e) {
            throw folder.unwritable(e);
        }
    }

    private static long size(Path part) throws IOException {
        return Files.exists(part) ? Files.size(part) : 0;
    }
}
