/** Which labels of a dataset are likely wrong. */
@NullMarked
package dev.tenfold.lab.audit;

import org.jspecify.annotations.NullMarked;
