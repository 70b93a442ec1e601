package dev.tenfold.lab.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tenfold.lab.recipe.Architecture;
import dev.tenfold.lab.recipe.Recipe;
import dev.tenfold.lab.recipe.Recipes;
import dev.tenfold.lab.recipe.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class ArchitectureDrawingTest {

    @TempDir Path folder;

    @Test
    void rowTellsALayerWithWhatFollowsItAndItsFigures() throws Exception {
        List<String> words = words(drawn("classic", "conv 32"));

        int conv = words.indexOf("conv 64 3x3");
        assertEquals(
                List.of("conv 64 3x3", "relu", "64 × 24 × 24", "18,496", "10,616,832"),
                words.subList(conv, conv + 5));
        int flatten = words.indexOf("flatten");
        assertEquals(List.of("flatten", "9216", "dense 128"), words.subList(flatten, flatten + 3));
    }

    @Test
    void headTellsTheWholeNetwork() throws Exception {
        List<String> words = words(drawn("lenet5", "lenet5"));

        assertEquals("lenet5", words.get(0));
        assertEquals("61,706 parameters; 416,520 multiply-adds for one image", words.get(1));
    }

    @ParameterizedTest
    @FieldSource("dev.tenfold.lab.recipe.Recipes#BUNDLED")
    void everythingDrawnLiesOnThePaper(String name) throws Exception {
        if (!(Recipes.named(name) instanceof Recipe)) {
            return;
        }
        Element svg = drawn(name, name).getDocumentElement();
        double width = Double.parseDouble(svg.getAttribute("width"));
        double height = Double.parseDouble(svg.getAttribute("height"));
        NodeList boxes = svg.getElementsByTagName("rect");
        for (int i = 1; i < boxes.getLength(); i++) {
            Element box = (Element) boxes.item(i);
            double x = Double.parseDouble(box.getAttribute("x"));
            double y = Double.parseDouble(box.getAttribute("y"));
            assertTrue(x >= 0 && y >= 0, name);
            assertTrue(x + Double.parseDouble(box.getAttribute("width")) <= width, name);
            assertTrue(y + Double.parseDouble(box.getAttribute("height")) <= height, name);
        }
    }

    @Test
    void nameIsEscaped() throws Exception {
        assertEquals("<a> & \"b\"", words(drawn("softmax", "<a> & \"b\"")).get(0));
    }

    @Test
    void drawingNeedsNothingFromElsewhereAndLeavesNothingBehind() throws Exception {
        drawn("mlp", "mlp");

        String svg = Files.readString(folder.resolve("drawing.svg"));
        assertFalse(svg.replace("xmlns=\"http://www.w3.org/2000/svg\"", "").contains("http"));
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
    }

    private Document drawn(String recipe, String title) throws Exception {
        Path file = folder.resolve("drawing.svg");
        ArchitectureDrawing.write(
                title, Architecture.of(Recipe.named(recipe), Shape.maps(1, 28, 28), 10), file);
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
    }

    private static List<String> words(Document svg) {
        NodeList words = svg.getElementsByTagName("text");
        return IntStream.range(0, words.getLength())
                .mapToObj(i -> words.item(i).getTextContent())
                .toList();
    }
}
