/**
 * Pictures with their readings drawn on them: {@link dev.tenfold.cli.annotate.AnnotatedPictures}.
 */
@NullMarked
package dev.tenfold.cli.annotate;

import org.jspecify.annotations.NullMarked;
