package dev.tenfold.lab.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Images and their labels in the two files of the IDX format, as MNIST comes: big-endian magic
 * number, one int a dimension, then bytes (LeCun, Cortes and Burges, "The MNIST database").
 *
 * @param images of dimensions (size, height, width)
 * @param labels of dimension (size)
 */
record IdxPair(Path images, Path labels) {

    private static final int IMAGES_MAGIC = 0x00000803;
    private static final int LABELS_MAGIC = 0x00000801;

    private static final Pattern IMAGES_NAME =
            Pattern.compile("(?<set>.*?)-?images[-.]idx3-ubyte(\\.gz)?");
    private static final Pattern LABELS_NAME =
            Pattern.compile("(?<set>.*?)-?labels[-.]idx1-ubyte(\\.gz)?");

    /** How a pair is named, for messages. */
    static final String NAMES = "*-images-idx3-ubyte[.gz] with *-labels-idx1-ubyte[.gz]";

    static boolean isImagesName(Path path) {
        return IMAGES_NAME.matcher(String.valueOf(path.getFileName())).matches();
    }

    static boolean isLabelsName(Path path) {
        return LABELS_NAME.matcher(String.valueOf(path.getFileName())).matches();
    }

    /** Every pair of the folder, by name; an images file without labels is an error. */
    static List<IdxPair> in(Path folder) throws DataFileException {
        Map<String, Path> images = filesBySet(folder, IMAGES_NAME);
        Map<String, Path> labels = filesBySet(folder, LABELS_NAME);
        List<IdxPair> pairs = new ArrayList<>();
        for (Map.Entry<String, Path> entry : images.entrySet()) {
            Path partner = labels.get(entry.getKey());
            if (partner == null) {
                throw noLabels(entry.getValue());
            }
            pairs.add(new IdxPair(entry.getValue(), partner));
        }
        return pairs;
    }

    /** The pair of the given images file and the labels beside it. */
    static IdxPair ofImages(Path images) throws DataFileException {
        Matcher matcher = IMAGES_NAME.matcher(String.valueOf(images.getFileName()));
        if (!matcher.matches()) {
            throw new IllegalArgumentException(images + ": not the name of an IDX images file");
        }
        Path parent = images.toAbsolutePath().getParent();
        Path labels =
                parent == null ? null : filesBySet(parent, LABELS_NAME).get(matcher.group("set"));
        if (labels == null) {
            throw noLabels(images);
        }
        return new IdxPair(images, labels);
    }

    private static DataFileException noLabels(Path images) {
        String wanted =
                String.valueOf(images.getFileName())
                        .replace("images", "labels")
                        .replace("idx3", "idx1");
        return new DataFileException(
                images + ": expected its labels beside it, found no " + wanted + "; add that file");
    }

    /** Raw files come before packed ones of the same set: they load faster. */
    private static Map<String, Path> filesBySet(Path folder, Pattern pattern)
            throws DataFileException {
        Map<String, Path> files = new TreeMap<>();
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path file : (Iterable<Path>) entries.sorted()::iterator) {
                Matcher matcher = pattern.matcher(String.valueOf(file.getFileName()));
                if (matcher.matches()) {
                    files.putIfAbsent(matcher.group("set"), file);
                }
            }
        } catch (IOException e) {
            throw DataFile.failure(folder, e);
        }
        return files;
    }

    /** Reads both files whole. */
    Dataset read(String name) throws DataFileException {
        Contents image = read(images, IMAGES_MAGIC, "images");
        Contents label = read(labels, LABELS_MAGIC, "labels");
        int size = image.dimensions[0];
        if (label.dimensions[0] != size) {
            throw new DataFileException(
                    "%s: expected %d labels, one for each image of %s, found %d; use the two files of one set"
                            .formatted(labels, size, images.getFileName(), label.dimensions[0]));
        }
        int[] classOf = new int[size];
        int largest = 0;
        for (int i = 0; i < size; i++) {
            classOf[i] = label.bytes[i] & 0xff;
            if (classOf[i] >= Dataset.MAX_CLASSES) {
                throw new DataFileException(
                        "%s: expected labels from 0 to %d, found %d at example %d; check that it holds labels"
                                .formatted(labels, Dataset.MAX_CLASSES - 1, classOf[i], i));
            }
            largest = Math.max(largest, classOf[i]);
        }
        return new Dataset(
                name,
                image.dimensions[1],
                image.dimensions[2],
                image.bytes,
                classOf,
                Dataset.classNames(largest),
                Map.of(image.name, image.checksum, label.name, label.checksum));
    }

    private record Contents(String name, int[] dimensions, byte[] bytes, String checksum) {}

    private static Contents read(Path path, int magic, String what) throws DataFileException {
        try (DataFile file = DataFile.open(path)) {
            int[] dimensions = readHeader(file, magic, what);
            long length = 1;
            for (int dimension : dimensions) {
                if (dimension < 1 || (length *= dimension) > Integer.MAX_VALUE - 8) {
                    throw new DataFileException(
                            "%s: expected between one example and 2 GB of them, found a header of %s; check the file"
                                    .formatted(path, dimensionText(dimensions)));
                }
            }
            if (length > file.capacity()) {
                throw tooShort(path, dimensions, "far less");
            }
            byte[] bytes = new byte[(int) length];
            int found = file.fill(bytes);
            if (found < length) {
                throw tooShort(path, dimensions, found + " bytes");
            }
            if (!file.isAtEnd()) {
                throw new DataFileException(
                        "%s: expected %d bytes of %s after the header (%s), found more; get the file again"
                                .formatted(path, length, what, dimensionText(dimensions)));
            }
            return new Contents(file.name(), dimensions, bytes, file.checksum());
        }
    }

    private static int[] readHeader(DataFile file, int magic, String what)
            throws DataFileException {
        Path path = file.path();
        byte[] four = new byte[4];
        int count = file.fill(four);
        int found = ByteBuffer.wrap(four).getInt();
        if (count == 4 && found != magic) {
            String cure = "check that it is an IDX file of " + what;
            if (found == IMAGES_MAGIC || found == LABELS_MAGIC) {
                cure = "the images and labels files seem to be swapped: rename them";
            } else if (four[0] == '<') {
                cure = "it looks like a web page: get the file again";
            }
            throw new DataFileException(
                    "%s: expected the magic number 0x%08x of IDX %s, found 0x%08x; %s"
                            .formatted(path, magic, what, found, cure));
        }
        byte[] rest = new byte[4 * (magic & 0xff)];
        int headerFound = count + file.fill(rest);
        if (headerFound < 4 + rest.length) {
            throw new DataFileException(
                    "%s: expected an IDX header of %d bytes, found %s; get the file again"
                            .formatted(
                                    path,
                                    4 + rest.length,
                                    headerFound == 0 ? "an empty file" : headerFound + " bytes"));
        }
        int[] dimensions = new int[magic & 0xff];
        ByteBuffer.wrap(rest).asIntBuffer().get(dimensions);
        return dimensions;
    }

    private static DataFileException tooShort(Path path, int[] dimensions, String found) {
        return new DataFileException(
                "%s: expected %s bytes after the header, found %s; the file is cut off: get it again"
                        .formatted(path, dimensionText(dimensions), found));
    }

    private static String dimensionText(int[] dimensions) {
        StringBuilder text = new StringBuilder();
        for (int dimension : dimensions) {
            text.append(text.isEmpty() ? "" : " x ").append(dimension);
        }
        return text.toString();
    }
}
