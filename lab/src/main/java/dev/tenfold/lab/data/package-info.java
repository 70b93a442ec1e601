/**
 * Labelled digits from every form people keep them in, MNIST itself, and the fonts that pages are
 * composed with.
 */
@NullMarked
package dev.tenfold.lab.data;

import org.jspecify.annotations.NullMarked;
