package dev.tenfold.lab.train;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How another Java is started, such as one that trains: from the file {@code java-options} beside
 * this class, which the launcher reads too.
 *
 * @param options of Java
 * @param environment variables, by name
 */
public record JavaOptions(List<String> options, Map<String, String> environment) {

    private static final String FILE = "java-options";

    /** For whom, from which version on and up to which, and what. */
    private static final Pattern LINE = Pattern.compile("(\\w+) +(\\d+)\\.\\.(\\d*) +(\\S+)");

    public JavaOptions {
        options = List.copyOf(options);
        environment = Map.copyOf(environment);
    }

    /**
     * Those of all these groups.
     *
     * @param java the version that is started, such as 17
     * @param groups the first words of the file's lines, such as {@code train}
     */
    public static JavaOptions of(int java, String... groups) {
        Set<String> wanted = Set.of(groups);
        List<String> options = new ArrayList<>();
        Map<String, String> environment = new LinkedHashMap<>();
        for (String line : lines()) {
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                throw new IllegalStateException(
                        FILE + ": expected 'group 17.. word', found '" + line + "'");
            }
            if (!wanted.contains(matcher.group(1)) || !knows(java, matcher)) {
                continue;
            }
            String word = matcher.group(4);
            if (word.startsWith("-")) {
                options.add(word);
            } else {
                int equals = word.indexOf('=');
                environment.put(word.substring(0, equals), word.substring(equals + 1));
            }
        }
        return new JavaOptions(options, environment);
    }

    private static boolean knows(int java, Matcher line) {
        return java >= Integer.parseInt(line.group(2))
                && (line.group(3).isEmpty() || java <= Integer.parseInt(line.group(3)));
    }

    /** All but comments and empty lines. */
    private static List<String> lines() {
        try (InputStream file = JavaOptions.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException("expected " + FILE + " in the jar, found none");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + ": reading it from the jar failed", e);
        }
    }
}
