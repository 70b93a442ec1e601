/** A small chart of curves that grow from left to right. */
import { make } from "./make.js";
import { counted } from "./words.js";

const WIDTH = 420;
const HEIGHT = 190;
const LEFT = 54;
const BOTTOM = 22;
const TOP = 8;
const RIGHT = 8;
const NAMESPACE = "http://www.w3.org/2000/svg";

export class Curves {
  #svg = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img" });
  #names;
  #format;
  #title;

  /**
   * @param {string} title
   * @param {string[]} names of the curves; the first two have colours of their own
   * @param {(value: number) => string} format of a value
   */
  constructor(title, names, format) {
    this.#title = title;
    this.#names = names;
    this.#format = format;
    this.element = make(
      "figure",
      { class: "curves" },
      make("figcaption", { class: "row spread small" },
        make("strong", {}, title),
        make("span", { class: "row" }, ...names.map((name, i) => make("span", { class: `curve-name curve-${i}` }, name))),
      ),
      this.#svg,
    );
  }

  /**
   * @param {{x: number, y: number}[][]} curves one for each name
   * @param {number} end of the x axis
   */
  show(curves, end) {
    const values = curves.flat().map((point) => point.y);
    const low = Math.min(...values, Infinity);
    const high = Math.max(...values, -Infinity);
    const [from, to] = values.length === 0 ? [0, 1] : low === high ? [low - 0.01, high + 0.01] : [low, high];
    const x = (value) => LEFT + (value / Math.max(end, 1e-9)) * (WIDTH - LEFT - RIGHT);
    const y = (value) => HEIGHT - BOTTOM - ((value - from) / (to - from)) * (HEIGHT - BOTTOM - TOP);
    const parts = [svg("path", { class: "axis", d: `M${LEFT},${TOP}V${HEIGHT - BOTTOM}H${WIDTH - RIGHT}` })];
    if (values.length > 0) {
      parts.push(label(LEFT - 4, TOP + 8, this.#format(to), "end"), label(LEFT - 4, HEIGHT - BOTTOM, this.#format(from), "end"));
    }
    parts.push(label(LEFT, HEIGHT - 6, "0", "middle"), label(WIDTH - RIGHT, HEIGHT - 6, counted(end, "epoch"), "end"));
    curves.forEach((points, i) => {
      if (points.length > 0) {
        parts.push(svg("polyline", { class: `curve curve-${i}`, points: points.map((point) => `${x(point.x).toFixed(1)},${y(point.y).toFixed(1)}`).join(" ") }));
        const last = points.at(-1);
        parts.push(svg("circle", { class: `curve curve-${i}`, cx: x(last.x).toFixed(1), cy: y(last.y).toFixed(1), r: 3 }));
      }
    });
    this.#svg.replaceChildren(...parts);
    this.#svg.setAttribute("aria-label", this.#spoken(curves));
  }

  #spoken(curves) {
    const lasts = curves.map((points, i) => (points.length > 0 ? `${this.#names[i]} ${this.#format(points.at(-1).y)}` : ""));
    return `${this.#title}: ${lasts.filter(Boolean).join(", ") || "nothing yet"}`;
  }
}

function label(x, y, text, anchor) {
  const element = svg("text", { x, y, "text-anchor": anchor });
  element.textContent = text;
  return element;
}

function svg(tag, attributes) {
  const element = document.createElementNS(NAMESPACE, tag);
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, String(value));
  }
  return element;
}
