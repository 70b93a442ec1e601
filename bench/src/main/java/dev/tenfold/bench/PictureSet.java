package dev.tenfold.bench;

import dev.tenfold.reader.Limits;
import dev.tenfold.reader.UnreadableImageException;
import dev.tenfold.reader.internal.image.Page;
import dev.tenfold.reader.internal.image.Pages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A folder of pictures with a {@code labels.csv} whose columns are file, label, kind, and perhaps
 * source, note, alternative.
 */
record PictureSet(Path folder) {

    private static final int ALTERNATIVE = 5;

    /**
     * One picture of the set.
     *
     * @param label its digits, rows parted by {@code /}
     * @param kind empty where the set has none
     * @param alternative a second right reading; the label where there is none
     */
    record Labelled(String file, String label, String kind, String alternative) {

        /** The same digits in one row. */
        String digits() {
            return label.replaceAll("[^0-9]", "");
        }
    }

    /** Its pictures; none where there is no such set. */
    List<Labelled> pictures() throws IOException {
        Path file = folder.resolve("labels.csv");
        if (!Files.exists(file)) {
            return List.of();
        }
        List<Labelled> pictures = new ArrayList<>();
        for (String line : Files.readAllLines(file).stream().skip(1).toList()) {
            String[] columns = line.split(",", -1);
            String label = columns[1];
            // The note may hold commas; the alternative is the last column.
            String last = columns.length > ALTERNATIVE ? columns[columns.length - 1] : "";
            pictures.add(
                    new Labelled(
                            columns[0],
                            label,
                            columns.length > 2 ? columns[2] : "",
                            last.isEmpty() ? label : last));
        }
        return pictures;
    }

    /** The first page of a picture. */
    Page page(Labelled picture) throws UnreadableImageException {
        try (Pages pages = Pages.open(folder.resolve(picture.file()), Limits.DEFAULT)) {
            return pages.next();
        }
    }
}
