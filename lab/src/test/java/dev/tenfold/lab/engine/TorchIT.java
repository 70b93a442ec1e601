package dev.tenfold.lab.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loading libtorch where it was never unpacked. */
final class TorchIT {

    private static final int PROCESSES = 3;

    @TempDir private Path folder;

    /** What each process runs. */
    static final class Sum {
        public static void main(String[] arguments) {
            System.out.print(Torch.values(Torch.tensor(new float[] {1, 2}, 2).sum())[0]);
        }
    }

    @Test
    void processesThatStartAtOnceDoNotLoadWhatAnotherStillUnpacks() throws Exception {
        List<Process> processes = new ArrayList<>();
        try {
            for (int i = 0; i < PROCESSES; i++) {
                processes.add(start(folder.resolve("answer-" + i)));
            }
            for (int i = 0; i < PROCESSES; i++) {
                assertEquals(0, processes.get(i).waitFor(), "how process " + i + " ended");
                assertEquals("3.0", Files.readString(folder.resolve("answer-" + i)));
            }
        } finally {
            processes.forEach(Process::destroyForcibly);
        }
    }

    private Process start(Path answer) throws IOException {
        String testClasses = System.getProperty("surefire.test.class.path");
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dorg.bytedeco.javacpp.cachedir=" + folder.resolve("cache"),
                        "-cp",
                        testClasses == null ? System.getProperty("java.class.path") : testClasses,
                        Sum.class.getName())
                .directory(folder.toFile())
                .redirectOutput(answer.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
