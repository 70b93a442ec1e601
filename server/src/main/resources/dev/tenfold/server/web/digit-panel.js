/** What the network saw and said of one piece of ink, and what a person says of it. */
import { Bars, percent } from "./bars.js";
import { drawGlyph, SIDE } from "./glyph.js";
import { button, make } from "./make.js";

/** What a piece of ink can be. */
export const LABELS = [..."0123456789", "none"];

/** How a label is called. */
export function labelName(label) {
  return label === "none" ? "no digit" : label;
}

export class DigitPanel {
  #invitation;
  #heading = make("h2");
  #said = make("p", { class: "small quiet" });
  #glyph = make("canvas", {
    class: "pixels glyph",
    width: SIDE,
    height: SIDE,
    role: "img",
    "aria-label": "What the network was given: 28 by 28 pixels",
  });
  #bars = new Bars("Probabilities");
  #correction;

  /**
   * @param {string} invitation what is said while there is nothing to show
   * @param {(label: string) => void} correct called when a person says what it is
   */
  constructor(invitation, correct) {
    this.#invitation = invitation;
    const labels = LABELS.map((label) => button(labelName(label), () => correct(label)));
    this.#correction = make(
      "div",
      { class: "stack" },
      make("p", { class: "small quiet", id: "really" }, "Read wrongly? Say what it is, and it is kept:"),
      make("div", { class: "keys", role: "group", "aria-labelledby": "really" }, ...labels),
    );
    this.element = make(
      "div",
      { class: "card stack" },
      make("div", { class: "seen" }, this.#glyph, make("div", {}, this.#heading, this.#said)),
      this.#bars.element,
      this.#correction,
    );
    this.show(undefined);
  }

  /** @param {import("./answer.js").Piece | undefined} piece */
  show(piece) {
    this.#heading.textContent = headline(piece);
    this.#said.textContent = this.#explanation(piece);
    drawGlyph(this.#glyph, piece?.glyph);
    this.#bars.show(piece?.probabilities ?? [], piece?.none);
    this.#correction.hidden = !piece?.isDigit;
  }

  #explanation(piece) {
    if (piece === undefined) {
      return this.#invitation;
    }
    if (!piece.isDigit) {
      return piece.glyph ? "The network was also taught what is no digit." : `Left out: ${piece.reason}.`;
    }
    const told = piece.label === undefined ? "" : ` You said: ${labelName(piece.label)}.`;
    const doubt = piece.doubtful ? "Doubtful: " : "";
    return `${doubt}${percent(piece.confidence)} sure, from these 28 × 28 pixels.${told}`;
  }
}

function headline(piece) {
  if (piece === undefined) {
    return "Nothing yet";
  }
  return piece.isDigit ? `A ${piece.digit}` : "Not a digit";
}
