package dev.tenfold.lab.train;

import dev.tenfold.lab.recipe.AnyRecipe;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** What a run tells of where its model comes from. */
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

    /** In hexadecimal, of all parts one after the other. */
    static String sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
