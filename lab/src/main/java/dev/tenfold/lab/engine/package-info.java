/** The deep-learning engine (libtorch), wrapped. No other package sees its types. */
@NullMarked
package dev.tenfold.lab.engine;

import org.jspecify.annotations.NullMarked;
