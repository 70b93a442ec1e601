/** The view "Draw": a pad that is read while it is drawn on. */
import { answer } from "./answer.js";
import { correct, read } from "./api.js";
import { percent } from "./bars.js";
import { DigitPanel, labelName } from "./digit-panel.js";
import { drawing } from "./drawing.js";
import { button, make } from "./make.js";
import { showProblem } from "./notice.js";
import { Pad } from "./pad.js";

let page;

export function mount(section) {
  page = new DrawPage(section);
}

export function unmount() {
  page.close();
}

class DrawPage {
  #pad = new Pad("Write some digits here");
  #panel = new DigitPanel("What you draw is read while you draw it, one digit or many.", (label) => this.#correct(label));
  #chips = make("div", { class: "chips", role: "group", "aria-label": "What was read; choose a piece to look at it" });
  #spoken = make("p", { class: "visually-hidden", role: "status" });
  #speed = make("span", { class: "small quiet" });
  #keep = button("Keep for review", () => this.#store(), { class: "primary" });
  #kept = make("span", { class: "small quiet", role: "status" });
  #stop = new AbortController();

  /** The number of the reading that keeps this drawing. */
  #stored;

  constructor(section) {
    const { signal } = this.#stop;
    answer.addEventListener("change", () => this.#show(), { signal });
    drawing.addEventListener("change", () => this.#forget(), { signal });
    const below = make(
      "div",
      { class: "row spread" },
      make("div", { class: "row" }, this.#keep, this.#kept),
      this.#speed,
    );
    section.append(
      make("h1", { class: "visually-hidden" }, "Draw"),
      make(
        "div",
        { class: "two" },
        make("div", { class: "stack" }, this.#pad.element, this.#chips, below, this.#spoken),
        this.#panel.element,
      ),
    );
    this.#show();
  }

  close() {
    this.#stop.abort();
    this.#pad.close();
  }

  #show() {
    const { pieces, piece, milliseconds } = answer;
    this.#pad.mark(pieces, answer.selected);
    this.#chips.replaceChildren(...pieces.map(chip));
    this.#panel.show(piece);
    this.#keep.disabled = this.#stored !== undefined || !pieces.some((each) => each.isDigit);
    this.#speed.textContent = pieces.length > 0 ? `read in ${Math.round(milliseconds)} ms` : "";
    const words = spoken();
    if (this.#spoken.textContent !== words) {
      this.#spoken.textContent = words;
    }
  }

  /** Another drawing is not the one that was kept. */
  #forget() {
    this.#stored = undefined;
    this.#kept.textContent = "";
  }

  async #store() {
    try {
      const [reading] = await read(await drawing.toPng(), { file: "drawing" });
      this.#stored = reading.id;
      this.#kept.textContent = `Kept as number ${reading.id}.`;
      this.#keep.disabled = true;
    } catch (problem) {
      showProblem(problem);
    }
  }

  async #correct(label) {
    const { line, position } = answer.piece;
    if (this.#stored === undefined) {
      await this.#store();
    }
    if (this.#stored === undefined) {
      return;
    }
    try {
      await correct({ reading: this.#stored, line, position }, label);
      this.#kept.textContent = `Kept as number ${this.#stored}, with your “${labelName(label)}”.`;
    } catch (problem) {
      showProblem(problem);
    }
  }
}

function chip(piece, index) {
  const words = piece.isDigit ? percent(piece.confidence) : "no digit";
  return make(
    "button",
    {
      type: "button",
      class: piece.isDigit ? "chip" : "chip refused",
      "aria-pressed": String(index === answer.selected),
      onclick: () => answer.select(index),
    },
    make("span", { class: "chip-digit" }, piece.isDigit ? String(piece.digit) : "?"),
    make("span", { class: "small" }, words),
  );
}

function spoken() {
  if (answer.pieces.length === 0) {
    return "";
  }
  return answer.text === "" ? "Not a digit" : `Read: ${answer.text.replaceAll("\n", ", ")}`;
}
