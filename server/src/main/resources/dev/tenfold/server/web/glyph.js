/** Glyphs and other planes of numbers, drawn. */
import { make } from "./make.js";

export const SIDE = 28;

/** The bytes of base 64. */
export function bytesOf(base64) {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

/**
 * A canvas with one glyph, ink in the text's colour.
 *
 * @param {string} base64 28×28 bytes, 0 paper, 255 ink
 * @param {string} label for people who cannot see it
 */
export function glyphCanvas(base64, label) {
  const canvas = make("canvas", { class: "pixels glyph", width: SIDE, height: SIDE, role: "img", "aria-label": label });
  drawGlyph(canvas, base64);
  return canvas;
}

/** Draws a glyph into a canvas of {@link SIDE} by {@link SIDE}; clears it where there is none. */
export function drawGlyph(canvas, base64) {
  const pen = canvas.getContext("2d");
  pen.clearRect(0, 0, SIDE, SIDE);
  if (base64) {
    const picture = pen.createImageData(SIDE, SIDE);
    bytesOf(base64).forEach((ink, i) => picture.data.set([0, 0, 0, ink], 4 * i));
    pen.putImageData(picture, 0, 0);
  }
}
