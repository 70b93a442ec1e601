/**
 * The pieces of ink of a reading.
 *
 * @typedef {object} Piece ink that was read, or refused
 * @property {number} [line] from 1; absent where it is no digit
 * @property {number} [position] in its line, from 1
 * @property {number} [rejected] its number among what was left out, from 1
 * @property {number[]} box x, y, width, height, in the drawing's units or the picture's pixels
 * @property {boolean} isDigit
 * @property {number} [digit] the likeliest, 0 to 9
 * @property {number} [confidence]
 * @property {string} [label] what a person says it is
 * @property {string} [reason] why it is no digit: "edge", "small", "letter" or "surroundings" on the
 *     pad, else the service's words
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

/** Whether it is left out, and a person has said which digit it is. */
export function isNamed({ isDigit, label }) {
  return isDigit === false && label !== undefined && label !== "none";
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
  return [...digits, ...reading.rejected.map((ink, place) => ({ ...ink, rejected: place + 1, isDigit: false }))];
}

/**
 * The signs of a reading, in its order; none where it was stored, for they are not.
 *
 * @returns {Sign[]}
 */
export function signsOf(reading) {
  return reading.lines.flatMap((line, row) => (line.signs ?? []).map((sign) => ({ ...sign, line: row + 1 })));
}

/**
 * Where a piece is in its reading, as an address has it: "2.1" for line 2, digit 1, "out.3" for the
 * third that was left out.
 */
export function placeOf({ line, position, rejected }) {
  return rejected === undefined ? `${line}.${position}` : `out.${rejected}`;
}
