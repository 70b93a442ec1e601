/** The view "Review": one doubtful digit after another, each with one key. */
import { ask, correct, getJson } from "./api.js";
import { percent } from "./bars.js";
import { LABELS, labelName } from "./digit-panel.js";
import { drawGlyph, SIDE } from "./glyph.js";
import { button, make } from "./make.js";
import { showProblem } from "./notice.js";
import { aDigit, chanceOf, counted } from "./words.js";

const AT_ONCE = 50;

/** What the service answers where somebody was first. */
const ANSWERED = 409;

/** Set where single keys mean nothing: who speaks to the machine turns them off. */
const KEYS_OFF = "tenfold-review-keys-off";

let page;

export function mount(section) {
  page = new ReviewPage(section);
  return page.fetch();
}

export function unmount() {
  page.close();
}

class ReviewPage {
  #left = make("p", { class: "quiet", role: "status" });
  #glyph = make("canvas", { class: "pixels glyph", width: SIDE, height: SIDE, role: "img", "aria-label": "The digit, as the network saw it" });
  #question = make("p", { class: "question", "aria-live": "polite" });
  #others = make("p", { class: "small quiet", id: "asked" });
  #confirm = button("Yes", () => this.#say(this.#predicted), { class: "primary" });
  #keys = LABELS.map((label) => button(labelName(label), () => this.#say(label)));
  #skip = button("Skip", () => this.#next());
  #undo = button("Undo", () => this.#takeBack());
  #withKeys = make("input", { type: "checkbox", checked: localStorage.getItem(KEYS_OFF) === null, onchange: () => this.#switchKeys() });
  #help = keyHelp();
  #card;
  #emptyTitle = make("h2");
  #again = button("Look at them again", () => this.#lookAgain());
  #empty = make(
    "div",
    { class: "card stack", hidden: true },
    this.#emptyTitle,
    make("p", { class: "lead" }, "Digits that are read with little confidence queue up here, from drawings that you keep and pictures that are read."),
    make("div", { class: "row" }, this.#again, make("a", { class: "button", href: "#/picture" }, "Read a picture"), make("a", { class: "button", href: "#/draw" }, "Draw")),
  );

  /** @type {object[]} the digits still to come, the first one is asked about */
  #queue = [];

  /** What was passed over. */
  #skipped = new Set();

  /** @type {object[]} what was decided, the latest last */
  #done = [];

  #doubtful = 0;
  #labelled = 0;
  #teach = make("a", { class: "button", href: "#/train/corrections" });
  #busy = false;
  #stop = new AbortController();

  constructor(section) {
    const side = make(
      "div",
      { class: "stack" },
      this.#question,
      this.#others,
      make("div", { class: "row" }, this.#confirm, make("span", { class: "small quiet" }, "or what it really is:")),
      make("div", { class: "keys", role: "group", "aria-label": "What it really is" }, ...this.#keys),
      make("div", { class: "row" }, this.#skip, this.#undo),
      make("label", { class: "small" }, this.#withKeys, "Single keys answer"),
      this.#help,
    );
    this.#help.hidden = !this.#withKeys.checked;
    this.#card = make("div", { class: "card review-card", hidden: true }, this.#glyph, side);
    section.append(
      make("div", { class: "row spread" }, make("h1", {}, "Review"), this.#left),
      this.#card,
      this.#empty,
      this.#taught(),
    );
    addEventListener("keydown", (event) => this.#key(event), { signal: this.#stop.signal });
  }

  close() {
    this.#stop.abort();
  }

  async fetch() {
    const { doubtful, labelled, digits } = await getJson(`/api/v1/review?limit=${AT_ONCE + this.#skipped.size}`);
    this.#doubtful = doubtful;
    this.#countLabelled(labelled);
    this.#queue = digits.filter((digit) => !this.#skipped.has(placeOf(digit)));
    this.#show();
  }

  /** What becomes of it all. */
  #taught() {
    return make(
      "section",
      { class: "stack", "aria-labelledby": "taught" },
      make("h2", { id: "taught" }, "What your answers are good for"),
      make("p", { class: "lead" }, "They are kept as labelled digits. Teach the network your hand, and see these very digits before and after; or take them with you as a table that every tool reads. In a terminal:"),
      make("pre", { tabindex: 0 }, "tenfold train --finetune corrections"),
      make("div", { class: "row" }, this.#teach, button("Download corrections.csv", download)),
    );
  }

  #countLabelled(count) {
    this.#labelled = count;
    this.#teach.textContent = count === 0 ? "Teach it" : `${counted(count, "answer")}: teach it`;
  }

  get #predicted() {
    return String(this.#queue[0].digit);
  }

  #show() {
    const digit = this.#queue[0];
    this.#card.hidden = !digit && this.#done.length === 0;
    this.#empty.hidden = Boolean(digit);
    this.#emptyTitle.textContent = this.#skipped.size > 0 ? `All but the ${this.#skipped.size} that you skipped` : "Nothing waits for you";
    this.#again.hidden = this.#skipped.size === 0;
    this.#undo.disabled = this.#done.length === 0;
    this.#left.textContent = digit ? `${this.#doubtful} left` : "";
    for (const control of [this.#confirm, this.#skip, ...this.#keys]) {
      control.disabled = !digit;
    }
    if (!digit) {
      this.#question.textContent = "That was the last one.";
      this.#others.textContent = "";
      drawGlyph(this.#glyph, undefined);
      return;
    }
    drawGlyph(this.#glyph, digit.glyph);
    this.#question.textContent = `Is this ${aDigit(digit.digit)}?`;
    const others = digit.alternatives.filter((each) => each.probability * (1 - digit.none) >= 0.005).map((each) => `${each.digit} (${percent(each.probability * (1 - digit.none))})`);
    if (digit.none >= 0.005) {
      others.push(`no digit (${percent(digit.none)})`);
    }
    this.#others.textContent = `Read as ${digit.digit} with ${percent(chanceOf(digit))}${others.length > 0 ? `; it could be ${others.join(", ")}` : ""}. Reading ${digit.reading}, line ${digit.line}, digit ${digit.position}.`;
    this.#confirm.textContent = `Yes, ${aDigit(digit.digit)}`;
  }

  async #say(label) {
    const [digit] = this.#queue;
    if (this.#busy || !digit) {
      return;
    }
    await this.#exclusively(async () => {
      const isKept = await this.#keep(digit, label);
      this.#doubtful--;
      if (isKept) {
        this.#countLabelled(this.#labelled + 1);
      }
      await this.#advance();
      if (isKept) {
        this.#done.push(digit);
        this.#show();
      } else {
        showProblem("This one was answered elsewhere meanwhile. Your answer to it was not kept.");
      }
    });
  }

  /** @returns {Promise<boolean>} false where another tab, or another person, was first */
  async #keep(digit, label) {
    try {
      await correct(digit.reading, digit, label, true);
      return true;
    } catch (problem) {
      if (problem.status !== ANSWERED) {
        throw problem;
      }
      return false;
    }
  }

  #next() {
    if (this.#queue.length > 0) {
      this.#skipped.add(placeOf(this.#queue[0]));
      this.#exclusively(() => this.#advance());
    }
  }

  #lookAgain() {
    this.#skipped.clear();
    this.#exclusively(() => this.fetch());
  }

  async #takeBack() {
    const digit = this.#done.at(-1);
    if (this.#busy || !digit) {
      return;
    }
    await this.#exclusively(async () => {
      await correct(digit.reading, digit, null);
      this.#done.pop();
      this.#doubtful++;
      this.#countLabelled(this.#labelled - 1);
      this.#queue.unshift(digit);
      this.#show();
    });
  }

  async #advance() {
    this.#queue.shift();
    if (this.#queue.length === 0) {
      await this.fetch();
    } else {
      this.#show();
    }
  }

  async #exclusively(work) {
    this.#busy = true;
    try {
      await work();
    } catch (problem) {
      showProblem(problem);
    } finally {
      this.#busy = false;
    }
  }

  #switchKeys() {
    if (this.#withKeys.checked) {
      localStorage.removeItem(KEYS_OFF);
    } else {
      localStorage.setItem(KEYS_OFF, "");
    }
    this.#help.hidden = !this.#withKeys.checked;
  }

  #key(event) {
    if (!this.#withKeys.checked) {
      return;
    }
    const typing = event.target.matches("input:not([type=checkbox]), textarea, select, dialog *");
    const pressing = event.key === "Enter" && event.target.matches("button, a");
    if (event.ctrlKey || event.metaKey || event.altKey || typing || pressing) {
      return;
    }
    const key = event.key.toLowerCase();
    if (/^[0-9]$/.test(key)) {
      this.#say(key);
    } else if (key === "n") {
      this.#say("none");
    } else if (key === "s") {
      this.#next();
    } else if (key === "z") {
      this.#takeBack();
    } else if (key === "enter" && this.#queue.length > 0) {
      this.#say(this.#predicted);
    } else {
      return;
    }
    event.preventDefault();
  }
}

function placeOf({ reading, line, position }) {
  return `${reading}/${line}/${position}`;
}

function keyHelp() {
  const key = (name) => make("kbd", {}, name);
  return make(
    "p",
    { class: "small quiet key-help" },
    key("Enter"), " yes ", key("0"), "–", key("9"), " what it is ", key("n"), " no digit ", key("s"), " skip ", key("z"), " undo",
  );
}

async function download() {
  try {
    const response = await ask("/api/v1/corrections");
    const link = make("a", { href: URL.createObjectURL(await response.blob()), download: "corrections.csv" });
    link.click();
    URL.revokeObjectURL(link.href);
  } catch (problem) {
    showProblem(problem);
  }
}
