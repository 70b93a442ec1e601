/** What was read in the drawing, piece by piece; one of them is looked at. */
import { answer } from "./answer.js";
import { percent } from "./bars.js";
import { make } from "./make.js";
import { isNamed } from "./pieces.js";
import { chanceOf } from "./words.js";

export class Chips {
  #row = make("div", { class: "chips", role: "group", "aria-label": "What was read; choose a piece to look at it" });
  #spoken = make("p", { class: "visually-hidden", role: "status" });
  element = make("div", {}, this.#row, this.#spoken);

  show() {
    const focused = [...this.#row.children].indexOf(document.activeElement);
    this.#row.replaceChildren(...answer.pieces.map(chip));
    /** @type {HTMLElement | undefined} */ (this.#row.children[focused])?.focus();
    const words = spoken();
    if (this.#spoken.textContent !== words) {
      this.#spoken.textContent = words;
    }
  }
}

function chip(piece, index) {
  const corrected = piece.label !== undefined;
  const isRead = piece.isDigit || isNamed(piece);
  const words = corrected ? "you said" : isRead ? percent(chanceOf(piece)) : "no digit";
  return make(
    "button",
    {
      type: "button",
      class: isRead ? "chip" : "chip refused",
      "aria-pressed": String(index === answer.selected),
      onclick: () => answer.select(index),
    },
    make("span", { class: "chip-digit" }, readAs(piece)),
    make("span", { class: "small" }, words),
    piece.isDigit && piece.doubtful && !corrected && make("span", { class: "small doubt" }, "doubtful"),
  );
}

/** What is shown for a piece, as a person has corrected it. */
function readAs(piece) {
  const { isDigit, label, digit } = piece;
  return isDigit ? (label === "none" ? "–" : (label ?? String(digit))) : (isNamed(piece) ? label : "?");
}

function spoken() {
  if (answer.pieces.length === 0) {
    return "";
  }
  return answer.written === "" ? "Not a digit" : `Read: ${answer.written.replaceAll("\n", ", ")}`;
}
