package dev.tenfold.lab.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.tenfold.reader.Limits;
import dev.tenfold.reader.internal.glyph.FoundGlyph;
import dev.tenfold.reader.internal.glyph.Glyph;
import dev.tenfold.reader.internal.glyph.GlyphFinder;
import dev.tenfold.reader.internal.image.Pages;
import dev.tenfold.reader.internal.model.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Pictures of one digit each, with labels from {@code labels.csv} or from the sub-folders {@code 0}
 * to {@code 9} that they are in. They become glyphs as the reader makes them.
 */
final class PictureFolder {

    static final String LABELS_FILE = "labels.csv";

    private final List<Path> pictures = new ArrayList<>();
    private final List<Integer> labels = new ArrayList<>();
    private final Map<String, String> checksums = new HashMap<>();

    private PictureFolder() {}

    /** Reads the pictures that {@code labels.csv} lists; further columns are ignored. */
    static Dataset readLabelled(Path folder, String name) throws DataFileException {
        PictureFolder pictures = new PictureFolder();
        pictures.list(folder.resolve(LABELS_FILE));
        return pictures.read(name);
    }

    /** Reads the files of each sub-folder {@code 0} to {@code 9} in the order of their names. */
    static Dataset readSubfolders(Path folder, String name) throws DataFileException {
        PictureFolder pictures = new PictureFolder();
        for (Map.Entry<Integer, Path> subfolder : subfolders(folder).entrySet()) {
            pictures.list(subfolder.getKey(), subfolder.getValue());
        }
        if (pictures.pictures.isEmpty()) {
            throw new DataFileException(
                    folder + ": expected pictures in the sub-folders 0 to 9, found none; add some");
        }
        return pictures.read(name);
    }

    static boolean hasSubfolders(Path folder) {
        return !subfolders(folder).isEmpty();
    }

    private static Map<Integer, Path> subfolders(Path folder) {
        Map<Integer, Path> subfolders = new TreeMap<>();
        for (int digit = 0; digit <= 9; digit++) {
            Path subfolder = folder.resolve(Integer.toString(digit));
            if (Files.isDirectory(subfolder)) {
                subfolders.put(digit, subfolder);
            }
        }
        return subfolders;
    }

    private void list(int digit, Path subfolder) throws DataFileException {
        try (Stream<Path> entries = Files.list(subfolder)) {
            // Names with a leading dot are the desktop's own.
            entries.filter(entry -> !entry.getFileName().toString().startsWith("."))
                    .sorted()
                    .forEach(
                            entry -> {
                                pictures.add(entry);
                                labels.add(digit);
                            });
        } catch (IOException e) {
            throw DataFile.failure(subfolder, e);
        }
    }

    private void list(Path table) throws DataFileException {
        try (DataFile file = DataFile.open(table)) {
            try (CsvReader<NamedCsvRecord> records =
                    CsvReader.builder()
                            .detectBomHeader(true)
                            .allowMissingFields(true)
                            .allowExtraFields(true)
                            .ofNamedCsvRecord(file.stream(), StandardCharsets.UTF_8)) {
                Map<String, Long> lines = new HashMap<>();
                for (NamedCsvRecord record : records) {
                    list(record, table, lines);
                }
            } catch (CsvParseException e) {
                throw new DataFileException(
                        table + ": expected CSV, found a row that is not: " + e.getMessage(), e);
            } catch (UncheckedIOException e) {
                throw DataFile.failure(table, e);
            }
            checksums.put(file.name(), file.checksum());
        } catch (IOException e) {
            throw DataFile.failure(table, e);
        }
        if (pictures.isEmpty()) {
            throw new DataFileException(
                    table
                            + ": expected the header file,label and a row for each picture, found no"
                            + " row; add the pictures");
        }
    }

    private void list(NamedCsvRecord record, Path table, Map<String, Long> lines)
            throws DataFileException {
        String place = table + ", line " + record.getStartingLineNumber();
        String picture = field(record, "file", table);
        String label = field(record, "label", table);
        if (!label.matches("[0-9]")) {
            throw new DataFileException(
                    "%s: expected a label from 0 to 9, found \"%s\"; correct that row"
                            .formatted(place, label));
        }
        if (picture.isEmpty()) {
            throw new DataFileException(
                    place + ": expected the name of a picture, found none; correct that row");
        }
        Long earlier = lines.putIfAbsent(picture, record.getStartingLineNumber());
        if (earlier != null) {
            throw new DataFileException(
                    "%s: expected each picture once, found %s on line %d too; remove one row"
                            .formatted(place, picture, earlier));
        }
        pictures.add(table.resolveSibling(picture));
        labels.add(Integer.valueOf(label));
    }

    private static String field(NamedCsvRecord record, String column, Path table)
            throws DataFileException {
        if (!record.getHeader().contains(column)) {
            throw new DataFileException(
                    "%s, line 1: expected the columns file and label, found %s; correct the header"
                            .formatted(table, String.join(", ", record.getHeader())));
        }
        return record.findField(column).orElse("").strip();
    }

    private Dataset read(String name) throws DataFileException {
        int area = Glyph.SIZE * Glyph.SIZE;
        byte[] pixels = new byte[Math.multiplyExact(pictures.size(), area)];
        byte[][] digests = new byte[pictures.size()][];
        ConcurrentSkipListMap<Integer, DataFileException> failures = new ConcurrentSkipListMap<>();
        IntStream.range(0, pictures.size())
                .parallel()
                .forEach(
                        i -> {
                            try {
                                byte[] file = bytes(pictures.get(i));
                                digests[i] = Sha256.digest().digest(file);
                                byte[] glyph = glyph(file, pictures.get(i)).toBytes();
                                System.arraycopy(glyph, 0, pixels, i * area, area);
                            } catch (DataFileException e) {
                                failures.put(i, e);
                            }
                        });
        if (!failures.isEmpty()) {
            throw failures.firstEntry().getValue();
        }
        checksums.put("pictures", Sha256.hex(digests));
        return new Dataset(
                name,
                Glyph.SIZE,
                Glyph.SIZE,
                pixels,
                labels.stream().mapToInt(Integer::intValue).toArray(),
                Dataset.classNames(9),
                checksums);
    }

    private static byte[] bytes(Path picture) throws DataFileException {
        try {
            return Files.readAllBytes(picture);
        } catch (IOException e) {
            throw DataFile.failure(picture, e);
        }
    }

    private static Glyph glyph(byte[] file, Path picture) throws DataFileException {
        try (Pages pages = Pages.open(file, picture.toString(), Limits.DEFAULT)) {
            if (pages.count() > 1) {
                throw new DataFileException(
                        "%s: expected a picture of one digit, found %d pages; save each page by itself"
                                .formatted(picture, pages.count()));
            }
            return GlyphFinder.single(pages.next().image())
                    .map(FoundGlyph::glyph)
                    .orElseGet(() -> Glyph.of(new float[Glyph.SIZE * Glyph.SIZE]));
        } catch (DataFileException e) {
            throw e;
        } catch (IOException e) {
            // The reader's message names the picture already.
            throw new DataFileException(String.valueOf(e.getMessage()), e);
        }
    }
}
