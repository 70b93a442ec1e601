/**
 * What Look inside and Compare look at: a piece of the drawing, or a digit of a picture that was read.
 * The address says which: nothing for the drawing, "12/2.1" for a page's key and the digit's place.
 */
import { answer } from "./answer.js";
import { drawing } from "./drawing.js";
import { drawGlyph, SIDE } from "./glyph.js";
import { make } from "./make.js";
import { pictures } from "./pictures.js";
import { placeOf } from "./pieces.js";
import { Sketch } from "./sketch.js";
import { aDigit, sentence } from "./words.js";

export class Subject {
  element = make("div", { class: "stack" });

  #view;
  #hint;
  #example;
  #changed;

  /** @type {Sketch | undefined} where it is the drawing */
  #sketch;

  /** @type {import("./pieces.js").Piece | undefined} where it is a digit of a picture */
  #piece;

  /** @type {import("./read-page.js").ReadPage | undefined} which that is in */
  #page;

  /**
   * @param {string} view its name in the address
   * @param {{hint: string, example: object[]}} empty what a pad says, and shows, where nothing is drawn
   * @param {() => void} changed called whenever there is another glyph to look at
   */
  constructor(view, { hint, example }, changed) {
    this.#view = view;
    this.#hint = hint;
    this.#example = example;
    this.#changed = changed;
  }

  /** @returns {string | undefined} 28×28 bytes in base 64 */
  get glyph() {
    return (this.#sketch === undefined ? this.#piece : answer.piece)?.glyph;
  }

  /** @returns {{page: import("./read-page.js").ReadPage, piece: import("./pieces.js").Piece} | undefined} where the digit is in a picture */
  get found() {
    return this.#sketch === undefined && this.#page?.reading.picture ? { page: this.#page, piece: this.#piece } : undefined;
  }

  /** @param {string} place */
  async go(place) {
    if (place === "") {
      this.#showDrawing();
    } else {
      await this.#showDigit(place);
    }
  }

  close() {
    this.#sketch?.close();
    this.#sketch = undefined;
  }

  #showDrawing() {
    if (this.#sketch !== undefined) {
      return;
    }
    drawing.showIfEmpty(this.#example);
    this.#sketch = new Sketch(this.#hint, () => this.#changed());
    this.element.replaceChildren(this.#sketch.element);
    this.#sketch.show();
  }

  async #showDigit(place) {
    const [key, where] = place.split("/");
    const page = await pictures.open(key);
    const piece = page.pieces.find((each) => placeOf(each) === where);
    if (piece?.glyph === undefined) {
      throw new Error(`${page.name} has no digit at this place. Choose one in the picture.`);
    }
    this.close();
    this.#piece = piece;
    this.#page = page;
    const glyph = make("canvas", { class: "pixels glyph", width: SIDE, height: SIDE, role: "img", "aria-label": "The digit, as the network saw it" });
    drawGlyph(glyph, piece.glyph);
    const next = neighbour(page, piece, 1);
    const previous = neighbour(page, piece, -1);
    this.element.replaceChildren(
      make(
        "div",
        { class: "card stack" },
        make("div", { class: "seen" }, glyph, make("div", {}, make("h2", {}, titleOf(piece)), make("p", { class: "small quiet" }, whereOf(page, piece)))),
        make("div", { class: "row" }, previous && this.#link(page, previous, "Previous"), next && this.#link(page, next, "Next")),
        make("div", { class: "row" }, make("a", { class: "button", href: `#/picture/${place}` }, "Back to the picture"), make("a", { class: "button", href: `#/${this.#view}` }, "Draw instead")),
      ),
    );
    this.#changed();
  }

  #link(page, piece, words) {
    return make("a", { class: "button", href: `#/${this.#view}/${page.key}/${placeOf(piece)}` }, words);
  }
}

function neighbour(page, piece, step) {
  const pieces = page.pieces.filter((each) => each.glyph !== undefined);
  return pieces[pieces.indexOf(piece) + step];
}

/** @param {import("./pieces.js").Piece} piece */
function titleOf({ isDigit, label, digit }) {
  const read = label ?? (isDigit ? String(digit) : "none");
  return read === "none" ? "Not a digit" : sentence(aDigit(read));
}

/**
 * @param {import("./read-page.js").ReadPage} page
 * @param {import("./pieces.js").Piece} piece
 */
function whereOf(page, { isDigit, line, position }) {
  return isDigit ? `${page.name}, line ${line}, digit ${position}` : `${page.name}, left out`;
}
