/** What a network does with one digit: begin at {@link dev.tenfold.lab.explain.Explanation}. */
@org.jspecify.annotations.NullMarked
package dev.tenfold.lab.explain;
