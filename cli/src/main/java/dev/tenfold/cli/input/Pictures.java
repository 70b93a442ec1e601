package dev.tenfold.cli.input;

import dev.tenfold.reader.internal.image.Pages;
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
import org.jspecify.annotations.Nullable;

/** The pictures that the {@code PATH} arguments of {@code read} mean. */
public final class Pictures {

    /** The argument that means standard input. */
    public static final String STANDARD_INPUT = "-";

    private Pictures() {}

    /**
     * One of them.
     *
     * @param name as it was given or found, for results and messages
     * @param path null for standard input, and for a name that no file can have. Where a name on
     *     disk is not of the locale's encoding, the path alone has its bytes.
     */
    public record Picture(String name, @Nullable Path path) {

        private static Picture at(Path path) {
            return new Picture(path.toString(), path);
        }

        public boolean isStandardInput() {
            return path == null && name.equals(STANDARD_INPUT);
        }
    }

    /**
     * All pictures, in the order of the arguments: a file as it is, a folder as the pictures in it
     * and below it, a glob as the files that match, both sorted by name. Hidden files are left out
     * of folders. What is not there stays in the list, so that reading it says so.
     *
     * @throws IOException if a folder cannot be listed
     * @throws UsageException if an argument is empty, as of a shell variable that is not set: Java
     *     would take it for the current folder
     */
    public static List<Picture> expand(List<String> arguments) throws IOException {
        List<Picture> pictures = new ArrayList<>();
        for (String argument : arguments) {
            if (argument.isBlank()) {
                throw new UsageException(
                        "PATH: expected a file, a folder, a glob or -, found an empty word");
            }
            pictures.addAll(expand(argument));
        }
        return pictures;
    }

    private static List<Picture> expand(String argument) throws IOException {
        if (argument.equals(STANDARD_INPUT)) {
            return List.of(new Picture(argument, null));
        }
        Path path;
        try {
            path = Path.of(argument);
        } catch (InvalidPathException e) {
            // Windows allows no '*' in a path.
            Picture nowhere = new Picture(argument, null);
            return isGlob(argument) ? matching(nowhere) : List.of(nowhere);
        }
        Picture picture = new Picture(argument, path);
        if (Files.isDirectory(path)) {
            List<Picture> found =
                    filesBelow(path, file -> isPicture(file) && !isHidden(path.relativize(file)));
            return found.isEmpty() ? List.of(picture) : found;
        }
        return isGlob(argument) && !Files.exists(path) ? matching(picture) : List.of(picture);
    }

    /** The files that match, or the pattern itself if there are none. */
    private static List<Picture> matching(Picture pattern) throws IOException {
        String glob = pattern.name();
        int wildcard = firstWildcard(glob);
        int slash = glob.substring(0, wildcard).replace('\\', '/').lastIndexOf('/');
        Path root = Path.of(slash < 0 ? "" : glob.substring(0, slash + 1));
        FileSystem files = FileSystems.getDefault();
        PathMatcher matcher;
        try {
            matcher = files.getPathMatcher("glob:" + glob.substring(slash + 1));
        } catch (PatternSyntaxException e) {
            return List.of(pattern);
        }
        if (!Files.isDirectory(root)) {
            return List.of(pattern);
        }
        List<Picture> found = filesBelow(root, file -> matcher.matches(root.relativize(file)));
        return found.isEmpty() ? List.of(pattern) : found;
    }

    private static List<Picture> filesBelow(Path folder, Predicate<Path> wanted)
            throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> Files.isRegularFile(file) && wanted.test(file))
                    .sorted()
                    .map(Picture::at)
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
