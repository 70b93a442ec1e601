/** Runs a recipe: epochs, validation, checkpoints, and the model file at the end. */
@NullMarked
package dev.tenfold.lab.train;

import org.jspecify.annotations.NullMarked;
