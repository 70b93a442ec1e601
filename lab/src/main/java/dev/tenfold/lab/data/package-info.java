/** Labelled digits from every form people keep them in, and MNIST itself. */
@NullMarked
package dev.tenfold.lab.data;

import org.jspecify.annotations.NullMarked;
