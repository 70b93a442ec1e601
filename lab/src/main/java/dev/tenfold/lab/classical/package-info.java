/** Classical models: how they are fitted, how they answer, and the file that keeps one. */
@NullMarked
package dev.tenfold.lab.classical;

import org.jspecify.annotations.NullMarked;
