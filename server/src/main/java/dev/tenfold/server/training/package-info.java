/** Training runs, each in a process of its own: {@link dev.tenfold.server.training.Runs}. */
@NullMarked
package dev.tenfold.server.training;

import org.jspecify.annotations.NullMarked;
