package dev.tenfold.lab.draw;

import org.jspecify.annotations.Nullable;

/** Where characters of one writer come from. Safe for any number of threads. */
interface Hand {

    /** A character as this hand writes it; null where it cannot. */
    @Nullable Sketch sketch(char character, Chance chance);
}
