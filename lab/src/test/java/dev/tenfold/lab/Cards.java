package dev.tenfold.lab;

import dev.tenfold.reader.internal.glyph.Glyph;
import dev.tenfold.reader.internal.model.ModelCard;
import java.util.List;
import java.util.Map;

/**
 * Cards of models that no run has trained, with nothing but what every card must have, and a
 * temperature and a seed that nobody takes for the usual ones.
 */
public final class Cards {

    public static final List<String> DIGITS =
            List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");

    private Cards() {}

    /** Of a model of square images. */
    public static ModelCard of(String name, List<String> labels, int side) {
        return of(name, labels, side, "");
    }

    /** Of a model of square images that a recipe was written for. */
    public static ModelCard of(String name, List<String> labels, int side, String recipe) {
        return new ModelCard(
                name,
                Glyph.PREPROCESSING_VERSION,
                labels,
                List.of(1, side, side),
                1.5,
                recipe,
                7,
                Map.of(),
                Map.of(),
                Map.of());
    }
}
