/**
 * What the service reads in the shared drawing, kept up to date while it grows: one request at a
 * time, the next one as soon as an answer is there and the drawing has moved on.
 *
 * @typedef {object} Piece ink that was read, or refused
 * @property {number} [line] from 1; absent where it is no digit
 * @property {number} [position] in its line, from 1
 * @property {number[]} box x, y, width, height, in the drawing's units or the picture's pixels
 * @property {boolean} isDigit
 * @property {number} [digit] the likeliest, 0 to 9
 * @property {number} [confidence]
 * @property {string} [reason] why it is no digit
 * @property {number[]} [probabilities] of the ten digits
 * @property {number} [none] the probability that it is no digit
 * @property {string} [glyph] 28×28 bytes in base 64
 *
 * @typedef {object} Sign what stands among the digits and is none
 * @property {number} line from 1
 * @property {number[]} box as a piece's
 * @property {string} sign
 * @property {number} confidence
 */
import { read } from "./api.js";
import { drawing, SCALE } from "./drawing.js";
import { Latest } from "./latest.js";

/** Between two readings of a growing drawing, so that a slow machine is not kept busy by them. */
const PAUSE_MILLIS = 25;
const FRESH = { keep: false, detail: true, file: "drawing" };

/** The reading of an empty drawing. */
const NOTHING = { lines: [], rejected: [], text: "", written: "" };

/** Tells of "change" when there is another answer, or another piece is selected. */
class Answer extends EventTarget {
  /** @type {Piece[]} */
  pieces = [];

  /** @type {Sign[]} */
  signs = [];

  text = "";

  /** The text with the signs among the digits. */
  written = "";

  milliseconds = 0;
  selected = 0;

  constructor() {
    super();
    const reading = new Latest(() => this.#ask());
    drawing.addEventListener("change", () => reading.ask());
    if (!drawing.isEmpty) {
      reading.ask();
    }
  }

  /** @returns {Piece | undefined} */
  get piece() {
    return this.pieces[this.selected];
  }

  select(index) {
    this.selected = index;
    this.#tell();
  }

  async #ask() {
    if (drawing.isEmpty) {
      this.#take(NOTHING, [], 0);
      return;
    }
    const start = performance.now();
    const [reading] = await read(await drawing.toPng(), FRESH);
    const pieces = piecesOf(reading);
    if (!pieces.some((piece) => piece.isDigit) && pieces.length > 0) {
      pieces[0] = { ...pieces[0], ...(await this.#whyNot(pieces[0])) };
    }
    this.#take(reading, pieces, performance.now() - start);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLIS));
  }

  /** What the network says of ink that is no digit: the whole drawing taken as one. */
  async #whyNot(piece) {
    const [reading] = await read(await drawing.toPng(), { ...FRESH, single: true });
    const { probabilities, none, glyph } = piecesOf(reading)[0] ?? {};
    return { ...piece, probabilities, none, glyph };
  }

  #take(read, found, milliseconds) {
    // What was cleared while the service was reading is gone.
    const [reading, pieces] = drawing.isEmpty ? [NOTHING, []] : [read, found];
    this.pieces = pieces.map(inUnits);
    this.signs = signsOf(reading).map(inUnits);
    this.text = reading.text;
    this.written = reading.written;
    this.milliseconds = milliseconds;
    this.selected = Math.max(0, Math.min(this.selected, this.pieces.length - 1));
    this.#tell();
  }

  #tell() {
    this.dispatchEvent(new Event("change"));
  }
}

/**
 * The digits of a reading in its order, then what is none.
 *
 * @returns {Piece[]}
 */
export function piecesOf(reading) {
  const digits = reading.lines.flatMap((line, row) =>
    line.digits.map((digit, place) => ({ ...digit, line: row + 1, position: place + 1, isDigit: true })),
  );
  return [...digits, ...reading.rejected.map((ink) => ({ ...ink, isDigit: false }))];
}

/**
 * The signs of a reading, in its order.
 *
 * @returns {Sign[]}
 */
export function signsOf(reading) {
  return reading.lines.flatMap((line, row) => line.signs.map((sign) => ({ ...sign, line: row + 1 })));
}

/** From pixels of the picture to units of the drawing. */
function inUnits(mark) {
  return { ...mark, box: mark.box.map((pixels) => pixels / SCALE) };
}

export const answer = new Answer();
