package dev.tenfold.reader.internal.image;

import com.adobe.internal.xmp.XMPMeta;
import com.drew.metadata.Metadata;
import com.twelvemonkeys.image.ResampleOp;
import com.twelvemonkeys.imageio.ImageReaderBase;
import com.twelvemonkeys.imageio.metadata.Entry;
import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import com.twelvemonkeys.io.enc.Decoder;
import com.twelvemonkeys.lang.Validate;
import dev.tenfold.reader.UnreadableImageException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.commons.logging.LogFactory;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessRead;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.jspecify.annotations.Nullable;

/**
 * A process that runs {@link PdfDrawing}. It is used by one file at a time and kept for the next;
 * the end of its standard input, when this process ends, ends it too.
 */
final class PdfProcess {

    /** So many wait for work, at most. */
    private static final int MAX_IDLE = Runtime.getRuntime().availableProcessors();

    /** What Java exits with under ExitOnOutOfMemoryError. */
    private static final int OUT_OF_MEMORY = 3;

    /** By then this process has ended the other, if it is there to do so. */
    private static final long ENDING_MILLIS = 1000;

    private static final long LAST_RESORT_MILLIS = 5_000;

    private static final Set<String> JAVA_OPTIONS =
            Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    /** One class of each library that drawing needs. */
    private static final List<Class<?>> LIBRARIES =
            List.of(
                    PdfDrawing.class,
                    PDDocument.class,
                    TrueTypeFont.class,
                    RandomAccessRead.class,
                    LogFactory.class,
                    JPEGImageReaderSpi.class,
                    TIFFImageReaderSpi.class,
                    WebPImageReaderSpi.class,
                    ImageReaderBase.class,
                    Entry.class,
                    ResampleOp.class,
                    Decoder.class,
                    Validate.class,
                    Metadata.class,
                    XMPMeta.class);

    private static final Deque<PdfProcess> IDLE = new ConcurrentLinkedDeque<>();

    private final Process process;
    private final long maxMemory;
    private final DataOutputStream out;
    private final DataInputStream in;
    private long idleSinceNanos;

    /** Writes the details of a request. */
    interface Writing {
        void write(DataOutputStream out) throws IOException;
    }

    /** Reads the result that follows an answer. */
    interface Answer<T> {
        T read(DataInputStream in) throws IOException;
    }

    /** The process answered that it cannot, and takes the next request. */
    static final class AnsweredException extends Exception {

        private static final long serialVersionUID = 1L;

        private final IOException failure;

        private AnsweredException(IOException failure) {
            super(failure);
            this.failure = failure;
        }

        IOException failure() {
            return failure;
        }
    }

    /** The process ended before it answered. */
    static final class EndedException extends IOException {

        private static final long serialVersionUID = 1L;

        private final int exitCode;

        private EndedException(int exitCode, IOException cause) {
            super(cause);
            this.exitCode = exitCode;
        }

        int exitCode() {
            return exitCode;
        }

        boolean outOfMemory() {
            return exitCode == OUT_OF_MEMORY;
        }
    }

    private PdfProcess(Process process, long maxMemory) {
        this.process = process;
        this.maxMemory = maxMemory;
        this.out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
        this.in = new DataInputStream(new BufferedInputStream(process.getInputStream()));
    }

    /**
     * A process that waits for work, or a new one.
     *
     * @param maxMemory of its heap, in bytes
     * @param name of the file that it is for
     * @throws UnreadableImageException if none can be started
     */
    static PdfProcess take(long maxMemory, String name) throws UnreadableImageException {
        for (PdfProcess idle = IDLE.poll(); idle != null; idle = IDLE.poll()) {
            if (idle.willAnswer() && idle.maxMemory == maxMemory) {
                return idle;
            }
            idle.end();
        }
        try {
            return new PdfProcess(command(maxMemory).start(), maxMemory);
        } catch (IOException e) {
            throw new UnreadableImageException(
                    name
                            + ": expected to draw PDF pages in a process of their own, found that"
                            + " none starts ("
                            + e.getMessage()
                            + "); use a Java with its launcher, and jars that are files",
                    e);
        }
    }

    /** Whether it is there and, with time to spare, not about to end because it has no work. */
    boolean willAnswer() {
        long idleMillis = (System.nanoTime() - idleSinceNanos) / 1_000_000;
        return process.isAlive() && idleMillis < PdfDrawing.MAX_IDLE_MILLIS / 2;
    }

    private static ProcessBuilder command(long maxMemory) throws IOException {
        ProcessBuilder command =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + (maxMemory >> 20) + "m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:-UsePerfData",
                        "-Djava.awt.headless=true",
                        "-cp",
                        classPath(),
                        PdfDrawing.class.getName());
        // What a host asks of its own Java, such as a debugger's port or a larger heap.
        command.environment().keySet().removeAll(JAVA_OPTIONS);
        return command.redirectError(ProcessBuilder.Redirect.DISCARD);
    }

    /** Where this process found the libraries; a program may have loaders and class paths. */
    private static String classPath() throws IOException {
        try {
            return LIBRARIES.stream()
                    .map(PdfProcess::location)
                    .distinct()
                    .collect(Collectors.joining(File.pathSeparator));
        } catch (IllegalArgumentException | FileSystemNotFoundException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static String location(Class<?> library) {
        CodeSource source = library.getProtectionDomain().getCodeSource();
        if (source == null) {
            throw new IllegalArgumentException("no jar of " + library.getName());
        }
        try {
            return Path.of(source.getLocation().toURI()).toString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(source.getLocation() + " is no file", e);
        }
    }

    /**
     * Has a request answered. Whatever it throws but {@link AnsweredException}, the process is of
     * no more use.
     *
     * @param budget at whose end the process is ended
     * @throws EndedException if the process ends before, for that or another reason
     */
    <T> T ask(int request, Budget budget, Writing details, Answer<T> answer)
            throws IOException, AnsweredException {
        long leftMillis = Math.max(0, budget.left().toMillis()) + 1;
        CompletableFuture<@Nullable Void> deadline = new CompletableFuture<>();
        deadline.completeOnTimeout(null, leftMillis, TimeUnit.MILLISECONDS);
        deadline.thenRun(process::destroyForcibly);
        try {
            out.write(request);
            out.writeLong(leftMillis + LAST_RESORT_MILLIS);
            details.write(out);
            out.flush();
            int kind = in.readUnsignedByte();
            switch (kind) {
                case PdfDrawing.DONE -> {
                    return answer.read(in);
                }
                case PdfDrawing.REFUSED ->
                        throw new AnsweredException(new UnreadableImageException(in.readUTF()));
                case PdfDrawing.DAMAGED ->
                        throw new AnsweredException(new IOException("damaged or unsupported data"));
                default -> throw new IOException("an answer of unknown kind " + kind);
            }
        } catch (IOException e) {
            throw new EndedException(exitCode(), e);
        } finally {
            deadline.cancel(false);
            idleSinceNanos = System.nanoTime();
        }
    }

    /** Of a process that broke off: it is given a moment to end by itself, which says why. */
    private int exitCode() {
        try {
            if (!process.waitFor(ENDING_MILLIS, TimeUnit.MILLISECONDS)) {
                end();
            }
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    /** Ends it at once. */
    void end() {
        process.destroyForcibly();
    }

    /** Keeps it for the next file. */
    void giveBack() {
        if (IDLE.size() < MAX_IDLE) {
            IDLE.push(this);
        } else {
            end();
        }
    }
}
