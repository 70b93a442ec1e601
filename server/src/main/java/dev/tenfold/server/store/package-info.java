/**
 * Readings and what people said of them, in a database: {@link dev.tenfold.server.store.Store}. The
 * schema is in the migrations beside this package, the same for the embedded database and for
 * PostgreSQL.
 */
@NullMarked
package dev.tenfold.server.store;

import org.jspecify.annotations.NullMarked;
