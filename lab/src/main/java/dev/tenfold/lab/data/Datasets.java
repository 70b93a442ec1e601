package dev.tenfold.lab.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The front door: labelled digits from what a user calls {@code DATA}.
 *
 * <ul>
 *   <li>{@code mnist:train} and {@code mnist:test}, fetched into a cache folder the first time;
 *   <li>a folder with an IDX pair, or the path of its images file where the folder has several;
 *   <li>a {@code .csv} or {@code .csv.gz} file with a row for each image, its label in one column
 *       and its pixels in the others;
 *   <li>a folder with pictures and a {@code labels.csv} (header {@code file,label}) that names
 *       them;
 *   <li>a folder with sub-folders {@code 0} to {@code 9} of pictures.
 * </ul>
 *
 * <p>Pictures become glyphs with the reader's own code; one without ink becomes an empty glyph.
 */
public final class Datasets {

    private static final String MNIST = "mnist:";

    private Datasets() {}

    /**
     * Loads {@code data} whole.
     *
     * @throws DataFileException when it is not there or not what it should be; the message names
     *     the file and the cure
     */
    public static Dataset load(String data) throws DataFileException {
        return load(data, DownloadListener.NONE);
    }

    /** As {@link #load(String)}; {@code listener} hears of MNIST being fetched. */
    public static Dataset load(String data, DownloadListener listener) throws DataFileException {
        if (data.startsWith(MNIST)) {
            return MnistCache.standard().load(data, listener);
        }
        Path path = path(data);
        if (Files.isDirectory(path)) {
            return loadFolder(data, path);
        }
        if (IdxPair.isImagesName(path)) {
            return IdxPair.ofImages(path).read(data);
        }
        if (!Files.exists(path)) {
            throw new DataFileException(
                    data
                            + ": expected mnist:train, mnist:test, or a file or folder, found no such"
                            + " file; check the spelling");
        }
        if (PixelTable.isName(path)) {
            return PixelTable.read(path, data);
        }
        if (IdxPair.isLabelsName(path)) {
            throw new DataFileException(
                    data
                            + ": expected an images file, found labels; name the images file beside it");
        }
        throw new DataFileException(
                "%s: expected an IDX images file (%s) or a .csv, found another file; rename it if it is one"
                        .formatted(data, IdxPair.NAMES));
    }

    /**
     * Whether these are the 10,000 examples of the MNIST test set, in their order, whatever they
     * were called and packed in.
     */
    public static boolean isMnistTest(Dataset dataset) {
        return MnistFiles.isTestSet(dataset);
    }

    private static Path path(String data) throws DataFileException {
        try {
            return Path.of(data);
        } catch (InvalidPathException e) {
            throw new DataFileException(data + ": not a path: " + e.getReason(), e);
        }
    }

    private static Dataset loadFolder(String data, Path folder) throws DataFileException {
        if (Files.exists(folder.resolve(PictureFolder.LABELS_FILE))) {
            return PictureFolder.readLabelled(folder, data);
        }
        if (PictureFolder.hasSubfolders(folder)) {
            return PictureFolder.readSubfolders(folder, data);
        }
        List<IdxPair> pairs = IdxPair.in(folder);
        if (pairs.size() == 1) {
            return pairs.get(0).read(data);
        }
        if (pairs.size() > 1) {
            throw new DataFileException(
                    "%s: expected one pair of IDX files, found %d (%s); name one images file, such as %s"
                            .formatted(
                                    data,
                                    pairs.size(),
                                    pairs.stream()
                                            .map(pair -> pair.images().getFileName().toString())
                                            .collect(Collectors.joining(", ")),
                                    pairs.get(0).images()));
        }
        throw new DataFileException(
                "%s: expected %s, a labels.csv beside its pictures, or sub-folders 0 to 9, found %s; name another folder or a file in it"
                        .formatted(data, IdxPair.NAMES, contents(folder)));
    }

    private static String contents(Path folder) throws DataFileException {
        try (Stream<Path> entries = Files.list(folder)) {
            List<String> names =
                    entries.map(entry -> entry.getFileName().toString()).sorted().toList();
            if (names.isEmpty()) {
                return "an empty folder";
            }
            String shown = names.stream().limit(3).collect(Collectors.joining(", "));
            return names.size() <= 3 ? shown : shown + " and " + (names.size() - 3) + " more";
        } catch (IOException e) {
            throw DataFile.failure(folder, e);
        }
    }
}
