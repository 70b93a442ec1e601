/**
 * Digits spoiled in fifteen ways, to measure what a model bears. Nothing that trains may use it,
 * and an architecture test sees to that.
 */
@NullMarked
package dev.tenfold.lab.corrupt;

import org.jspecify.annotations.NullMarked;
