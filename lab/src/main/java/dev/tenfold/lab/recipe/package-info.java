/** What to train and how, as a YAML file a person can read and edit. */
@NullMarked
package dev.tenfold.lab.recipe;

import org.jspecify.annotations.NullMarked;
