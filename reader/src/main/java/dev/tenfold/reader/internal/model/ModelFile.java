package dev.tenfold.reader.internal.model;

import dev.tenfold.reader.ModelFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A model file: its bytes, its seal and its card.
 *
 * <p>The seal is a checksum, kept in the file's own metadata, of every byte of the file. It shows
 * that a file is whole. It does not show who wrote it: anyone can seal a file.
 *
 * <p>The checksum is SHA-256 of the file with the checksum's 64 characters set to {@code '0'}. It
 * is verified before any byte reaches a native parser, so a file that is cut, damaged or not ours
 * is reported by its own message.
 */
public final class ModelFile {

    /** The metadata key whose value is the checksum. */
    public static final String CHECKSUM_KEY = "tenfold.sha256";

    /** What a model file carries under {@link #CHECKSUM_KEY} until it is sealed. */
    public static final String UNSEALED = "0".repeat(64);

    // In the file the key is followed by the tag of protobuf field 2 and the length of its value.
    private static final byte[] MARK =
            (CHECKSUM_KEY + "\u0012\u0040").getBytes(StandardCharsets.US_ASCII);

    /** The largest file that is opened: 32 million weights. */
    static final int MAX_BYTES = 128 << 20;

    private ModelFile() {}

    /**
     * The bytes of a model file, not yet verified.
     *
     * @throws ModelFileException if it cannot be read, or is larger than {@value #MAX_BYTES} bytes
     */
    public static byte[] read(Path file) throws ModelFileException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            // By its size first, as then it need not be read; a device has none.
            if (Files.size(file) > MAX_BYTES) {
                throw tooLarge(file.toString());
            }
            bytes = in.readNBytes(MAX_BYTES + 1);
        } catch (ModelFileException e) {
            throw e;
        } catch (IOException e) {
            throw new ModelFileException(
                    file
                            + ": expected a model file, found none that can be read ("
                            + e.getClass().getSimpleName()
                            + "); check the path",
                    e);
        }
        requireSize(bytes, file.toString());
        return bytes;
    }

    /**
     * What a model file says of itself. The file is checked as {@link Session#open} does, but
     * without native code and without a run, so that files of strangers can be listed.
     *
     * @throws ModelFileException as {@link Session#open}, or if it cannot be read
     */
    public static ModelCard card(Path file) throws ModelFileException {
        return card(read(file), file.toString());
    }

    /**
     * The same of bytes.
     *
     * @param name what to call them in a message
     */
    public static ModelCard card(byte[] file, String name) throws ModelFileException {
        return OnnxModel.of(file, name).card();
    }

    private static void requireSize(byte[] file, String name) throws ModelFileException {
        if (file.length > MAX_BYTES) {
            throw tooLarge(name);
        }
    }

    private static ModelFileException tooLarge(String name) {
        return new ModelFileException(
                name
                        + ": expected a model file of at most "
                        + (MAX_BYTES >> 20)
                        + " MiB, found more; train a smaller network");
    }

    /**
     * Fills in the checksum of a model file.
     *
     * @param onnx a serialised model whose metadata has {@link #CHECKSUM_KEY}; it is left as it is
     * @return the sealed file
     */
    public static byte[] seal(byte[] onnx) {
        int at = checksumStart(onnx);
        if (at < 0) {
            throw new IllegalArgumentException(
                    "model file: expected metadata with " + CHECKSUM_KEY + ", found none");
        }
        byte[] sealed = onnx.clone();
        byte[] checksum = checksum(onnx, at);
        System.arraycopy(checksum, 0, sealed, at, checksum.length);
        return sealed;
    }

    /**
     * Makes sure that a file is sealed and whole.
     *
     * @param name what to call it in a message
     */
    static void verify(byte[] file, String name) throws ModelFileException {
        requireSize(file, name);
        int at = checksumStart(file);
        if (at < 0) {
            throw new ModelFileException(
                    name
                            + ": expected a Tenfold model file, found "
                            + (file.length == 0 ? "an empty file" : "no Tenfold checksum in it")
                            + "; give a model.onnx that `tenfold train` wrote, whole");
        }
        byte[] expected = Arrays.copyOfRange(file, at, at + UNSEALED.length());
        byte[] found = checksum(file, at);
        if (!Arrays.equals(expected, found)) {
            throw new ModelFileException(
                    name
                            + ": expected SHA-256 "
                            + abbreviate(expected)
                            + ", found "
                            + abbreviate(found)
                            + ", so the file is damaged; copy or train it again");
        }
    }

    private static String abbreviate(byte[] checksum) {
        return new String(checksum, 0, 12, StandardCharsets.ISO_8859_1) + "…";
    }

    /** Where the checksum's characters start, or -1. Searched from the end, where metadata is. */
    private static int checksumStart(byte[] file) {
        for (int start = file.length - MARK.length - UNSEALED.length(); start >= 0; start--) {
            if (Arrays.equals(file, start, start + MARK.length, MARK, 0, MARK.length)) {
                return start + MARK.length;
            }
        }
        return -1;
    }

    private static byte[] checksum(byte[] file, int at) {
        MessageDigest digest = Sha256.digest();
        digest.update(file, 0, at);
        digest.update(UNSEALED.getBytes(StandardCharsets.US_ASCII));
        int end = at + UNSEALED.length();
        digest.update(file, end, file.length - end);
        return HexFormat.of().formatHex(digest.digest()).getBytes(StandardCharsets.US_ASCII);
    }
}
