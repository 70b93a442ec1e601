/** What arguments name: pictures, models, the database, digits of one's own. */
@NullMarked
package dev.tenfold.cli.input;

import org.jspecify.annotations.NullMarked;
