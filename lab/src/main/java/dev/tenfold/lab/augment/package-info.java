/** Training digits drawn again as other hands would draw them. */
@NullMarked
package dev.tenfold.lab.augment;

import org.jspecify.annotations.NullMarked;
