/** What the network saw and said of one piece of ink, and what a person says of it. */
import { Bars, percent } from "./bars.js";
import { drawGlyph, SIDE } from "./glyph.js";
import { button, make } from "./make.js";
import { isNamed } from "./pieces.js";
import { aDigit, chanceOf, sentence } from "./words.js";

/** What a piece of ink can be. */
export const LABELS = [..."0123456789", "none"];

/** From here on it is said how likely it is no digit. */
const WORTH_SAYING = 0.01;

/** What decided that ink is no digit. */
const REASONS = {
  edge: "It touches the edge of the pad, so part of it may be missing. Draw it further in.",
  small: "It is too small to tell. Draw it larger.",
  letter: "The network takes it for a letter or a drawing.",
  surroundings: "Seen with what is around it, it is a letter or a part of one. The network that looks at whole pages decides this.",
};

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
  #inside = make("a", { class: "button small" }, "Look inside");
  #compare = make("a", { class: "button small" }, "Compare");
  #ways = make("div", { class: "row" }, this.#inside, this.#compare);
  #correction;
  #labels;
  #takeBack;

  /**
   * @param {string} invitation what is said while there is nothing to show
   * @param {(label: string | null) => void} correct called when a person says what it is, or null to
   *     take that back
   */
  constructor(invitation, correct) {
    this.#invitation = invitation;
    this.#labels = LABELS.map((label) => button(labelName(label), () => correct(label)));
    this.#takeBack = button("Take it back", () => correct(null), { class: "link small" });
    this.#correction = make(
      "div",
      { class: "stack" },
      make("p", { class: "small quiet", id: "really" }, "Read wrongly? Say what it is, and it is kept:"),
      make("div", { class: "keys", role: "group", "aria-labelledby": "really" }, ...this.#labels),
      make("div", { class: "row" }, this.#takeBack),
    );
    this.element = make(
      "div",
      { class: "card stack" },
      make("div", { class: "seen" }, this.#glyph, make("div", {}, this.#heading, this.#said)),
      this.#bars.element,
      this.#ways,
      this.#correction,
    );
    this.show(undefined);
  }

  /**
   * @param {import("./pieces.js").Piece | undefined} piece
   * @param {{heading: string, words: string}} [instead] what is said where there is no piece
   * @param {string} [place] where the other views find it; empty for the drawing
   */
  show(piece, instead = { heading: "Nothing yet", words: this.#invitation }, place = "") {
    this.#heading.textContent = piece === undefined ? instead.heading : headline(piece);
    this.#said.textContent = piece === undefined ? instead.words : explanation(piece);
    drawGlyph(this.#glyph, piece?.glyph);
    this.#bars.show(speaks(piece) ? piece.probabilities : [], piece?.none || undefined);
    this.#ways.hidden = piece?.glyph === undefined;
    this.#inside.href = `#/inside${place}`;
    this.#compare.href = `#/compare${place}`;
    this.#correction.hidden = piece === undefined;
    this.#takeBack.hidden = piece?.label === undefined;
    this.#labels.forEach((each, i) => each.setAttribute("aria-pressed", String(LABELS[i] === piece?.label)));
  }
}

function explanation(piece) {
  if (!piece.isDigit && piece.label !== undefined) {
    return "You said so. It was left out.";
  }
  if (!piece.isDigit) {
    return REASONS[piece.reason] ?? `Left out: ${piece.reason}.`;
  }
  if (piece.label !== undefined) {
    return `You said so. It was read as ${piece.digit}, ${percent(chanceOf(piece))} sure.`;
  }
  const doubt = piece.doubtful ? "Doubtful: " : "";
  const none = piece.none >= WORTH_SAYING ? `, and ${percent(piece.none)} that it is no digit` : "";
  return `${doubt}${percent(chanceOf(piece))} sure${none}.`;
}

/** Whether its bars say the same as its heading: what its surroundings decided, they do not. */
function speaks(piece) {
  return piece?.probabilities !== undefined && (piece.isDigit || piece.reason === "letter");
}

function headline(piece) {
  return (piece.isDigit || isNamed(piece)) && piece.label !== "none" ? sentence(aDigit(piece.label ?? piece.digit)) : "Not a digit";
}
