package dev.tenfold.lab.data;

import dev.tenfold.reader.internal.model.Sha256;
import java.awt.Font;
import java.awt.FontFormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The fonts that composed pages are written and printed with: hands, which bring the forms of
 * digits, signs and letters that MNIST lacks, and a few of print. They come from the npm packages
 * of Fontsource, are kept in the cache folder, and are checked each time they are loaded.
 *
 * <p>Hands are held out by the writer: families that share their digits, such as those for the
 * schools of one country and another, are either all trained on or all held out.
 */
public final class PageFonts {

    private static final int MAX_FILE_BYTES = 1 << 20;

    private final CacheFolder folder;
    private final List<PageFontEntry> entries;
    private final NpmClient npm;

    PageFonts(CacheFolder folder, List<PageFontEntry> entries, NpmClient npm) {
        this.folder = folder;
        this.entries = List.copyOf(entries);
        this.npm = npm;
    }

    /** The fonts in the cache of this user, in the folder {@code hands} beside MNIST's. */
    public static PageFonts standard() {
        return new PageFonts(
                CacheFolder.standard("hands", "the fonts of hands (4 MB)"),
                PageFontEntry.all(),
                NpmClient.standard());
    }

    /** Where the files are. */
    public Path folder() {
        return folder.path();
    }

    /**
     * Loads all fonts, in the order of their list, fetching first those that are missing.
     *
     * @throws DataFileException when a font cannot be fetched, is not the listed file, or this Java
     *     cannot draw with it
     */
    public List<PageFont> load(DownloadListener listener) throws DataFileException {
        if (!entries.stream().allMatch(entry -> Files.exists(path(entry)))) {
            fetch(listener);
        }
        List<PageFont> fonts = new ArrayList<>();
        for (PageFontEntry entry : entries) {
            fonts.add(
                    new PageFont(
                            entry.family(),
                            read(entry),
                            entry.weight(),
                            entry.heldOut(),
                            entry.kind() == PageFontEntry.Kind.PRINT,
                            entry.misdrawn()));
        }
        return List.copyOf(fonts);
    }

    /**
     * Fetches every font that is missing or damaged. Safe when several processes do so at once: one
     * fetches, the others wait and find the files there.
     *
     * @throws DataFileException when the folder cannot be written or npm does not give the fonts
     */
    public void fetch(DownloadListener listener) throws DataFileException {
        folder.change(() -> fetchLocked(listener));
    }

    private void fetchLocked(DownloadListener listener) throws IOException {
        List<PageFontEntry> wanted =
                entries.stream().filter(entry -> !entry.file().isAt(path(entry))).toList();
        if (wanted.isEmpty()) {
            return;
        }
        try {
            npm.fetch(wanted.stream().map(PageFontEntry::npmPackage).toList(), folder, listener);
        } catch (DataFileException e) {
            throw e;
        } catch (IOException e) {
            throw new DataFileException(
                    "hands: expected a source of %d fonts (%s%s), found none (npm %s); install npm and connect to the network, or put the .woff files of the @fontsource packages into %s"
                            .formatted(
                                    wanted.size(),
                                    wanted.get(0).npmPackage().name(),
                                    wanted.size() == 1 ? "" : " and others",
                                    e.getMessage(),
                                    folder.path()),
                    e);
        }
    }

    private Font read(PageFontEntry entry) throws DataFileException {
        Path path = path(entry);
        try {
            if (Files.size(path) > MAX_FILE_BYTES) {
                throw otherFile(entry);
            }
            byte[] woff = Files.readAllBytes(path);
            if (!Sha256.hex(woff).equals(entry.checksum())) {
                throw otherFile(entry);
            }
            return Font.createFont(Font.TRUETYPE_FONT, new ByteArrayInputStream(Woff.toSfnt(woff)));
        } catch (FontFormatException e) {
            throw new DataFileException(
                    path + ": this Java cannot read the font: " + e.getMessage(), e);
        } catch (IOException e) {
            throw DataFile.failure(path, e);
        }
    }

    private DataFileException otherFile(PageFontEntry entry) {
        return new DataFileException(
                "%s: expected the file of %s (SHA-256 %s), found another; run `tenfold data get hands`, which replaces it"
                        .formatted(path(entry), entry.npmPackage().name(), entry.checksum()));
    }

    private Path path(PageFontEntry entry) {
        return folder.resolve(entry.file().name());
    }
}
