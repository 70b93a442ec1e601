/** One page that was read, or a file that could not be. */
import { piecesOf, signsOf } from "./pieces.js";

export class ReadPage {
  /** @type {import("./pieces.js").Piece[]} */
  pieces;

  /** @type {import("./pieces.js").Sign[]} */
  signs;

  /**
   * @param {string} key a reading's number, or a name of this tab's own where it is not kept
   * @param {object} reading as the service answers
   */
  constructor(key, reading) {
    this.key = key;
    this.reading = reading;
    this.pieces = reading.error === undefined ? piecesOf(reading) : [];
    this.signs = reading.error === undefined ? signsOf(reading) : [];
  }

  get isKept() {
    return this.reading.id !== undefined;
  }

  /** "scan.pdf, page 2" */
  get name() {
    return this.reading.page > 1 ? `${this.reading.file}, page ${this.reading.page}` : this.reading.file;
  }

  /**
   * The part of the picture that is to be seen: all of it, or where it is not kept all that was read.
   *
   * @returns {{x: number, y: number, width: number, height: number}}
   */
  get frame() {
    const { picture } = this.reading;
    if (picture !== undefined) {
      return { x: 0, y: 0, width: picture.width, height: picture.height };
    }
    const boxes = [...this.pieces, ...this.signs].map(({ box }) => box);
    const left = Math.min(...boxes.map(([x]) => x));
    const top = Math.min(...boxes.map(([, y]) => y));
    const width = Math.max(...boxes.map(([x, , w]) => x + w)) - left;
    const height = Math.max(...boxes.map(([, y, , h]) => y + h)) - top;
    const edge = Math.max(...boxes.map(([, , , h]) => h)) / 2;
    return { x: left - edge, y: top - edge, width: width + 2 * edge, height: height + 2 * edge };
  }

  /** @param {import("./pieces.js").Piece} piece @param {string | null} label */
  tell(piece, label) {
    piece.label = label ?? undefined;
    const { line, position, rejected } = piece;
    const { lines, rejected: refused } = this.reading;
    const read = rejected === undefined ? lines[line - 1].digits[position - 1] : refused[rejected - 1];
    read.label = piece.label;
  }
}
