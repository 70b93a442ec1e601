/** The view "Look inside": what the layers make of a digit, and what the answer hangs on. */
import { postJson } from "./api.js";
import { Bars, percent } from "./bars.js";
import { LABELS, labelName } from "./digit-panel.js";
import { EXAMPLES } from "./examples.js";
import { bytesOf, glyphCanvas } from "./glyph.js";
import { heatFigure } from "./heat.js";
import { Latest } from "./latest.js";
import { LayersPanel } from "./layers.js";
import { make } from "./make.js";
import { showProblem } from "./notice.js";
import { drawOver, Planes } from "./planes.js";
import { Subject } from "./subject.js";

const NEIGHBOURS = 10;

/** After the last change, until what takes longer is asked for. */
const REST_MILLIS = 200;

let page;

export function mount(section, place) {
  page = new InsidePage(section);
  return page.go(place);
}

export function go(place) {
  return page.go(place);
}

export function unmount() {
  page.close();
}

class InsidePage {
  #subject = new Subject("inside", { hint: "Draw a digit", example: EXAMPLES[3] }, () => this.#update());
  #layers = new LayersPanel((layer, map) => this.#remember(layer, map));
  #classes = make("div", { class: "tiles" });
  #classesNote = make("p", { class: "lead small" });
  #occlusion = make("canvas", { class: "pixels over", role: "img", "aria-label": "The glyph, coloured where covering it takes the answer away" });
  #occlusionNote = make("p", { class: "small quiet" });
  #neighbours = make("div", { class: "tiles" });
  #neighboursNote = make("p", { class: "lead small" });
  #where = make("div");
  #found = make(
    "section",
    { class: "card stack", hidden: true, "aria-labelledby": "found" },
    make("h2", { id: "found" }, "Where it was found"),
    make("p", { class: "small quiet" }, "Before a digit is read it must be found. Orange is where the page network sees the middle of a character; the paler, the less sure."),
    this.#where,
  );
  #answer = new Bars("Probabilities", { all: true });
  #reasons;
  #stop = new AbortController();
  #fast = new Latest(() => this.#explain());
  #slow = new Latest(() => this.#explainMore());
  #timer;

  /** What the address says beside the layer and map: a digit of a picture, or nothing. */
  #place = "";

  constructor(section) {
    const { signal } = this.#stop;
    addEventListener("scheme", () => this.#update(), { signal });
    this.#reasons = make(
      "div",
      { class: "reasons" },
      make(
        "section",
        { class: "card stack", "aria-labelledby": "for-each" },
        make("h2", { id: "for-each" }, "What speaks for each digit"),
        this.#classesNote,
        this.#classes,
      ),
      make(
        "section",
        { class: "card stack", "aria-labelledby": "hangs-on" },
        make("h2", { id: "hangs-on" }, "What the answer hangs on"),
        this.#occlusion,
        this.#occlusionNote,
      ),
      make(
        "section",
        { class: "card stack wide", "aria-labelledby": "alike" },
        make("h2", { id: "alike" }, "The training digits most like it"),
        this.#neighboursNote,
        this.#neighbours,
      ),
    );
    section.append(
      make("h1", {}, "Look inside"),
      make("div", { class: "inside-top" }, this.#subject.element, make("div", { class: "card stack" }, make("h2", {}, "The answer"), this.#answer.element)),
      this.#layers.element,
      this.#reasons,
      this.#found,
    );
  }

  /**
   * @param {string} place of a digit in a picture, and nothing for the drawing; behind it "@3.12" for
   *     map 12 of layer 3
   */
  go(place) {
    const parts = place.split("/").filter((part) => part !== "");
    const [, layer, map] = /^@(\d+)\.(\d+)$/.exec(parts.at(-1) ?? "") ?? [];
    if (layer !== undefined) {
      parts.pop();
      this.#layers.choose(Number(layer) - 1, Number(map) - 1);
    }
    this.#place = parts.join("/");
    return this.#subject.go(this.#place);
  }

  #remember(layer, map) {
    history.replaceState(null, "", `#/inside/${this.#place === "" ? "" : `${this.#place}/`}@${layer + 1}.${map + 1}`);
  }

  close() {
    clearTimeout(this.#timer);
    this.#stop.abort();
    this.#subject.close();
  }

  #update() {
    const { glyph } = this.#subject;
    this.#reasons.hidden = !glyph;
    this.#layers.element.hidden = !glyph;
    this.#showFound();
    clearTimeout(this.#timer);
    if (glyph) {
      this.#fast.ask();
      this.#timer = setTimeout(() => this.#slow.ask(), REST_MILLIS);
    }
  }

  async #showFound() {
    const { found } = this.#subject;
    this.#found.hidden = true;
    if (found === undefined) {
      return;
    }
    try {
      const figure = await heatFigure(found.page, found.piece);
      if (this.#subject.found?.piece === found.piece) {
        this.#where.replaceChildren(figure);
        this.#found.hidden = false;
      }
    } catch (problem) {
      showProblem(problem);
    }
  }

  async #explain() {
    const { glyph } = this.#subject;
    if (!glyph) {
      return;
    }
    const { layers, evidence, probabilities, none } = await postJson("/api/v1/explanations", { glyph });
    this.#answer.show(probabilities, none || undefined);
    this.#layers.show(glyph, layers);
    this.#showClasses(evidence && new Planes(evidence), bytesOf(glyph));
  }

  async #explainMore() {
    const { glyph } = this.#subject;
    if (!glyph) {
      return;
    }
    const more = await postJson(`/api/v1/explanations?occlusion=true&neighbours=${NEIGHBOURS}`, { glyph });
    this.#showOcclusion(new Planes(more.occlusion), glyph);
    this.#showNeighbours(more);
  }

  #showClasses(evidence, ink) {
    if (!evidence) {
      this.#classesNote.textContent = "Between this network's maps and its answer stand dense layers, which mix all places: no place speaks for itself.";
      this.#classes.replaceChildren();
      return;
    }
    this.#classesNote.textContent = "The last layer adds up, for each answer, what it finds where. Blue speaks for it at that place, red against it.";
    const sums = LABELS.slice(0, evidence.count).map((label, i) => ({ label, i, sum: evidence.sum(i) }));
    const best = sums.reduce((a, b) => (b.sum > a.sum ? b : a));
    this.#classes.replaceChildren(
      ...sums.map(({ label, i, sum }) => {
        const canvas = make("canvas", { class: "over", role: "img", "aria-label": `What speaks for ${labelName(label)}: ${sum.toFixed(1)} in all` });
        const tile = make(
          "figure",
          { class: i === best.i ? "tile best" : "tile" },
          canvas,
          make("figcaption", { class: "small" }, `${labelName(label)} `, make("span", { class: "quiet" }, signed(sum))),
        );
        this.#classes.append(tile);
        drawOver(canvas, evidence, i, ink, evidence.contrast);
        return tile;
      }),
    );
  }

  #showOcclusion(occlusion, glyph) {
    drawOver(this.#occlusion, occlusion, 0, bytesOf(glyph), Math.min(occlusion.contrast, 0.02 / occlusion.scale));
    const most = occlusion.largest(0);
    this.#occlusionNote.textContent =
      most < 0.05
        ? "A square of paper covered each place in turn, and the answer stayed: no one place decides."
        : `A square of paper covered each place in turn. Blue is where that takes the answer away: its probability falls by up to ${percent(most)}. Red is where it makes it surer.`;
  }

  #showNeighbours({ hasTrainingDigits, neighbours }) {
    this.#neighboursNote.replaceChildren(
      ...(hasTrainingDigits
        ? ["Pixel by pixel, out of MNIST's training digits. The network does not look them up; what it learnt of them is in its weights."]
        : ["This machine has not fetched MNIST's training digits. ", make("code", {}, "tenfold data get mnist"), " does; then draw again."]),
    );
    this.#neighbours.replaceChildren(
      ...neighbours.map(({ label, distance, glyph }) =>
        make(
          "figure",
          { class: "tile" },
          glyphCanvas(glyph, `A training digit labelled ${label}`),
          make("figcaption", { class: "small" }, `${label} `, make("span", { class: "quiet" }, distance.toFixed(1))),
        ),
      ),
    );
  }
}

function signed(number) {
  return `${number > 0 ? "+" : "−"}${Math.abs(number).toFixed(1)}`;
}
