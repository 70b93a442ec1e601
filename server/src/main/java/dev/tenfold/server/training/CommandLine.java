package dev.tenfold.server.training;

import dev.tenfold.lab.train.JavaOptions;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How another process of this program is started, to train in. */
final class CommandLine {

    /** Where it is there, those who read go before those who train. */
    private static final Path NICE = Path.of("/usr/bin/nice");

    /** What this process was given of folders holds for the other. */
    private static final List<String> FOLDERS = List.of("onnxruntime.native.path", "tenfold.cache");

    private CommandLine() {}

    /**
     * The words up to the program's arguments, for this Java and these libraries.
     *
     * @param mainClass with the method that takes the arguments
     */
    static List<String> of(String mainClass) {
        List<String> words = new ArrayList<>();
        if (Files.isExecutable(NICE)) {
            words.addAll(List.of(NICE.toString(), "-n", "10"));
        }
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(
                JavaOptions.of(Runtime.version().feature(), "all", "command", "lab", "train")
                        .options());
        for (String folder : FOLDERS) {
            if (System.getProperty(folder) != null) {
                words.add("-D" + folder + "=" + System.getProperty(folder));
            }
        }
        words.addAll(List.of("-cp", absolute(System.getProperty("java.class.path")), mainClass));
        return words;
    }

    /** The variables that the process has beside those of this one. */
    static Map<String, String> environment() {
        return JavaOptions.of(Runtime.version().feature(), "train").environment();
    }

    /** The process is elsewhere. */
    private static String absolute(String classPath) {
        return Arrays.stream(classPath.split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
