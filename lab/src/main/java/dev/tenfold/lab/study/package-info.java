/** Studies: many runs under one protocol each, resumable, and what they come to. */
@NullMarked
package dev.tenfold.lab.study;

import org.jspecify.annotations.NullMarked;
