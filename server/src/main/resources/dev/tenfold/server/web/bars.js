/** Probabilities as bars: the likeliest three, or all ten digits and "no digit". */
import { button, make } from "./make.js";

const LIKELIEST = 3;

/** What is less likely is left out of the likeliest: it would be a row of zeros. */
const LEAST = 0.0005;

export class Bars {
  #rows = [..."0123456789", "none"].map((label) => {
    const bar = make("span", { class: "bar" });
    const value = make("span", { class: "bar-value" });
    const element = make("li", {}, make("span", { class: "bar-label" }, label === "none" ? "no digit" : label), bar, value);
    return { element, bar, value };
  });

  #list;
  #more = button("Show all", () => this.#toggle(), { class: "link small", "aria-expanded": "false" });

  /** Whether each has its row, in the digits' order. */
  #all;

  /** @type {(number | undefined)[]} */
  #shares = [];

  /**
   * @param {string} label
   * @param {{all?: boolean}} [wishes] all from the start, and no button that hides them
   */
  constructor(label, { all = false } = {}) {
    this.#all = all;
    this.#list = make("ol", { class: all ? "bars" : "bars few", "aria-label": label });
    this.element = make("div", { class: "bars-whole" }, this.#list, !all && this.#more);
  }

  /**
   * @param {number[]} probabilities of the ten digits; empty for no bars
   * @param {number | undefined} none undefined where the network cannot tell
   */
  show(probabilities, none) {
    this.#shares = probabilities.length === 0 ? [] : [...probabilities, none];
    this.#show();
  }

  #toggle() {
    this.#all = !this.#all;
    this.#more.textContent = this.#all ? "Show the likeliest" : "Show all";
    this.#more.setAttribute("aria-expanded", String(this.#all));
    this.#show();
  }

  #show() {
    const known = [...this.#shares.entries()].filter(([, share]) => share !== undefined);
    const sorted = known.toSorted(([, a], [, b]) => b - a);
    const likeliest = sorted.slice(0, LIKELIEST).filter(([, share], place) => place === 0 || share >= LEAST);
    const shown = this.#all ? known : likeliest;
    this.#rows.forEach(({ bar, value, element }, i) => {
      const share = this.#shares[i];
      bar.style.setProperty("--share", String(share ?? 0));
      value.textContent = share === undefined ? "" : percent(share);
      element.classList.toggle("best", i === sorted[0]?.[0]);
    });
    this.#more.hidden = known.length === 0;
    const wanted = shown.map(([i]) => this.#rows[i].element);
    if (wanted.length !== this.#list.children.length || wanted.some((each, i) => this.#list.children[i] !== each)) {
      this.#list.replaceChildren(...wanted);
    }
  }
}

/** A probability as people say it; a network is never wholly sure. */
export function percent(share) {
  if (share > 0.999) {
    return "> 99.9 %";
  }
  return `${(100 * share).toFixed(share > 0.99 || (share > 0.0005 && share < 0.01) ? 1 : 0)} %`;
}
