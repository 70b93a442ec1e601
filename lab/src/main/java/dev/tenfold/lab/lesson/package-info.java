/** Lessons: Markdown whose Java snippets run one after another, as in a notebook. */
@NullMarked
package dev.tenfold.lab.lesson;

import org.jspecify.annotations.NullMarked;
