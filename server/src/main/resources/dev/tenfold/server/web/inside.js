/** The view "Look inside": the layers at a glance, then one layer, then one map. */
import { postJson } from "./api.js";
import { percent } from "./bars.js";
import { LABELS, labelName } from "./digit-panel.js";
import { EXAMPLES } from "./examples.js";
import { bytesOf, glyphCanvas } from "./glyph.js";
import { heatFigure } from "./heat.js";
import { Latest } from "./latest.js";
import { describe } from "./layer-words.js";
import { make } from "./make.js";
import { showProblem } from "./notice.js";
import { drawMosaic, drawOver, drawPlane, Planes } from "./planes.js";
import { Subject } from "./subject.js";

const OVERVIEW = { columns: 4, rows: 4 };
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
  #strip = make("ol", { class: "layers" });
  #detail = make("div", { class: "card stack", hidden: true });
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
  #reasons;
  #stop = new AbortController();
  #fast = new Latest(() => this.#explain());
  #slow = new Latest(() => this.#explainMore());
  #timer;

  /** @type {{operators: string[], kernel: number[], planes: Planes}[]} */
  #layers = [];

  #layer = 0;
  #map = 0;

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
      make(
        "div",
        { class: "inside-top" },
        this.#subject.element,
        make(
          "div",
          { class: "stack" },
          make("p", { class: "small quiet" }, "From left to right, what each layer makes of your digit. Choose a layer to see all of its maps."),
          this.#strip,
        ),
      ),
      this.#detail,
      this.#reasons,
      this.#found,
    );
  }

  /** @param {string} place of a digit in a picture; empty for the drawing */
  go(place) {
    return this.#subject.go(place);
  }

  close() {
    clearTimeout(this.#timer);
    this.#stop.abort();
    this.#subject.close();
  }

  #update() {
    const { glyph } = this.#subject;
    this.#reasons.hidden = !glyph;
    this.#strip.hidden = !glyph;
    this.#detail.hidden = !glyph;
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
    const { layers, evidence } = await postJson("/api/v1/explanations", { glyph });
    this.#layers = layers.map(({ operators, kernel, output }) => ({ operators, kernel, planes: new Planes(output) }));
    this.#layer = Math.min(this.#layer, this.#layers.length - 1);
    this.#showStrip();
    this.#showDetail();
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

  #showStrip() {
    // The canvases stay while the same layers move, so that nothing flickers and the focus stays.
    if (this.#strip.children.length !== this.#layers.length) {
      this.#strip.replaceChildren(...this.#layers.map((_, i) => this.#stripItem(i)));
    }
    this.#layers.forEach(({ operators, kernel, planes }, i) => {
      const item = this.#strip.children[i];
      const { short, shortSize } = describe(operators, kernel, planes);
      const shown = planes.isRow ? planes.count : Math.min(planes.count, OVERVIEW.columns * OVERVIEW.rows);
      const columns = planes.isRow ? Math.ceil(Math.sqrt(planes.count)) : OVERVIEW.columns;
      drawMosaic(item.querySelector("canvas"), planes, columns, [...Array(shown).keys()]);
      item.querySelector(".layer-title").textContent = short;
      item.querySelector(".layer-size").textContent = shortSize;
      item.querySelector("button").setAttribute("aria-pressed", String(i === this.#layer));
    });
  }

  #stripItem(index) {
    return make(
      "li",
      {},
      make(
        "button",
        { type: "button", class: "layer", onclick: () => this.#selectLayer(index) },
        make("canvas", { class: "pixels", "aria-hidden": "true" }),
        make("span", { class: "layer-title" }),
        make("span", { class: "layer-size small quiet" }),
      ),
    );
  }

  #selectLayer(index) {
    this.#layer = index;
    this.#map = 0;
    this.#showStrip();
    this.#showDetail();
  }

  #showDetail() {
    const { operators, kernel, planes } = this.#layers[this.#layer];
    const { title, size, words } = describe(operators, kernel, planes);
    this.#map = Math.min(this.#map, planes.count - 1);
    if (this.#detail.dataset.layer !== `${this.#layer} of ${this.#layers.length}, ${planes.count}`) {
      this.#detail.dataset.layer = `${this.#layer} of ${this.#layers.length}, ${planes.count}`;
      this.#detail.replaceChildren(
        make("h2", {}, `Layer ${this.#layer + 1}: ${title}, ${size}`),
        make("p", { class: "lead small" }, words),
        make(
          "div",
          { class: "layer-detail" },
          make("div", { class: planes.isRow ? "maps units" : "maps", role: "group", "aria-label": "Maps" }, ...this.#mapButtons(planes)),
          make("figure", { class: "stack" }, make("canvas", { class: "pixels large", role: "img" }), make("figcaption", { class: "small quiet" })),
        ),
      );
    }
    const isLast = this.#layer === this.#layers.length - 1;
    this.#detail.querySelectorAll(".maps button").forEach((each, i) => {
      drawPlane(each.querySelector("canvas"), planes, i);
      each.setAttribute("aria-pressed", String(i === this.#map));
    });
    const large = this.#detail.querySelector(".large");
    drawPlane(large, planes, this.#map);
    const caption = mapWords(planes, this.#map, isLast);
    large.setAttribute("aria-label", caption);
    this.#detail.querySelector("figcaption").textContent = caption;
  }

  #mapButtons(planes) {
    const isLast = this.#layer === this.#layers.length - 1;
    return Array.from({ length: planes.count }, (_, i) =>
      make(
        "button",
        {
          type: "button",
          "aria-label": `${isLast ? "Output" : planes.isRow ? "Unit" : "Map"} ${isLast ? labelName(LABELS[i]) : i + 1}`,
          onclick: () => {
            this.#map = i;
            this.#showDetail();
          },
        },
        make("canvas", { class: "pixels", "aria-hidden": "true" }),
      ),
    );
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

function mapWords(planes, index, isLast) {
  if (isLast) {
    return `Output for ${labelName(LABELS[index])}: ${planes.sum(index).toFixed(1)}. The softmax makes probabilities of all outputs.`;
  }
  if (planes.isRow) {
    return `Unit ${index + 1} of ${planes.count}: ${planes.sum(index).toFixed(2)}.`;
  }
  return `Map ${index + 1} of ${planes.count}: at most ${planes.largest(index).toFixed(1)}, above zero in ${percent(planes.active(index))} of its places.`;
}

function signed(number) {
  return `${number > 0 ? "+" : "−"}${Math.abs(number).toFixed(1)}`;
}
