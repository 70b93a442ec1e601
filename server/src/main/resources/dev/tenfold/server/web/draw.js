/** The view "Draw": a pad that is read while it is drawn on. */
import { answer } from "./answer.js";
import { correct, read } from "./api.js";
import { percent } from "./bars.js";
import { DigitPanel, labelName } from "./digit-panel.js";
import { drawing } from "./drawing.js";
import { EXAMPLES } from "./examples.js";
import { button, make } from "./make.js";
import { showProblem } from "./notice.js";
import { Sketch } from "./sketch.js";

let page;

/** The number of the reading that keeps this drawing, wherever one looks meanwhile. */
const kept = { number: undefined };
drawing.addEventListener("change", () => (kept.number = undefined));

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
  #whole = make("p", { class: "whole-text" });
  #rows = make("p", { class: "whole-sure small quiet" });
  #copy = button("Copy", () => this.#copyWhole());
  #keep = button("Keep for review", () => this.#store(), { class: "primary" });
  #kept = make("span", { class: "small quiet", role: "status" });
  #stop = new AbortController();

  #answer = make(
    "section",
    { class: "card whole", "aria-label": "The whole answer" },
    make("div", {}, this.#whole, this.#rows),
    this.#copy,
  );

  constructor(section) {
    const { signal } = this.#stop;
    drawing.addEventListener("change", () => this.#forget(), { signal });
    const below = make(
      "div",
      { class: "row spread" },
      make("div", { class: "row" }, this.#keep, this.#kept),
      this.#speed,
    );
    section.append(
      make("h1", { class: "visually-hidden" }, "Draw"),
      make("p", { class: "greeting" }, "Write digits with a mouse, a finger or a pen, and a neural network reads them while you write."),
      make(
        "div",
        { class: "two" },
        make("div", { class: "stack" }, this.#sketch.element, below),
        make("div", { class: "stack" }, this.#answer, this.#panel.element),
      ),
    );
    answer.addEventListener("begin", () => this.#show(), { signal });
    drawing.greet(EXAMPLES[2015]);
    this.#sketch.show();
  }

  close() {
    this.#stop.abort();
    drawing.stopWriting();
    this.#sketch.close();
  }

  #show() {
    const { pieces, piece, rows, written, milliseconds, isUnderWay } = answer;
    this.#panel.show(piece, nothing());
    this.#whole.textContent = written;
    this.#rows.textContent = pieces.some((each) => each.label !== undefined) ? "with what you said" : wholeWords(rows);
    this.#copy.disabled = written === "";
    this.#keep.disabled = kept.number !== undefined || pieces.length === 0;
    this.#speed.textContent = isUnderWay ? "reading …" : pieces.length > 0 ? `read in ${Math.round(milliseconds)} ms` : "";
  }

  /** Another drawing is not the one that was kept. */
  #forget() {
    this.#kept.textContent = "";
  }

  async #copyWhole() {
    try {
      await navigator.clipboard.writeText(answer.written);
      this.#kept.textContent = "Copied.";
    } catch {
      getSelection().selectAllChildren(this.#whole);
      showProblem("The browser did not let the page copy; the answer is selected, so copy it with Ctrl+C.");
    }
  }

  async #store() {
    try {
      const [reading] = await read(await drawing.toPng(), { file: "drawing" });
      kept.number = reading.id;
      this.#kept.textContent = `Kept as number ${reading.id}.`;
      this.#keep.disabled = true;
    } catch (problem) {
      showProblem(problem);
    }
  }

  async #correct(label) {
    const { piece } = answer;
    if (kept.number === undefined) {
      await this.#store();
    }
    if (kept.number === undefined) {
      return;
    }
    try {
      await correct(kept.number, piece, label);
      answer.tell(piece, label);
      this.#kept.textContent = label === null ? `Taken back; kept as number ${kept.number}.` : `Kept as number ${kept.number}, with your “${labelName(label)}”.`;
    } catch (problem) {
      showProblem(problem);
    }
  }
}

/** What is said where there is nothing to look at. */
function nothing() {
  if (answer.isUnderWay) {
    return { heading: "Reading …", words: "The answer comes as soon as the service has it." };
  }
  if (!drawing.hasInk) {
    return undefined;
  }
  return { heading: "No digit found", words: "What is drawn is too small or too little to tell. Draw it larger, or in one go." };
}

/** How likely all of each row is right. */
function wholeWords(rows) {
  if (rows.length === 0) {
    return "";
  }
  const chances = rows.map((row) => percent(row.confidence));
  return rows.length === 1 ? `the whole row: ${chances[0]}` : `the whole rows: ${chances.join(", ")}`;
}
