/** The self-contained HTML report of a run. */
@NullMarked
package dev.tenfold.lab.report;

import org.jspecify.annotations.NullMarked;
