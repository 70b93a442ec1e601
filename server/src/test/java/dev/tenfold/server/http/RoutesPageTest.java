package dev.tenfold.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** docs/reference/http.md lists the routes of openapi.json; bench/reference writes them anew. */
final class RoutesPageTest {

    private static final Path PAGE = Path.of("../docs/reference/http.md");
    private static final Pattern ROUTES =
            Pattern.compile("(?s)(<!-- routes -->\n).*?(<!-- /routes -->)");

    @Test
    void pageListsTheRoutesOfTheService() throws IOException {
        String page = Files.readString(PAGE);
        String routes = routes();
        String filled =
                ROUTES.matcher(page)
                        .replaceFirst(found -> found.group(1) + routes + found.group(2));
        if (Boolean.getBoolean("tenfold.write")) {
            Files.writeString(PAGE, filled);
        }
        assertEquals(Files.readString(PAGE), filled, "bench/reference writes it anew");
    }

    /** A heading for each route, what it does, and tables of its parameters and answers. */
    private static String routes() throws IOException {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<?, ?> path : map(openApi().get("paths")).entrySet()) {
            for (Map.Entry<?, ?> method : map(path.getValue()).entrySet()) {
                Map<?, ?> route = map(method.getValue());
                String name = String.valueOf(method.getKey()).toUpperCase(Locale.ROOT);
                text.append("\n### %s %s\n\n".formatted(name, path.getKey()));
                wrap(String.valueOf(route.get("summary")), text);
                if (route.get("description") != null) {
                    text.append("\n");
                    wrap(String.valueOf(route.get("description")), text);
                }
                parameters(route, text);
                answers(route, text);
            }
        }
        return text.append("\n").toString();
    }

    /** Lines of at most 100 characters. */
    private static void wrap(String sentences, StringBuilder text) {
        int length = 0;
        for (String word : sentences.split(" ")) {
            boolean breaks = length + 1 + word.length() > 100;
            text.append(length == 0 ? "" : breaks ? "\n" : " ").append(word);
            length = breaks || length == 0 ? word.length() : length + 1 + word.length();
        }
        text.append("\n");
    }

    private static void parameters(Map<?, ?> route, StringBuilder text) {
        if (!(route.get("parameters") instanceof List<?> parameters)) {
            return;
        }
        text.append("\n| parameter | in | is | if not given |\n|---|---|---|---|\n");
        for (Object of : parameters) {
            Map<?, ?> parameter = map(of);
            Object usual = map(parameter.get("schema")).get("default");
            text.append(
                    "| `%s` | %s | %s | %s |\n"
                            .formatted(
                                    parameter.get("name"),
                                    parameter.get("in"),
                                    parameter.get("description"),
                                    usual == null ? "" : "`" + usual + "`"));
        }
    }

    private static void answers(Map<?, ?> route, StringBuilder text) {
        text.append("\n| status | when |\n|---|---|\n");
        map(route.get("responses"))
                .forEach(
                        (status, of) ->
                                text.append(
                                        "| %s | %s |\n"
                                                .formatted(status, map(of).get("description"))));
    }

    private static Map<?, ?> openApi() throws IOException {
        try (InputStream json = Service.class.getResourceAsStream("openapi.json")) {
            assertNotNull(json);
            String text = new String(json.readAllBytes(), StandardCharsets.UTF_8);
            return map(new Load(LoadSettings.builder().build()).loadFromString(text));
        }
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return (Map<?, ?>) Objects.requireNonNull(value);
    }
}
