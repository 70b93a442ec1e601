/** The rows of a page, as a person has corrected them. */
import { isNamed } from "./pieces.js";

/**
 * @typedef {object} Page
 * @property {object} reading as the service answers
 * @property {import("./pieces.js").Piece[]} pieces
 * @property {import("./pieces.js").Sign[]} signs
 */

/**
 * @typedef {object} Row
 * @property {number} [line] of the reading, from 1; absent where a person alone read something
 * @property {(import("./pieces.js").Piece | import("./pieces.js").Sign)[]} marks from left to right
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
