package dev.tenfold.server.training;

import dev.tenfold.lab.data.DataFileException;
import dev.tenfold.lab.data.MnistCache;
import dev.tenfold.lab.recipe.Architecture;
import dev.tenfold.lab.recipe.ClassicalRecipe;
import dev.tenfold.lab.recipe.Recipe;
import dev.tenfold.lab.recipe.RecipeException;
import dev.tenfold.lab.recipe.Recipes;
import dev.tenfold.lab.recipe.Shape;
import dev.tenfold.lab.recipe.Suggestions;
import dev.tenfold.lab.recipe.Trainable;
import dev.tenfold.server.training.RefusedOrder.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the runs know of recipes and data. */
final class Laboratory {

    private static final String MNIST = "mnist:";
    private static final int MNIST_SIDE = 28;
    private static final int MNIST_CLASSES = 10;
    private static final String ENGINE = "org.bytedeco.pytorch.Tensor";

    private final Path data;
    private final String engine;

    /** A laboratory whose own data is in a folder. */
    Laboratory(Path data) {
        this(data, ENGINE);
    }

    /**
     * The same.
     *
     * @param engine the class without which there is none
     */
    Laboratory(Path data, String engine) {
        this.data = data;
        this.engine = engine;
    }

    /** Makes sure that the libraries are there. */
    void require() throws RefusedOrder {
        try {
            Class.forName(engine, false, Laboratory.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new RefusedOrder(
                    Reason.NO_LABORATORY,
                    "training: expected the laboratory's libraries beside the service, found none;"
                            + " start it from a whole Tenfold, or train elsewhere and put the run's"
                            + " folder into --models");
        }
    }

    Map<String, String> recipes() throws RefusedOrder {
        require();
        Map<String, String> texts = new LinkedHashMap<>();
        for (String name : Recipes.BUNDLED) {
            texts.put(name, text(parsed(name)));
        }
        return texts;
    }

    private static String text(Trainable recipe) {
        return recipe instanceof Recipe network
                ? network.source().text()
                : ((ClassicalRecipe) recipe).source().text();
    }

    RecipeOutline outline(Order order) throws RefusedOrder {
        Trainable recipe = recipe(order);
        if (!(recipe instanceof Recipe network)) {
            ClassicalRecipe classical = (ClassicalRecipe) recipe;
            return new RecipeOutline(
                    recipe.name(),
                    "a classical model without layers: " + classical.model().word(),
                    0,
                    0,
                    0,
                    recipe.data());
        }
        int side = network.downsample() > 0 ? network.downsample() : MNIST_SIDE;
        int none = network.negatives() + network.hands() > 0 ? 1 : 0;
        try {
            Architecture architecture =
                    Architecture.of(network, Shape.maps(1, side, side), MNIST_CLASSES + none);
            return new RecipeOutline(
                    network.name(),
                    architecture.table(),
                    architecture.parameters(),
                    architecture.multiplyAdds(),
                    network.epochs(),
                    network.data());
        } catch (RecipeException e) {
            throw new RefusedOrder(Reason.ORDER, e.getMessage());
        }
    }

    /**
     * The recipe that is ordered, with what the order says in place of its values, on data that a
     * client may name: MNIST, or what the operator has put into the data folder.
     */
    Trainable recipe(Order order) throws RefusedOrder {
        require();
        Trainable recipe = parsed(String.valueOf(order.recipe()));
        try {
            recipe = with(recipe, "epochs", order.epochs());
            recipe = with(recipe, "examples", order.examples());
            recipe = with(recipe, "seed", order.seed());
            requireNoModels(recipe);
            recipe = recipe.with("data", place("data", recipe.data()));
            return recipe.test().isEmpty()
                    ? recipe
                    : recipe.with("test", place("test", recipe.test()));
        } catch (RecipeException e) {
            throw new RefusedOrder(Reason.ORDER, e.getMessage());
        }
    }

    /** The model to start from is a file, and no client names one of ours. */
    private static void requireNoModels(Trainable recipe) throws RefusedOrder {
        if (recipe instanceof Recipe network) {
            requireNone("start", network.start());
        }
    }

    private static void requireNone(String key, String value) throws RefusedOrder {
        if (!value.isEmpty()) {
            throw new RefusedOrder(
                    Reason.ORDER,
                    key
                            + ": expected none in a recipe that the service trains, found "
                            + value
                            + "; train it with `./tenfold train`");
        }
    }

    private static Trainable parsed(String nameOrText) throws RefusedOrder {
        try {
            if (nameOrText.contains("\n")) {
                return Recipes.parse("recipe", nameOrText);
            }
            if (Recipes.BUNDLED.contains(nameOrText)) {
                return Recipes.named(nameOrText);
            }
        } catch (RecipeException e) {
            throw new RefusedOrder(Reason.ORDER, e.getMessage());
        }
        throw new RefusedOrder(
                Reason.ORDER,
                "recipe: expected the text of one, or the name of a bundled one, found \""
                        + nameOrText
                        + "\""
                        + Suggestions.nearest(nameOrText, Recipes.BUNDLED)
                                .map(near -> "; did you mean \"" + near + "\"?")
                                .orElse("; see /api/v1/recipes"));
    }

    private static Trainable with(Trainable recipe, String key, @Nullable Integer value)
            throws RecipeException {
        return value == null ? recipe : recipe.with(key, value.toString());
    }

    private String place(String key, String named) throws RefusedOrder {
        if (named.startsWith(MNIST)) {
            return named;
        }
        if (!named.matches("[\\w][\\w.-]*") || !Files.exists(data.resolve(named))) {
            throw new RefusedOrder(
                    Reason.ORDER,
                    key
                            + ": expected mnist:train, mnist:test or the name of something in the"
                            + " service's data folder, found \""
                            + named
                            + "\"; put it into the folder that --data names");
        }
        return data.resolve(named).toString();
    }

    /** Makes sure that nothing has to be fetched for it. */
    void requireFetched(String... names) throws RefusedOrder {
        MnistCache cache = MnistCache.standard();
        for (String name : names) {
            if (name.startsWith(MNIST) && !has(cache, name)) {
                throw new RefusedOrder(
                        Reason.STATE,
                        name
                                + ": expected MNIST in its cache folder, found none in "
                                + cache.folder()
                                + "; run `./tenfold data get mnist` once");
            }
        }
    }

    private static boolean has(MnistCache cache, String name) throws RefusedOrder {
        try {
            return cache.has(name);
        } catch (DataFileException e) {
            throw new RefusedOrder(Reason.ORDER, e.getMessage());
        }
    }

    /**
     * Whether glyphs of digits can be read while a recipe is trained: by a network for single
     * digits, which has the classes and the size of MNIST.
     */
    static boolean canWatch(Trainable recipe) {
        return recipe instanceof Recipe network
                && network.cropPages() == 0
                && network.data().equals("mnist:train");
    }
}
