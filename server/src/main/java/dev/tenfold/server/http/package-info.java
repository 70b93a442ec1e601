/** Reading over HTTP: {@link dev.tenfold.server.http.Service}. */
@NullMarked
package dev.tenfold.server.http;

import org.jspecify.annotations.NullMarked;
