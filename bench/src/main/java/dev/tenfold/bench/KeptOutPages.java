package dev.tenfold.bench;

import dev.tenfold.lab.data.DataFileException;
import dev.tenfold.lab.data.Datasets;
import dev.tenfold.lab.data.DownloadListener;
import dev.tenfold.lab.data.PageFonts;
import dev.tenfold.lab.draw.ComposedPage;
import dev.tenfold.lab.draw.Ingredients;
import dev.tenfold.lab.train.PageSources;
import dev.tenfold.lab.train.TrainingPages;
import java.util.Map;

/** Composed pages by writers that no bundled network for pages has learned from. */
final class KeptOutPages {

    /** The longer side of a page in pixels, as in training. */
    private static final int SIDE = 256;

    /** No training chose an epoch on the pages of this seed. */
    private static final long SEED = 20261130;

    private final TrainingPages source;

    private KeptOutPages(TrainingPages source) {
        this.source = source;
    }

    /**
     * Fetches MNIST and the fonts of hands where they are not in the cache.
     *
     * @param ingredients probabilities in place of the composer's own, by name
     */
    static KeptOutPages load(Map<String, Double> ingredients) throws DataFileException {
        return new KeptOutPages(
                PageSources.of(
                                SIDE,
                                Ingredients.of(ingredients),
                                Datasets.load("mnist:train"),
                                PageFonts.standard().load(DownloadListener.NONE))
                        .validation());
    }

    /** The same page for the same index. */
    ComposedPage page(int index) {
        return source.page(SEED, 0, index);
    }
}
