package dev.tenfold.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The licences of all that a build ships, as its bill of materials lists them. */
final class LicencesIT {

    private static final Path BILL = Path.of("target/bom.json");

    /** One of them suffices where a library leaves the choice. */
    private static final Set<String> ALLOWED =
            Set.of(
                    "Apache-2.0",
                    "MIT",
                    "MIT-0",
                    "BSD-2-Clause",
                    "BSD-3-Clause",
                    // What CycloneDX makes of "BSD" without a version.
                    "BSD-4-Clause",
                    "EPL-1.0",
                    // As H2 writes it.
                    "EPL 1.0",
                    "EPL-2.0");

    @Test
    void everyLibraryHasALicenceThatIsAllowed() throws IOException {
        Map<String, List<String>> licences = licences();
        assertTrue(licences.size() > 40, licences.keySet().toString());
        licences.values().removeIf(each -> each.stream().anyMatch(ALLOWED::contains));
        assertEquals(Map.of(), licences, "expected one of " + ALLOWED);
    }

    /** Of each library, by its package URL. */
    private static Map<String, List<String>> licences() throws IOException {
        Map<String, List<String>> licences = new TreeMap<>();
        try (JsonParser json = new JsonFactory().createParser(BILL.toFile())) {
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.FIELD_NAME
                        && json.currentName().equals("components")) {
                    json.nextToken();
                    while (json.nextToken() == JsonToken.START_OBJECT) {
                        add(json, licences);
                    }
                }
            }
        }
        return licences;
    }

    /** Reads one component to its end. */
    private static void add(JsonParser json, Map<String, List<String>> licences)
            throws IOException {
        List<String> names = new ArrayList<>();
        String library = "";
        int depth = 1;
        boolean inLicences = false;
        while (depth > 0) {
            JsonToken token = json.nextToken();
            if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
                inLicences &= depth > 1;
            } else if (token == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                inLicences |= name.equals("licenses");
                if (depth == 1 && name.equals("purl")) {
                    library = String.valueOf(json.nextTextValue());
                } else if (inLicences && Set.of("id", "name", "expression").contains(name)) {
                    names.add(String.valueOf(json.nextTextValue()));
                }
            }
        }
        // The tool that wrote the list is a component too, but has no address.
        if (!library.isEmpty()) {
            licences.put(library, names);
        }
    }
}
