/** Measures a model on labelled digits. */
@NullMarked
package dev.tenfold.lab.evaluate;

import org.jspecify.annotations.NullMarked;
