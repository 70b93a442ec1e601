/** Training runs, each in a process of its own: {@link dev.tenfold.app.runs.Runs}. */
@NullMarked
package dev.tenfold.app.runs;

import org.jspecify.annotations.NullMarked;
