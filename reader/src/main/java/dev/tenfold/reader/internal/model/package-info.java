/** The model file (ONNX with provenance) and the network that runs it. */
@NullMarked
package dev.tenfold.reader.internal.model;

import org.jspecify.annotations.NullMarked;
