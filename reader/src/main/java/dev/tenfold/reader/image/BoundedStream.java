package dev.tenfold.reader.image;

import java.io.IOException;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * A file in memory as ImageIO's decoders read it. Some take the end of a damaged file for zeros and
 * read on for hours: this stream lets them meet its end a few times, and then fails for good.
 */
final class BoundedStream extends ImageInputStreamImpl {

    private static final int MAX_ENDS = 64;

    private final byte[] bytes;
    private int ends;

    /** A stream over {@code bytes}, which must not change. */
    BoundedStream(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public int read() throws IOException {
        checkClosed();
        bitOffset = 0;
        if (streamPos >= bytes.length) {
            return end();
        }
        return bytes[(int) streamPos++] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        checkClosed();
        bitOffset = 0;
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
