/** A pad with what is read on it: the same drawing and answer in each view that has one. */
import { answer } from "./answer.js";
import { Chips } from "./chips.js";
import { make } from "./make.js";
import { Pad } from "./pad.js";

export class Sketch {
  #pad;
  #chips = new Chips();
  #stop = new AbortController();
  #changed;

  /**
   * @param {string} hint what an empty pad invites to
   * @param {() => void} changed called whenever the answer, or the piece that is looked at, is another
   */
  constructor(hint, changed) {
    this.#pad = new Pad(hint);
    this.#changed = changed;
    this.element = make("div", { class: "stack" }, this.#pad.element, this.#chips.element);
    answer.addEventListener("change", () => this.show(), { signal: this.#stop.signal });
  }

  show() {
    this.#pad.mark(answer.pieces, answer.selected, answer.signs);
    this.#chips.show();
    this.#changed();
  }

  close() {
    this.#stop.abort();
    this.#pad.close();
  }
}
