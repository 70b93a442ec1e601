/** The view "Draw": a pad that is read while it is drawn on. */
import { answer } from "./answer.js";
import { correct, read } from "./api.js";
import { DigitPanel, labelName } from "./digit-panel.js";
import { drawing } from "./drawing.js";
import { button, make } from "./make.js";
import { showProblem } from "./notice.js";
import { Sketch } from "./sketch.js";

let page;

export function mount(section) {
  page = new DrawPage(section);
}

export function unmount() {
  page.close();
}

class DrawPage {
  #sketch = new Sketch("Write some digits here", () => this.#show());
  #panel = new DigitPanel("What you draw is read while you draw it, one digit or many.", (label) => this.#correct(label));
  #speed = make("span", { class: "speed small quiet" });
  #written = make("span", { class: "written small" });
  #keep = button("Keep for review", () => this.#store(), { class: "primary" });
  #kept = make("span", { class: "small quiet", role: "status" });
  #stop = new AbortController();

  /** The number of the reading that keeps this drawing. */
  #stored;

  constructor(section) {
    const { signal } = this.#stop;
    drawing.addEventListener("change", () => this.#forget(), { signal });
    const below = make(
      "div",
      { class: "row spread" },
      make("div", { class: "row" }, this.#keep, this.#kept),
      make("div", { class: "row" }, this.#written, this.#speed),
    );
    section.append(
      make("h1", { class: "visually-hidden" }, "Draw"),
      make(
        "div",
        { class: "two" },
        make("div", { class: "stack" }, this.#sketch.element, below),
        this.#panel.element,
      ),
    );
    this.#sketch.show();
  }

  close() {
    this.#stop.abort();
    this.#sketch.close();
  }

  #show() {
    const { pieces, piece, text, written, milliseconds } = answer;
    this.#panel.show(piece);
    this.#keep.disabled = this.#stored !== undefined || !pieces.some((each) => each.isDigit);
    this.#written.textContent = written === text ? "" : `written ${written.replaceAll("\n", ", ")}`;
    this.#speed.textContent = pieces.length > 0 ? `read in ${Math.round(milliseconds)} ms` : "";
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
