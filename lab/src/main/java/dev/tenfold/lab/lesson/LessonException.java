package dev.tenfold.lab.lesson;

import java.io.IOException;

/** A snippet of a lesson does not compile, or failed; the message says which and how. */
public final class LessonException extends IOException {

    private static final long serialVersionUID = 1L;

    LessonException(String message) {
        super(message);
    }
}
