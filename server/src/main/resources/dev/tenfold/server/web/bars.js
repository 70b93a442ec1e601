/** Ten probabilities as bars, and that of "none" where the network can tell. */
import { make } from "./make.js";

export class Bars {
  #rows = [..."0123456789", "none"].map((label) => ({
    label,
    bar: make("span", { class: "bar" }),
    value: make("span", { class: "bar-value" }),
  }));

  constructor(label) {
    this.element = make("ol", { class: "bars", "aria-label": label });
    this.element.append(
      ...this.#rows.map(({ label: name, bar, value }) =>
        make("li", {}, make("span", { class: "bar-label" }, name === "none" ? "no digit" : name), bar, value),
      ),
    );
  }

  /**
   * @param {number[]} probabilities of the ten digits; empty for no bars
   * @param {number | undefined} none undefined where the network cannot tell
   */
  show(probabilities, none) {
    const all = [...probabilities, none];
    const highest = Math.max(...all.filter((value) => value !== undefined));
    this.#rows.forEach(({ bar, value }, i) => {
      const share = i < 10 ? probabilities[i] : none;
      bar.style.setProperty("--share", share ?? 0);
      bar.parentElement.classList.toggle("best", share !== undefined && share === highest);
      bar.parentElement.hidden = i === 10 && none === undefined && probabilities.length > 0;
      value.textContent = share === undefined ? "" : percent(share);
    });
  }
}

/** A probability as people say it; a network is never wholly sure. */
export function percent(share) {
  if (share > 0.999) {
    return "> 99.9 %";
  }
  return `${(100 * share).toFixed(share > 0.99 || (share > 0.0005 && share < 0.01) ? 1 : 0)} %`;
}
