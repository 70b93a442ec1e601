/** What is measured: accuracy on other hands, speed and memory, against peers. */
@NullMarked
package dev.tenfold.bench;

import org.jspecify.annotations.NullMarked;
