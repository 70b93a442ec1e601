package dev.tenfold.reader.internal.image;

import com.twelvemonkeys.imageio.metadata.Entry;
import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageMetadata;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import dev.tenfold.reader.Limits;
import dev.tenfold.reader.UnreadableImageException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.IIOException;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;

/** Pages of pixels, decoded by ImageIO from memory: nothing touches the disk. */
final class RasterPages implements PageSource {

    private final Format format;
    private final Outline outline;
    private final Limits limits;
    private final ImageReader reader;
    private final BoundedStream stream;

    /**
     * @param budget of all that is done before the first page
     */
    RasterPages(Format format, byte[] bytes, Outline outline, Limits limits, Budget budget)
            throws IOException {
        this.format = format;
        this.outline = outline;
        this.limits = limits;
        this.reader = reader(format);
        this.stream = new BoundedStream(bytes, budget);
        reader.setInput(stream, format != Format.TIFF, true);
    }

    /** Decoders are picked by class, so that a host's other plug-ins change no reading. */
    private static ImageReader reader(Format format) throws IOException {
        return switch (format) {
            case TIFF -> new TIFFImageReaderSpi().createReaderInstance(null);
            case WEBP -> new WebPImageReaderSpi().createReaderInstance(null);
            case JPEG -> {
                ImageReaderSpi jpeg =
                        IIORegistry.getDefaultInstance()
                                .getServiceProviderByClass(JPEGImageReaderSpi.class);
                yield jpeg == null ? platformReader(format) : jpeg.createReaderInstance(null);
            }
            default -> platformReader(format);
        };
    }

    private static ImageReader platformReader(Format format) throws IOException {
        Iterator<ImageReaderSpi> providers =
                IIORegistry.getDefaultInstance().getServiceProviders(ImageReaderSpi.class, true);
        String packageName = "com.sun.imageio.plugins." + format.name().toLowerCase(Locale.ROOT);
        while (providers.hasNext()) {
            ImageReaderSpi provider = providers.next();
            if (provider.getClass().getPackageName().equals(packageName)) {
                return provider.createReaderInstance(null);
            }
        }
        throw new IIOException("this Java has no decoder for " + format.title);
    }

    @Override
    public int count() throws IOException {
        return format == Format.TIFF ? reader.getNumImages(true) : 1;
    }

    @Override
    public Page page(int index, String place, Budget budget) throws IOException {
        stream.charge(budget);
        checkSize(index, place);
        int orientation = format == Format.TIFF ? checkedOrientation(index) : outline.orientation();
        int width = reader.getWidth(index);
        int height = reader.getHeight(index);
        int step = subsampling(width, height, limits);
        long pixels = (long) width * height;
        // Progressive JPEGs are kept whole outside of Java's heap.
        boolean whole = outline.decodedWhole() && format != Format.JPEG;
        budget.reserve(
                Integer.BYTES * (whole ? pixels : Math.min(pixels, limits.maxPixels())),
                Pages.DECODING);
        ImageReadParam param = reader.getDefaultReadParam();
        param.setSourceSubsampling(step, step, 0, 0);
        BufferedImage upright = Upright.of(read(index, param, budget), orientation, budget);
        return new Page(place, index + 1, upright, step, budget.rest());
    }

    /** Refuses a page that breaks a limit, from its header alone. */
    void checkSize(int index, String place) throws IOException {
        int width = reader.getWidth(index);
        int height = reader.getHeight(index);
        checkSize(
                width,
                height,
                outline.decodedWhole() ? maxPixelsDecodedWhole(limits) : limits.maxSourcePixels(),
                place);
        // A thousand passes over a large picture fit in a small file.
        if ((long) width * height * outline.scans() > 10 * limits.maxSourcePixels()) {
            throw new UnreadableImageException(
                    String.format(
                            Locale.ROOT,
                            "%s: expected a JPEG of a few scans, found %,d scans of %,d x %,d"
                                    + " pixels; save it again as a plain JPEG",
                            place,
                            outline.scans(),
                            width,
                            height));
        }
    }

    static void checkSize(int width, int height, long maxPixels, String place)
            throws UnreadableImageException {
        if ((long) width * height > maxPixels) {
            throw new UnreadableImageException(
                    String.format(
                            Locale.ROOT,
                            "%s: expected at most %,d pixels, found %,d x %,d; scale it down",
                            place,
                            maxPixels,
                            width,
                            height));
        }
    }

    /**
     * A TIFF page's orientation, once its layout is known not to ask for more memory than it has
     * pixels.
     */
    private int checkedOrientation(int index) throws IOException {
        TIFFImageMetadata metadata = (TIFFImageMetadata) reader.getImageMetadata(index);
        long tile =
                field(metadata, TIFF.TAG_TILE_WIDTH, 0) * field(metadata, TIFF.TAG_TILE_HEIGTH, 0);
        long samples = field(metadata, TIFF.TAG_SAMPLES_PER_PIXEL, 1);
        if (tile < 0 || tile > maxPixelsDecodedWhole(limits) || samples < 1 || samples > 16) {
            throw new IIOException("tiles of " + tile + " pixels, " + samples + " samples each");
        }
        return (int) field(metadata, TIFF.TAG_ORIENTATION, Upright.TOP_LEFT);
    }

    private static long field(TIFFImageMetadata metadata, int tag, long absent) {
        Entry entry = metadata.getTIFFField(tag);
        return entry != null && entry.getValue() instanceof Number number
                ? number.longValue()
                : absent;
    }

    /** Reads, and gives up at the first sign of damage: the decoder would make up the rest. */
    private BufferedImage read(int index, ImageReadParam param, Budget budget) throws IOException {
        StringBuilder damage = new StringBuilder();
        IIOReadWarningListener listener =
                (source, warning) -> {
                    String words = warning.toLowerCase(Locale.ROOT);
                    if ((words.contains("corrupt") && !words.contains("extraneous"))
                            || words.contains("premature")) {
                        damage.append(damage.isEmpty() ? warning : "");
                        source.abort();
                    }
                };
        reader.addIIOReadWarningListener(listener);
        IIOReadProgressListener clock = new AbortOverTime(budget);
        reader.addIIOReadProgressListener(clock);
        try {
            BufferedImage image = reader.read(index, param);
            budget.check(Pages.DECODING);
            if (!damage.isEmpty()) {
                throw new IIOException(damage.toString());
            }
            return image;
        } finally {
            reader.removeIIOReadWarningListener(listener);
            reader.removeIIOReadProgressListener(clock);
        }
    }

    /** Aborts a decoder that reads nothing, such as one that expands what it has read. */
    private record AbortOverTime(Budget budget) implements IIOReadProgressListener {

        @Override
        public void imageProgress(ImageReader source, float percentageDone) {
            budget.giveWay();
            if (budget.left().isNegative()) {
                source.abort();
            }
        }

        @Override
        public void sequenceStarted(ImageReader source, int minIndex) {}

        @Override
        public void sequenceComplete(ImageReader source) {}

        @Override
        public void imageStarted(ImageReader source, int imageIndex) {}

        @Override
        public void imageComplete(ImageReader source) {}

        @Override
        public void thumbnailStarted(ImageReader source, int imageIndex, int thumbnailIndex) {}

        @Override
        public void thumbnailProgress(ImageReader source, float percentageDone) {}

        @Override
        public void thumbnailComplete(ImageReader source) {}

        @Override
        public void readAborted(ImageReader source) {}
    }

    @Override
    public void close() {
        reader.dispose();
    }

    /** The largest page, in pixels, of a format that cannot leave pixels out as it decodes. */
    static long maxPixelsDecodedWhole(Limits limits) {
        return Math.min(limits.maxSourcePixels(), 4 * limits.maxPixels());
    }

    /** The smallest step at which every {@code step}th pixel of a page is within the limit. */
    static int subsampling(int width, int height, Limits limits) {
        int step = 1;
        while (((long) width + step - 1) / step * (((long) height + step - 1) / step)
                > limits.maxPixels()) {
            step++;
        }
        return step;
    }
}
