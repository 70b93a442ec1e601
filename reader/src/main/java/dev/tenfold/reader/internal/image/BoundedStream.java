package dev.tenfold.reader.internal.image;

import java.io.IOException;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * A file in memory as ImageIO's decoders read it. Some take the end of a damaged file for zeros and
 * read on for hours: this stream lets them meet its end a few times, and then fails for good. All
 * that a decoder does it does between two reads, so they check the page's budget.
 */
final class BoundedStream extends ImageInputStreamImpl {

    private static final int MAX_ENDS = 64;

    /** A check costs as much as some dozens of single bytes. */
    private static final int READS_A_CHECK = 256;

    private final byte[] bytes;
    private Budget budget;
    private int ends;
    private int reads;

    /** A stream over {@code bytes}, which must not change. */
    BoundedStream(byte[] bytes, Budget budget) {
        this.bytes = bytes;
        this.budget = budget;
    }

    /** Counts what is read from now on against another budget. */
    void charge(Budget other) {
        budget = other;
    }

    @Override
    public int read() throws IOException {
        checkClosed();
        bitOffset = 0;
        if (++reads % READS_A_CHECK == 0) {
            budget.check(Pages.DECODING);
        }
        if (streamPos >= bytes.length) {
            return end();
        }
        return bytes[(int) streamPos++] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        checkClosed();
        bitOffset = 0;
        budget.check(Pages.DECODING);
        if (length == 0) {
            return 0;
        } else if (streamPos >= bytes.length) {
            return end();
        }
        int count = (int) Math.min(length, bytes.length - streamPos);
        System.arraycopy(bytes, (int) streamPos, target, offset, count);
        streamPos += count;
        return count;
    }

    private int end() throws IOException {
        if (++ends > MAX_ENDS) {
            // Not an EOFException: those are what such decoders swallow.
            throw new IOException("read on past the end of the file");
        }
        return -1;
    }

    @Override
    public long length() {
        return bytes.length;
    }
}
