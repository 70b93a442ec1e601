/** The view "Compare": networks from the simplest to the one that reads answer the same drawing. */
import { postJson } from "./api.js";
import { Bars, percent } from "./bars.js";
import { EXAMPLES } from "./examples.js";
import { glyphCanvas } from "./glyph.js";
import { Latest } from "./latest.js";
import { make } from "./make.js";
import { Subject } from "./subject.js";

/** What is said of each, by its recipe's name. */
const KNOWN = {
  knn: { title: "Nearest neighbours", words: "Learns nothing: looks up the three most similar of 60,000 training digits, and lets them vote." },
  softmax: { title: "Softmax regression", words: "One weight for each pixel and digit: ten templates laid over the glyph." },
  "mlp-64": { title: "Perceptron", words: "64 neurons between pixels and answer, each of which sees all pixels." },
  lenet5: { title: "LeNet-5", words: "The convolutional network of 1998: small filters that look for the same stroke everywhere." },
  flagship: { title: "Flagship", words: "Trained on digits drawn anew as other hands would draw them, and on what is no digit." },
};

/** From here on a network counts as sure of itself. */
const SURE = 0.9;

let page;

export function mount(section, place) {
  page = new ComparePage(section);
  return page.go(place);
}

export function go(place) {
  return page.go(place);
}

export function unmount() {
  page.close();
}

class ComparePage {
  #subject = new Subject("compare", { hint: "Draw a digit, or a letter", example: EXAMPLES.H }, () => this.#update());
  #point = make("p", { class: "point", role: "status" });
  #cards = make("div", { class: "contest" });
  #latest = new Latest(() => this.#compare());

  /** @type {Contestant[]} */
  #contestants = [];

  /** Whose cards they are: another model may come to read. */
  #names = "";

  constructor(section) {
    section.append(
      make("h1", {}, "Compare"),
      make(
        "div",
        { class: "inside-top" },
        this.#subject.element,
        make(
          "div",
          { class: "stack" },
          make("p", { class: "lead" }, "Five ways to read the same 28 × 28 pixels, from the simplest on. The course networks learnt from MNIST as it is, as every tutorial does it. Draw a digit in your own hand; then a letter, or a doodle."),
          this.#point,
        ),
      ),
      this.#cards,
    );
  }

  /** @param {string} place of a digit in a picture; empty for the drawing */
  go(place) {
    return this.#subject.go(place);
  }

  close() {
    this.#subject.close();
  }

  #update() {
    this.#cards.hidden = !this.#subject.glyph;
    if (this.#subject.glyph) {
      this.#latest.ask();
    } else {
      this.#point.textContent = "";
    }
  }

  async #compare() {
    const { glyph } = this.#subject;
    if (!glyph) {
      return;
    }
    const { hasTrainingDigits, answers } = await postJson("/api/v1/comparisons", { glyph });
    if (!hasTrainingDigits) {
      answers.unshift({ name: "knn", missing: true });
    }
    this.#seat(answers.map((each) => each.name));
    answers.forEach((each, i) => this.#contestants[i].show(each));
    const words = lesson(answers.filter((each) => !each.missing));
    if (this.#point.textContent !== words) {
      this.#point.textContent = words;
    }
  }

  #seat(names) {
    if (names.join() !== this.#names) {
      this.#names = names.join();
      this.#contestants = names.map((name, i) => new Contestant(presentation(name, i === names.length - 1)));
      this.#cards.replaceChildren(...this.#contestants.map((each) => each.element));
    }
  }
}

/** The one that reads is itself, whatever its recipe's name. */
function presentation(name, reads) {
  return reads && name !== "flagship" ? { title: name, words: "The model that reads now." } : KNOWN[name];
}

class Contestant {
  #digit = make("p", { class: "contest-digit" });
  #sure = make("p", { class: "small quiet" });
  #bars = new Bars("Probabilities", { all: true });
  #figures = make("p", { class: "small quiet" });
  #neighbours = make("div", { class: "voters" });

  constructor({ title, words }) {
    this.element = make(
      "article",
      { class: "card stack" },
      make("h2", {}, title),
      make("p", { class: "small quiet contest-words" }, words),
      make("div", { class: "contest-answer" }, this.#digit, this.#sure),
      this.#bars.element,
      this.#neighbours,
      this.#figures,
    );
  }

  show({ missing, digit, probabilities, none, knowsNone, figures, neighbours }) {
    this.#bars.element.hidden = Boolean(missing);
    if (missing) {
      this.#figures.replaceChildren("Needs MNIST's training digits, which this machine has not fetched: ", make("code", {}, "tenfold data get mnist"), ".");
      return;
    }
    const isNone = knowsNone && none > 0.5;
    this.#digit.textContent = isNone ? "no digit" : String(digit);
    this.#digit.classList.toggle("none", isNone);
    this.#sure.textContent = isNone ? `${percent(none)} sure` : `${percent(probabilities[digit])} sure`;
    this.#bars.show(probabilities, knowsNone ? none : undefined);
    this.#figures.textContent = figures ? figuresOf(figures) : "";
    this.#neighbours.replaceChildren(
      ...neighbours.map((each) =>
        make(
          "figure",
          { class: "tile" },
          glyphCanvas(each.glyph, `A training digit labelled ${each.label}`),
          make("figcaption", { class: "small" }, each.label),
        ),
      ),
    );
  }
}

/** The test set's figure where it was read, else that of the validation digits. */
function figuresOf({ parameters, "test.accuracy": onTest, "validation.accuracy": onValidation }) {
  const count = parameters && `${parameters.toLocaleString("en")} weights`;
  const accuracy = onTest ?? onValidation;
  const right =
    accuracy &&
    `${(100 * accuracy).toFixed(1)} % right on ${onTest === undefined ? "validation digits" : "MNIST's test"}`;
  return [count, right].filter(Boolean).join(", ");
}

/** What this drawing teaches. */
function lesson(answers) {
  const reader = answers.at(-1);
  const course = answers.slice(0, -1);
  if (reader.knowsNone && reader.none > 0.5) {
    const sure = course.filter((each) => each.probabilities[each.digit] >= SURE);
    const claims = sure.map((each) => `“${each.digit}, ${percent(each.probabilities[each.digit])}”`).join(", ");
    return sure.length > 0
      ? `This is no digit, and yet ${sure.length} of ${course.length} ${sure.length === 1 ? "is" : "are"} sure of one: ${claims}. None of them was ever shown anything but digits, so one of the ten must win.`
      : `This is no digit. The others read ${course.map((each) => each.digit).join(", ")} all the same: they must choose one of ten, for “none” is no answer that they have.`;
  }
  const right = course.filter((each) => each.digit === reader.digit).length;
  return right === course.length
    ? `All agree: ${reader.digit}. MNIST is easy; draw a 1 with a foot, a 7 with a bar, or a letter.`
    : `${reader.name} reads ${reader.digit}; ${course.length - right} of the ${course.length} others something else.`;
}
