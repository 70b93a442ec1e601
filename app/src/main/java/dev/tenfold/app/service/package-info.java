/** Reading over HTTP: {@link dev.tenfold.app.service.Service}. */
@NullMarked
package dev.tenfold.app.service;

import org.jspecify.annotations.NullMarked;
