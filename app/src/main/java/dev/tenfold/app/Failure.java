package dev.tenfold.app;

import dev.tenfold.app.store.StoreException;
import dev.tenfold.lab.data.DataFileException;
import dev.tenfold.lab.lesson.LessonException;
import dev.tenfold.lab.recipe.RecipeException;
import dev.tenfold.lab.train.TrainingException;
import dev.tenfold.lab.train.TrainingStoppedException;
import dev.tenfold.reader.ModelFileException;
import dev.tenfold.reader.UnreadableImageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What a user is told of a failure: one sentence and an exit code. */
final class Failure {

    private Failure() {}

    static int exitCode(Exception failure) {
        Exception cause = unwrap(failure);
        if (cause instanceof UsageException) {
            return ExitCode.USAGE;
        }
        return isInput(cause) ? ExitCode.UNREADABLE : ExitCode.FAULT;
    }

    static String sentence(Exception failure) {
        Exception cause = unwrap(failure);
        if (isInput(cause)
                || cause instanceof UsageException
                || cause instanceof TrainingException
                || cause instanceof TrainingStoppedException
                || cause instanceof LessonException) {
            return String.valueOf(cause.getMessage());
        }
        if (cause instanceof FileSystemException file) {
            return file.getFile() + ": " + reason(file);
        }
        if (cause instanceof IOException) {
            return "input or output failed: " + cause.getMessage();
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

    private static boolean isInput(Exception failure) {
        return failure instanceof UnreadableImageException
                || failure instanceof ModelFileException
                || failure instanceof StoreException
                || failure instanceof DataFileException
                || failure instanceof RecipeException;
    }

    private static Exception unwrap(Exception failure) {
        return failure instanceof UncheckedIOException
                        && failure.getCause() instanceof IOException cause
                ? cause
                : failure;
    }
}
