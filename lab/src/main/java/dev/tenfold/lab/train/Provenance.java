package dev.tenfold.lab.train;

import dev.tenfold.lab.recipe.AnyRecipe;
import java.util.Map;
import java.util.TreeMap;

/** What a run records of where its model comes from. */
final class Provenance {

    private Provenance() {}

    /**
     * The versions of all that took part.
     *
     * @param engines what the model was fitted with
     */
    static Map<String, String> software(Map<String, String> engines) {
        Map<String, String> software = new TreeMap<>(engines);
        software.put("java", System.getProperty("java.version"));
        String version = Provenance.class.getPackage().getImplementationVersion();
        software.put("tenfold", version == null ? "(not packaged)" : version);
        return software;
    }

    /** The recipe with every value, under a heading of versions. */
    static String recipeAsRun(AnyRecipe recipe, Map<String, String> software) {
        StringBuilder text = new StringBuilder("# As run, with every value written out.\n");
        software.forEach((product, version) -> text.append("# " + product + " " + version + "\n"));
        return text.append(recipe.toYaml()).toString();
    }
}
