package dev.tenfold.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The OpenAPI document, held against the routes that there are. */
final class DescriptionTest {

    @Test
    void descriptionNamesExactlyTheRoutes() throws Exception {
        try (RunningService running = new RunningService(RunningService.SETTINGS)) {
            String description = running.get(Service.OPENAPI).body();
            TreeSet<String> routes = new TreeSet<>();
            for (String route : running.service.routes()) {
                routes.add(route.replace('<', '{').replace('>', '}'));
            }
            assertEquals(routes, new TreeSet<>(described(description)));
        }
    }

    @Test
    void everyReferenceLeadsToASchema() throws Exception {
        try (RunningService running = new RunningService(RunningService.SETTINGS)) {
            String description = running.get(Service.OPENAPI).body();
            Matcher reference =
                    Pattern.compile("\"#/components/schemas/(\\w+)\"").matcher(description);
            int count = 0;
            while (reference.find()) {
                assertTrue(
                        description.contains("\"" + reference.group(1) + "\": {"),
                        reference.group(1));
                count++;
            }
            assertTrue(count > 10, "only " + count);
        }
    }

    /** Each path's methods, as routes are written. */
    private static List<String> described(String description) throws Exception {
        List<String> routes = new ArrayList<>();
        try (JsonParser json = new JsonFactory().createParser(description)) {
            json.nextToken();
            while (!"paths".equals(json.nextFieldName())) {
                json.nextToken();
                json.skipChildren();
            }
            json.nextToken();
            for (String path = json.nextFieldName(); path != null; path = json.nextFieldName()) {
                assertEquals(JsonToken.START_OBJECT, json.nextToken());
                for (String method = json.nextFieldName();
                        method != null;
                        method = json.nextFieldName()) {
                    routes.add(method.toUpperCase(Locale.ROOT) + " " + path);
                    json.nextToken();
                    json.skipChildren();
                }
            }
        }
        return routes;
    }
}
