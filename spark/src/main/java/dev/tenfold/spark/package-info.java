/** Reading and studies on Apache Spark, for what is too much for one machine. */
@NullMarked
package dev.tenfold.spark;

import org.jspecify.annotations.NullMarked;
