package dev.tenfold.cli.command;

import dev.tenfold.cli.input.UsageException;
import dev.tenfold.cli.output.StandardOutput;
import dev.tenfold.lab.data.DataFileException;
import dev.tenfold.lab.lesson.LessonException;
import dev.tenfold.lab.recipe.RecipeException;
import dev.tenfold.lab.train.TrainingException;
import dev.tenfold.lab.train.TrainingStoppedException;
import dev.tenfold.reader.ModelFileException;
import dev.tenfold.reader.UnreadableImageException;
import dev.tenfold.server.store.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** How a failure is reported: one sentence and an exit code. */
final class ErrorReporter {

    /** What Java makes of a byte in a name that is not of the locale's encoding. */
    private static final char UNDECODED = '\uFFFD';

    private ErrorReporter() {}

    static int exitCode(Throwable failure) {
        Throwable cause = unwrap(failure);
        if (cause instanceof UsageException) {
            return ExitCode.USAGE;
        }
        return isInput(cause) ? ExitCode.UNREADABLE : ExitCode.FAULT;
    }

    static String sentence(Throwable failure) {
        String sentence = describe(unwrap(failure));
        return sentence.indexOf(UNDECODED) < 0
                ? sentence
                : sentence
                        + "; names are read as UTF-8: rename the file, give the folder that it is"
                        + " in, or set LC_ALL to a locale in UTF-8, such as C.UTF-8";
    }

    private static String describe(Throwable cause) {
        if (isInput(cause)
                || cause instanceof UsageException
                || cause instanceof TrainingException
                || cause instanceof TrainingStoppedException
                || cause instanceof LessonException
                || cause instanceof StandardOutput.FailedException) {
            return String.valueOf(cause.getMessage());
        }
        if (cause instanceof FileSystemException file) {
            return file.getFile() + ": " + reason(file);
        }
        if (cause instanceof IOException) {
            return "input or output failed: " + cause.getMessage();
        }
        if (cause instanceof OutOfMemoryError) {
            long mebibytes = Runtime.getRuntime().maxMemory() >> 20;
            return "memory: expected the work to fit into "
                    + mebibytes
                    + " MiB, found that it does not; give it more, such as with"
                    + " TENFOLD_JAVA_OPTS=-Xmx"
                    + 4 * mebibytes
                    + "m";
        }
        return "internal fault ("
                + cause
                + "); this is a bug: please report it with the output of --verbose";
    }

    private static String reason(FileSystemException failure) {
        if (failure instanceof NoSuchFileException) {
            return "no such file or folder";
        }
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return "expected a folder, found a file of that name";
        }
        return String.valueOf(failure.getReason());
    }

    private static boolean isInput(Throwable failure) {
        return failure instanceof UnreadableImageException
                || failure instanceof ModelFileException
                || failure instanceof StoreException
                || failure instanceof DataFileException
                || failure instanceof RecipeException;
    }

    private static Throwable unwrap(Throwable failure) {
        return failure instanceof UncheckedIOException
                        && failure.getCause() instanceof IOException cause
                ? cause
                : failure;
    }
}
