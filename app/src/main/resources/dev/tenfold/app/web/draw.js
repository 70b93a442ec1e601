/** The view "Draw": a pad that is read while it is drawn on. */
import { answer, piecesOf } from "./answer.js";
import { correct, read } from "./api.js";
import { Bars, percent } from "./bars.js";
import { drawing } from "./drawing.js";
import { drawGlyph, SIDE } from "./glyph.js";
import { button, make } from "./make.js";
import { showProblem } from "./notice.js";
import { Pad } from "./pad.js";

let pad;
let stop;

export function mount(section) {
  const page = new DrawPage();
  pad = page.pad;
  stop = new AbortController();
  const { signal } = stop;
  answer.addEventListener("change", () => page.show(), { signal });
  drawing.addEventListener("change", () => page.forget(), { signal });
  section.append(...page.parts);
  page.show();
}

export function unmount() {
  stop.abort();
  pad.close();
}

class DrawPage {
  pad = new Pad("Write some digits here");
  #chips = make("div", { class: "chips", role: "group", "aria-label": "What was read; choose one to look at it" });
  #spoken = make("p", { class: "visually-hidden", role: "status" });
  #heading = make("h2", {}, "Nothing yet");
  #said = make("p", { class: "small quiet" });
  #glyph = make("canvas", { class: "pixels glyph", width: SIDE, height: SIDE, role: "img", "aria-label": "The glyph that the network saw" });
  #bars = new Bars("Probabilities");
  #speed = make("span", { class: "small quiet" });
  #keep = button("Keep for review", () => this.#keepIt(), { class: "primary" });
  #kept = make("span", { class: "small quiet", role: "status" });
  #labels = make("div", { class: "keys", role: "group", "aria-label": "What it really is" });
  #correction = make("div", { class: "stack", hidden: true }, make("p", { class: "small quiet" }, "Read wrongly? Say what it is, and it is kept:"), this.#labels);

  /** @type {{id: number} | undefined} the drawing as it was kept */
  #stored;

  constructor() {
    for (const label of [..."0123456789", "none"]) {
      this.#labels.append(button(label === "none" ? "no digit" : label, () => this.#correctIt(label)));
    }
    this.parts = [
      make("h1", { class: "visually-hidden" }, "Draw"),
      make(
        "div",
        { class: "two" },
        make("div", { class: "stack" }, this.pad.element, this.#chips, make("div", { class: "row spread" }, make("div", { class: "row" }, this.#keep, this.#kept), this.#speed), this.#spoken),
        make(
          "div",
          { class: "card stack" },
          make("div", { class: "seen" }, make("figure", { class: "stack" }, this.#glyph), make("div", {}, this.#heading, this.#said)),
          this.#bars.element,
          this.#correction,
        ),
      ),
    ];
  }

  show() {
    const { pieces, piece } = answer;
    this.pad.mark(pieces.map((each, i) => ({
      box: each.box,
      text: each.isDigit ? String(each.digit) : "?",
      kind: [each.isDigit ? (each.review ? "doubt" : "digit") : "refused", i === answer.selected && "selected"].filter(Boolean).join(" "),
    })));
    this.#chips.replaceChildren(...pieces.map((each, i) => chip(each, i)));
    this.#spoken.textContent = spoken();
    this.#speed.textContent = pieces.length > 0 ? `read in ${Math.round(answer.milliseconds)} ms` : "";
    this.#keep.disabled = !pieces.some((each) => each.isDigit) || this.#stored !== undefined;
    this.#correction.hidden = !piece?.isDigit;
    this.#heading.textContent = headline(piece);
    this.#said.textContent = explanation(piece);
    drawGlyph(this.#glyph, piece?.glyph);
    this.#bars.show(piece?.probabilities ?? [], piece?.none);
  }

  /** Another drawing is not the one that was kept. */
  forget() {
    this.#stored = undefined;
    this.#kept.textContent = "";
  }

  async #keepIt() {
    try {
      const [reading] = await read(await drawing.toPng(), { file: "drawing" });
      this.#stored = { id: reading.id, pieces: piecesOf(reading) };
      this.#kept.textContent = `Kept as number ${reading.id}.`;
      this.#keep.disabled = true;
    } catch (problem) {
      showProblem(problem);
    }
  }

  async #correctIt(label) {
    const { line, position, isDigit } = answer.piece ?? {};
    if (!isDigit) {
      return;
    }
    if (this.#stored === undefined) {
      await this.#keepIt();
    }
    if (this.#stored === undefined) {
      return;
    }
    try {
      await correct({ reading: this.#stored.id, line, position }, label);
      this.#kept.textContent = `Kept as number ${this.#stored.id}, with your “${label === "none" ? "no digit" : label}”.`;
    } catch (problem) {
      showProblem(problem);
    }
  }
}

function chip(piece, index) {
  const text = piece.isDigit ? String(piece.digit) : "?";
  return make(
    "button",
    {
      type: "button",
      class: piece.isDigit ? "chip" : "chip refused",
      "aria-pressed": String(index === answer.selected),
      "aria-label": piece.isDigit ? `${piece.digit}, ${percent(piece.confidence)}` : "not a digit",
      onclick: () => answer.select(index),
    },
    make("span", { class: "chip-digit" }, text),
    make("span", { class: "small" }, piece.isDigit ? percent(piece.confidence) : "no digit"),
  );
}

function spoken() {
  if (drawing.isEmpty) {
    return "";
  }
  return answer.text === "" ? "Not a digit" : `Read: ${answer.text.replaceAll("\n", ", ")}`;
}

function headline(piece) {
  if (piece === undefined) {
    return "Nothing yet";
  }
  return piece.isDigit ? `A ${piece.digit}` : "Not a digit";
}

function explanation(piece) {
  if (piece === undefined) {
    return "What you draw is read while you draw it. Left: what the network is given of it.";
  }
  if (!piece.isDigit) {
    return piece.reason;
  }
  return piece.review ? `Doubtful: only ${percent(piece.confidence)}.` : "Left: all that the network is given of it.";
}
