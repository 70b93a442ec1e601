package dev.tenfold.lab.draw;

import dev.tenfold.lab.data.Dataset;
import dev.tenfold.lab.data.PageFont;
import java.util.ArrayList;
import java.util.List;

/** All hands and printing faces that pages are written with. Safe for any number of threads. */
final class Writers {

    private final Ingredients ingredients;
    private final MnistHands mnist;
    private final DrawnHands drawn = DrawnHands.load();
    private final List<FontHand> fonts = new ArrayList<>();
    private final List<Double> cumulative = new ArrayList<>();
    private final List<FontHand> print = new ArrayList<>();
    private double total;

    Writers(Ingredients ingredients, Dataset digits) {
        this.ingredients = ingredients;
        this.mnist = new MnistHands(digits);
    }

    /** Adds a hand, or a face of print. */
    void add(PageFont font) {
        if (font.printed()) {
            print.add(new FontHand(font));
        } else {
            fonts.add(new FontHand(font));
            total += font.weight();
            cumulative.add(total);
        }
    }

    Ingredients ingredients() {
        return ingredients;
    }

    /** A person with a pen. */
    Writer writer(Chance chance) {
        FontHand font = font(chance);
        if (chance.happens(ingredients.of("mnist-writer"))) {
            return new Writer(chance, ingredients, mnist.hand(chance), font, Writer.Kind.DATA);
        }
        if (chance.happens(ingredients.of(Ingredients.DRAWN_WRITER))) {
            return new Writer(chance, ingredients, drawn.hand(chance), font, Writer.Kind.FORMS);
        }
        return new Writer(chance, ingredients, font, font, Writer.Kind.FONT);
    }

    /** A person who writes letters too. */
    Writer letterWriter(Chance chance) {
        FontHand font = font(chance);
        return new Writer(chance, ingredients, font, font, Writer.Kind.FONT);
    }

    /** A printing face, upright and even. */
    Writer printer(Chance chance) {
        FontHand face = chance.one(print);
        return Writer.printing(chance, ingredients, face);
    }

    private FontHand font(Chance chance) {
        double at = chance.between(0, total);
        int index = 0;
        while (index < fonts.size() - 1 && cumulative.get(index) < at) {
            index++;
        }
        return fonts.get(index);
    }
}
