/** The layers of a network: all at a glance, then one layer, one of its maps, and one place of that. */
import { LABELS, labelName } from "./digit-panel.js";
import { percent } from "./bars.js";
import { bytesOf, SIDE } from "./glyph.js";
import { describe } from "./layer-words.js";
import { make } from "./make.js";
import { drawMosaic, drawPlane, Planes } from "./planes.js";
import { TracePanel } from "./trace.js";

/** Rows and columns that the arrow keys move by. */
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

const OVERVIEW = { columns: 4, rows: 4 };

/**
 * @typedef {object} Layer
 * @property {string[]} operators
 * @property {number[]} kernel
 * @property {Planes} planes
 */

export class LayersPanel {
  #strip = make("ol", { class: "layers" });
  #detail = make("div", { class: "card stack" });
  #trace = new TracePanel((map) => this.#select(this.#layer - 1, map));
  #chosen;
  #glyph = "";

  /** @type {Layer[]} */
  #layers = [];

  #layer = 0;
  #map = 0;

  /** @type {{row: number, column: number} | undefined} pointed at; undefined for the strongest place */
  #pixel;

  /** @param {(layer: number, map: number) => void} chosen called when a person chooses another */
  constructor(chosen) {
    this.#chosen = chosen;
    this.element = make(
      "div",
      { class: "stack" },
      make("p", { class: "small quiet" }, "From left to right, what each layer makes of your digit. Choose a layer, a map of it, and point at a place to see how it came about."),
      this.#strip,
      this.#detail,
    );
  }

  /** What is shown from now on. */
  choose(layer, map) {
    this.#layer = layer;
    this.#map = map;
    this.#pixel = undefined;
    if (this.#layers.length > 0) {
      this.#showAll();
    }
  }

  /**
   * @param {string} glyph 28×28 bytes in base 64
   * @param {{operators: string[], kernel: number[], output: import("./planes.js").PlanesJson}[]} layers
   */
  show(glyph, layers) {
    this.#glyph = glyph;
    this.#layers = layers.map(({ operators, kernel, output }) => ({ operators, kernel, planes: new Planes(output) }));
    this.#showAll();
  }

  #showAll() {
    this.#layer = Math.max(0, Math.min(this.#layer, this.#layers.length - 1));
    this.#showStrip();
    this.#showDetail();
  }

  #select(layer, map) {
    this.choose(layer, map);
    this.#chosen(this.#layer, this.#map);
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
        { type: "button", class: "layer", onclick: () => this.#select(index, 0) },
        make("canvas", { class: "pixels", "aria-hidden": "true" }),
        make("span", { class: "layer-title" }),
        make("span", { class: "layer-size small quiet" }),
      ),
    );
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
          make("div", { class: this.#layer === this.#layers.length - 1 ? "sums" : planes.isRow ? "maps units" : "maps", role: "group", "aria-label": planes.isRow ? "Numbers" : "Maps" }, ...this.#mapButtons(planes)),
          planes.isRow ? this.#caption() : make("figure", { class: "stack" }, this.#largeMap(), this.#caption()),
        ),
        this.#trace.element,
      );
    }
    const isLast = this.#layer === this.#layers.length - 1;
    this.#detail.querySelectorAll(".maps button, .sums button").forEach((each, i) => {
      if (isLast) {
        showSum(each, planes, i);
      } else {
        drawPlane(each.querySelector("canvas"), planes, i);
      }
      each.setAttribute("aria-pressed", String(i === this.#map));
    });
    const caption = mapWords(planes, this.#map, isLast);
    this.#detail.querySelector(".map-words").textContent = caption;
    if (!planes.isRow) {
      drawPlane(this.#detail.querySelector(".large"), planes, this.#map);
      this.#detail.querySelector(".place").setAttribute("aria-label", `${caption} The arrow keys choose a place.`);
    }
    this.#showPixel();
  }

  #caption() {
    return make("p", { class: "small quiet map-words" });
  }

  /** The chosen map, of which a place can be pointed at. */
  #largeMap() {
    const point = (event) => {
      const { planes } = this.#layers[this.#layer];
      const box = event.currentTarget.getBoundingClientRect();
      this.#point(
        Math.floor(((event.clientY - box.top) / box.height) * planes.height),
        Math.floor(((event.clientX - box.left) / box.width) * planes.width),
      );
    };
    return make(
      "button",
      { type: "button", class: "place", onpointermove: point, onclick: (event) => event.detail > 0 && point(event), onkeydown: (event) => this.#step(event) },
      make("canvas", { class: "pixels large", "aria-hidden": "true" }),
      make("span", { class: "place-mark" }),
    );
  }

  #step(event) {
    const [down, right] = STEPS[event.key] ?? [];
    if (down !== undefined) {
      event.preventDefault();
      const { row, column } = this.#pixelShown();
      this.#point(row + down, column + right);
    }
  }

  #point(row, column) {
    const { planes } = this.#layers[this.#layer];
    const next = { row: within(row, planes.height), column: within(column, planes.width) };
    const { row: oldRow, column: oldColumn } = this.#pixelShown();
    this.#pixel = next;
    if (next.row !== oldRow || next.column !== oldColumn) {
      this.#showPixel();
    }
  }

  /** The place that was pointed at, or the strongest one. */
  #pixelShown() {
    const { planes } = this.#layers[this.#layer];
    if (this.#pixel !== undefined) {
      return { row: within(this.#pixel.row, planes.height), column: within(this.#pixel.column, planes.width) };
    }
    const values = planes.plane(this.#map);
    const strongest = values.reduce((best, value, i) => (value > values[best] ? i : best), 0);
    return { row: Math.floor(strongest / planes.width), column: strongest % planes.width };
  }

  #showPixel() {
    const { planes } = this.#layers[this.#layer];
    const { row, column } = this.#pixelShown();
    /** @type {HTMLElement | null} */
    const mark = this.#detail.querySelector(".place-mark");
    if (mark !== null) {
      for (const [name, value] of Object.entries({ top: row / planes.height, left: column / planes.width, width: 1 / planes.width, height: 1 / planes.height })) {
        mark.style.setProperty(name, `${100 * value}%`);
      }
    }
    const before = this.#layer === 0 ? glyphPlanes(this.#glyph) : this.#layers[this.#layer - 1].planes;
    this.#trace.show(this.#glyph, { layer: this.#layer, map: this.#map, row, column }, before);
  }

  #mapButtons(planes) {
    const isLast = this.#layer === this.#layers.length - 1;
    return Array.from({ length: planes.count }, (_, i) =>
      make(
        "button",
        { type: "button", "aria-label": `${isLast ? "Output" : planes.isRow ? "Unit" : "Map"} ${isLast ? labelName(LABELS[i]) : i + 1}`, onclick: () => this.#select(this.#layer, i) },
        ...(isLast
          ? [make("span", {}, labelName(LABELS[i])), make("span", { class: "sum-bar" }), make("span", { class: "sum" })]
          : [make("canvas", { class: "pixels", "aria-hidden": "true" })]),
      ),
    );
  }
}

/** An output as a bar to the right of the middle, or to the left where it is below zero. */
function showSum(button, planes, index) {
  const most = Math.max(...Array.from({ length: planes.count }, (_, i) => Math.abs(planes.sum(i))), 1e-6);
  const sum = planes.sum(index);
  const bar = button.querySelector(".sum-bar");
  bar.style.setProperty("--share", String(Math.abs(sum) / most));
  bar.classList.toggle("against", sum < 0);
  button.querySelector(".sum").textContent = sum.toFixed(1);
}

function within(index, length) {
  return Math.max(0, Math.min(length - 1, index));
}

/** The glyph as the first layer takes it. */
function glyphPlanes(glyph) {
  return Planes.of(Array.from(bytesOf(glyph), (byte) => byte / 255), SIDE, SIDE, 1);
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
