/** Pages composed from training digits and handwriting fonts, as other people and cameras would. */
@NullMarked
package dev.tenfold.lab.draw;

import org.jspecify.annotations.NullMarked;
