/**
 * The pieces of ink of a reading, and the rows that they stand in.
 *
 * @typedef {object} Piece ink that was read, or refused
 * @property {number} [line] from 1; absent where it is no digit
 * @property {number} [position] in its line, from 1
 * @property {number} [rejected] its number among what was left out, from 1
 * @property {number[]} box x, y, width, height, in the drawing's units or the picture's pixels
 * @property {boolean} isDigit
 * @property {number} [digit] the likeliest, 0 to 9
 * @property {number} [confidence]
 * @property {boolean} [doubtful] whether a person should look at it
 * @property {boolean} [review] the same, as the service says it
 * @property {{digit: number, probability: number}[]} [alternatives]
 * @property {undefined} [sign] for a piece is no {@link Sign}
 * @property {string} [label] what a person says it is
 * @property {string} [reason] why it is no digit: "edge", "small", "letter" or "surroundings" on the
 *     pad, else the service's words
 * @property {number[]} [probabilities] of the ten digits
 * @property {number} [none] the probability that it is no digit
 * @property {string} [glyph] 28×28 bytes in base 64
 *
 * @typedef {object} Sign what is among the digits and is none
 * @property {number} line from 1
 * @property {number[]} box as a piece's
 * @property {string} sign
 * @property {number} confidence
 */

/**
 * Whether it is left out, and a person has said which digit it is.
 *
 * @param {Piece} piece
 */
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
 *
 * @param {Piece} piece
 */
export function placeOf({ line, position, rejected }) {
  return rejected === undefined ? `${line}.${position}` : `out.${rejected}`;
}

/**
 * @typedef {object} Page
 * @property {object} reading as the service answers
 * @property {Piece[]} pieces
 * @property {Sign[]} signs
 */

/**
 * @typedef {object} Row
 * @property {number} [line] of the reading, from 1; absent where a person alone read something
 * @property {(Piece | Sign)[]} marks from left to right
 */

/**
 * The rows of a page from the top, with the ink that was left out where a person has named it. A page
 * that was stored has no signs.
 *
 * @param {Page} page
 * @returns {Row[]}
 */
export function rowsOf(page) {
  const rows = page.reading.lines.map((_, row) => ({ line: row + 1, marks: marksOf(page, row + 1) }));
  for (const piece of page.pieces.filter(isNamed)) {
    const row = rows.find(({ marks }) => standsIn(piece, marks));
    if (row === undefined) {
      const below = rows.findIndex(({ marks }) => middle(marks[0], 1) > middle(piece, 1));
      rows.splice(below < 0 ? rows.length : below, 0, { marks: [piece] });
    } else {
      const right = row.marks.findIndex((mark) => middle(mark, 0) > middle(piece, 0));
      row.marks.splice(right < 0 ? row.marks.length : right, 0, piece);
    }
  }
  return rows;
}

/** The marks of a row as the service wrote them one after another. */
function marksOf({ reading, pieces, signs }, line) {
  const digitsLeft = pieces.filter((piece) => piece.line === line);
  const signsLeft = signs.filter((sign) => sign.line === line);
  const { written, text: digits } = reading.lines[line - 1];
  return [...(written ?? digits)].map((character) => (/[0-9]/.test(character) ? digitsLeft : signsLeft).shift());
}

/** Whether the middle of a piece is as high as the digits of a row. */
function standsIn(piece, marks) {
  const boxes = marks.filter((mark) => mark.sign === undefined).map(({ box }) => box);
  const y = middle(piece, 1);
  return y > Math.min(...boxes.map(([, top]) => top)) && y < Math.max(...boxes.map(([, top, , height]) => top + height));
}

/** The middle of a mark, across (0) or down (1). */
function middle({ box }, axis) {
  return box[axis] + box[axis + 2] / 2;
}

/** A row as a person has corrected it, signs and all. */
export function writtenOf({ marks }) {
  return marks.filter((mark) => mark.label !== "none").map((mark) => mark.sign ?? mark.label ?? mark.digit).join("");
}
