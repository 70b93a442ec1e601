package dev.tenfold.server.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.lab.recipe.Recipes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LaboratoryTest {

    @TempDir Path data;

    @Test
    void withoutItsLibrariesItSaysSo() {
        Laboratory none = new Laboratory(data, "no.such.Engine");
        for (RefusedOrder refused :
                List.of(
                        assertThrows(RefusedOrder.class, none::recipes),
                        assertThrows(RefusedOrder.class, () -> none.outline(order("tiny"))))) {
            assertEquals(RefusedOrder.Reason.NO_LABORATORY, refused.reason());
            assertEquals(
                    "training: expected the laboratory's libraries beside the service, found none;"
                            + " start it from a whole Tenfold, or train elsewhere and put the run's"
                            + " folder into --models",
                    refused.getMessage());
        }
    }

    @Test
    void everyBundledRecipeIsListedAndOutlined() throws Exception {
        Laboratory laboratory = new Laboratory(data);
        assertEquals(Recipes.BUNDLED, List.copyOf(laboratory.recipes().keySet()));
        for (String name : Recipes.BUNDLED) {
            assertEquals(name, laboratory.outline(order(name)).name());
        }
    }

    @Test
    void dataIsNamedAndNeverAPath() throws Exception {
        Files.createDirectory(data.resolve("mine"));
        Laboratory laboratory = new Laboratory(data);
        String text = laboratory.recipes().get("softmax");
        assertTrue(String.valueOf(text).contains("data: mnist:train"), text);
        String mine = String.valueOf(text).replace("mnist:train", "mine");
        assertEquals(data.resolve("mine").toString(), laboratory.recipe(order(mine)).data());
        for (String path : List.of("../mine", "/etc", "mine/../mine", ".", "other")) {
            String wrong = String.valueOf(text).replace("mnist:train", "'" + path + "'");
            RefusedOrder refused =
                    assertThrows(RefusedOrder.class, () -> laboratory.recipe(order(wrong)));
            assertEquals(RefusedOrder.Reason.ORDER, refused.reason());
            assertEquals(
                    "data: expected mnist:train, mnist:test or the name of something in the"
                            + " service's data folder, found \""
                            + path
                            + "\"; put it into the folder that --data names",
                    refused.getMessage());
        }
    }

    @Test
    void modelToStartFromIsAFileAndNoClientNamesIt() throws Exception {
        Laboratory laboratory = new Laboratory(data);
        String taught = laboratory.recipes().get("softmax") + "\nstart: /etc/passwd\n";
        RefusedOrder refused =
                assertThrows(RefusedOrder.class, () -> laboratory.recipe(order(taught)));
        assertEquals(
                "start: expected none in a recipe that the service trains, found /etc/passwd;"
                        + " train it with `./tenfold train`",
                refused.getMessage());
    }

    @Test
    void onlyANetworkForMnistsDigitsReadsADrawing() throws Exception {
        assertTrue(Laboratory.canWatch(Recipes.named("lenet5")));
        assertFalse(Laboratory.canWatch(Recipes.named("knn")));
        assertFalse(Laboratory.canWatch(Recipes.named("context")));
        assertFalse(Laboratory.canWatch(Recipes.named("lenet5").with("data", "my-digits")));
    }

    private static Order order(String recipe) {
        return new Order(recipe, null, null, null, null, null);
    }
}
