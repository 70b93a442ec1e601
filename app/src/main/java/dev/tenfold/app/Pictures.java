package dev.tenfold.app;

import dev.tenfold.reader.image.Pages;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** The pictures that the {@code PATH} arguments of {@code read} mean. */
final class Pictures {

    /** The argument that means standard input. */
    static final String STANDARD_INPUT = "-";

    private Pictures() {}

    /**
     * The names of all pictures, in the order of the arguments: a file as it is, a folder as the
     * pictures in it and below it, a glob as the files that match, both sorted by name. Hidden
     * files are left out of folders. What is not there stays in the list, so that reading it says
     * so.
     *
     * @throws IOException if a folder cannot be listed
     * @throws UsageException if an argument is empty, as of a shell variable that is not set: Java
     *     would take it for the current folder
     */
    static List<String> expand(List<String> arguments) throws IOException {
        List<String> names = new ArrayList<>();
        for (String argument : arguments) {
            if (argument.isBlank()) {
                throw new UsageException(
                        "PATH: expected a file, a folder, a glob or -, found an empty word");
            }
            names.addAll(expand(argument));
        }
        return names;
    }

    private static List<String> expand(String argument) throws IOException {
        if (argument.equals(STANDARD_INPUT)) {
            return List.of(argument);
        }
        Path path;
        try {
            path = Path.of(argument);
        } catch (InvalidPathException e) {
            // Windows allows no '*' in a path.
            return isGlob(argument) ? matching(argument) : List.of(argument);
        }
        if (Files.isDirectory(path)) {
            List<String> names =
                    filesBelow(path, file -> isPicture(file) && !isHidden(path.relativize(file)));
            return names.isEmpty() ? List.of(argument) : names;
        }
        return isGlob(argument) && !Files.exists(path) ? matching(argument) : List.of(argument);
    }

    /** The files that match, or the pattern itself if there are none. */
    private static List<String> matching(String glob) throws IOException {
        int wildcard = firstWildcard(glob);
        int slash = glob.substring(0, wildcard).replace('\\', '/').lastIndexOf('/');
        Path root = Path.of(slash < 0 ? "" : glob.substring(0, slash + 1));
        FileSystem files = FileSystems.getDefault();
        PathMatcher matcher;
        try {
            matcher = files.getPathMatcher("glob:" + glob.substring(slash + 1));
        } catch (PatternSyntaxException e) {
            return List.of(glob);
        }
        if (!Files.isDirectory(root)) {
            return List.of(glob);
        }
        List<String> names = filesBelow(root, file -> matcher.matches(root.relativize(file)));
        return names.isEmpty() ? List.of(glob) : names;
    }

    private static List<String> filesBelow(Path folder, Predicate<Path> wanted) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> Files.isRegularFile(file) && wanted.test(file))
                    .sorted()
                    .map(Path::toString)
                    .toList();
        }
    }

    private static boolean isPicture(Path file) {
        String name = file.getFileName().toString();
        String extension = name.substring(name.lastIndexOf('.') + 1);
        return Pages.EXTENSIONS.contains(extension.toLowerCase(Locale.ROOT));
    }

    private static boolean isHidden(Path relative) {
        for (Path part : relative) {
            if (part.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    private static boolean isGlob(String argument) {
        return firstWildcard(argument) >= 0;
    }

    private static int firstWildcard(String argument) {
        for (int i = 0; i < argument.length(); i++) {
            if ("*?[{".indexOf(argument.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }
}
