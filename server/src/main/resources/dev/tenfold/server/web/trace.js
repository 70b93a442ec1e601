/** How one place of a map came about: what the layer saw there, its weights, the products and their sum. */
import { postJson } from "./api.js";
import { Latest } from "./latest.js";
import { make } from "./make.js";
import { drawNumbers, drawPlane, Planes } from "./planes.js";

/**
 * @typedef {object} Source
 * @property {number} map
 * @property {number} top
 * @property {number} left
 * @property {import("./planes.js").PlanesJson} values
 * @property {import("./planes.js").PlanesJson} weights
 * @property {number} sum
 *
 * @typedef {object} Place
 * @property {number} layer from 0, as are the others
 * @property {number} map
 * @property {number} row
 * @property {number} column
 */

export class TracePanel {
  element = make("div", { class: "trace stack", hidden: true });

  #heading = make("h3");
  #sources = make("ol", { class: "sources" });
  #total = make("p", { class: "small" });
  #glyph = "";
  #chosen;

  /** @type {Place | undefined} */
  #place;

  /** @type {Planes | undefined} what the layer was made from */
  #before;

  #latest = new Latest(() => this.#ask());

  /** @param {(map: number) => void} chosen called when a person chooses a map that it came from */
  constructor(chosen) {
    this.#chosen = chosen;
    this.element.append(this.#heading, this.#sources, this.#total);
  }

  /**
   * @param {string} glyph 28×28 bytes in base 64
   * @param {Place} place
   * @param {Planes} before what the layer was made from
   */
  show(glyph, place, before) {
    this.#glyph = glyph;
    this.#place = place;
    this.#before = before;
    this.#latest.ask();
  }

  async #ask() {
    const { layer, map, row, column } = this.#place;
    const before = this.#before;
    const trace = await postJson(`/api/v1/traces?layer=${layer}&map=${map}&row=${row}&column=${column}`, { glyph: this.#glyph });
    this.element.hidden = trace.operator === undefined;
    if (trace.operator === undefined) {
      return;
    }
    const where = before.isRow || trace.operator === "Gemm" ? "this number" : `row ${row + 1}, column ${column + 1}`;
    this.#heading.textContent = `How ${where} came about`;
    this.#showSources(trace, layer, before);
    this.#total.textContent = sentence(trace);
  }

  #showSources({ operator, sources }, layer, before) {
    const isSum = operator !== "MaxPool";
    const parts = sources.map((source) => partsOf(source));
    const mostSeen = Math.max(...parts.map(({ seen }) => most(seen)));
    const mostWeight = Math.max(...parts.map(({ weights }) => most(weights)));
    const mostProduct = Math.max(...parts.map(({ products }) => most(products)));
    this.#sources.replaceChildren(
      ...sources.map((source, i) => {
        const { seen, weights, products, height, width } = parts[i];
        const name = layer === 0 ? "Your digit" : `${before.isRow ? "Unit" : "Map"} ${source.map + 1} of layer ${layer}`;
        return make(
          "li",
          { class: "source" },
          layer === 0 ? make("span", { class: "small" }, name) : make("button", { type: "button", class: "link small", onclick: () => this.#chosen(source.map) }, name),
          !before.isRow && whole(before, source, height, width),
          figure("sees", seen, height, width, mostSeen),
          isSum && figure("× weights", weights, height, width, mostWeight),
          isSum && figure("= products", products, height, width, mostProduct),
          isSum && make("span", { class: "source-sum" }, signed(source.sum)),
        );
      }),
    );
  }
}

/** @param {Source} source */
function partsOf({ values, weights }) {
  const seen = new Planes(values);
  const by = new Planes(weights).numbers(0);
  const numbers = seen.numbers(0);
  return { seen: numbers, weights: by, products: numbers.map((number, i) => number * by[i]), height: seen.height, width: seen.width };
}

function most(numbers) {
  return numbers.reduce((so, number) => Math.max(so, Math.abs(number)), 0);
}

/** The map that it came from, with a frame around what was seen of it. */
function whole(before, { map, top, left }, height, width) {
  const canvas = make("canvas", { class: "pixels", "aria-hidden": "true" });
  drawPlane(canvas, before, map);
  const frame = make("span", { class: "place-mark" });
  const sides = { top: top / before.height, left: left / before.width, height: height / before.height, width: width / before.width };
  for (const [name, value] of Object.entries(sides)) {
    frame.style.setProperty(name, `${100 * value}%`);
  }
  return make("span", { class: "source-map" }, canvas, frame);
}

function figure(words, numbers, height, width, full) {
  const canvas = make("canvas", { class: "pixels", role: "img", "aria-label": `${words.replace(/^\W+/, "")}: ${numbers.slice(0, 25).map((number) => number.toFixed(2)).join(", ")}` });
  drawNumbers(canvas, Planes.of(numbers, height, width, full), 0);
  return make("figure", { class: "factor" }, canvas, make("figcaption", { class: "small quiet" }, words));
}

function sentence({ operator, sources, others, bias, sum, value }) {
  if (operator === "MaxPool") {
    return `The largest of them is kept: ${number(value)}.`;
  }
  if (operator === "AveragePool") {
    return `Their mean is kept: ${number(value)}.`;
  }
  const shown = sources.map((source) => signed(source.sum)).join(" ");
  const rest = others.count === 0 ? "" : ` ${signed(others.sum)} from ${others.count} more`;
  const cut = Math.abs(sum - value) < 0.001 ? "" : ` The activation makes ${number(value)} of it.`;
  return `${shown}${rest} ${signed(bias)} of its own (the bias) = ${number(sum)}.${cut}`;
}

function number(value) {
  return value.toFixed(2).replace("-", "−");
}

function signed(value) {
  return `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(2)}`;
}
