/**
 * Does something again whenever it is asked to, one at a time: asked in the middle, it is done once
 * more after that, and only with what is then the latest.
 */
import { showProblem } from "./notice.js";

export class Latest {
  #task;
  #busy = false;
  #asked = false;

  /** @param {() => Promise<void>} task */
  constructor(task) {
    this.#task = task;
  }

  async ask() {
    this.#asked = true;
    if (this.#busy) {
      return;
    }
    this.#busy = true;
    try {
      while (this.#asked) {
        this.#asked = false;
        await this.#task();
      }
    } catch (problem) {
      showProblem(problem);
    } finally {
      this.#busy = false;
    }
  }
}
