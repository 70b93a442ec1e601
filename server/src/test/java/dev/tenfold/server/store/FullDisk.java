package dev.tenfold.server.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/** A file system of the embedded database, {@code jdbc:h2:full:...}, whose disk can be full. */
public final class FullDisk extends FilePathWrapper {

    private static final AtomicInteger WRITES_LEFT = new AtomicInteger(Integer.MAX_VALUE);

    static {
        FilePath.register(new FullDisk());
    }

    /** The URL of a database on it. */
    public static String url(java.nio.file.Path file) {
        return "jdbc:h2:full:" + file.toAbsolutePath();
    }

    /** Fills the disk after so many more writes. */
    public static void fillAfter(int writes) {
        WRITES_LEFT.set(writes);
    }

    /** Makes room. */
    public static void free() {
        WRITES_LEFT.set(Integer.MAX_VALUE);
    }

    private static void write() throws IOException {
        if (WRITES_LEFT.getAndUpdate(left -> Math.max(0, left - 1)) == 0) {
            throw new IOException("No space left on device");
        }
    }

    @Override
    public String getScheme() {
        return "full";
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new Channel(super.open(mode));
    }

    /** Fails to write where the disk is full. */
    private static final class Channel extends FileChannel {

        private final FileChannel file;

        Channel(FileChannel file) {
            this.file = file;
        }

        @Override
        public int read(ByteBuffer bytes) throws IOException {
            return file.read(bytes);
        }

        @Override
        public long read(ByteBuffer[] bytes, int offset, int length) throws IOException {
            return file.read(bytes, offset, length);
        }

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            FullDisk.write();
            return file.write(bytes);
        }

        @Override
        public long write(ByteBuffer[] bytes, int offset, int length) throws IOException {
            FullDisk.write();
            return file.write(bytes, offset, length);
        }

        @Override
        public int write(ByteBuffer bytes, long position) throws IOException {
            FullDisk.write();
            return file.write(bytes, position);
        }

        @Override
        public long position() throws IOException {
            return file.position();
        }

        @Override
        public FileChannel position(long position) throws IOException {
            file.position(position);
            return this;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            file.truncate(size);
            return this;
        }

        @Override
        public void force(boolean metaData) throws IOException {
            file.force(metaData);
        }

        @Override
        public long transferTo(long position, long count, WritableByteChannel target)
                throws IOException {
            return file.transferTo(position, count, target);
        }

        @Override
        public long transferFrom(ReadableByteChannel source, long position, long count)
                throws IOException {
            FullDisk.write();
            return file.transferFrom(source, position, count);
        }

        @Override
        public int read(ByteBuffer bytes, long position) throws IOException {
            return file.read(bytes, position);
        }

        @Override
        public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
            return file.map(mode, position, size);
        }

        @Override
        public FileLock lock(long position, long size, boolean shared) throws IOException {
            return file.lock(position, size, shared);
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return file.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            file.close();
        }
    }
}
