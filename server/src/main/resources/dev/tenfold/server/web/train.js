/** The view "Train": start a run, watch it, stop it, and read with what comes of it. */
import { answer } from "./answer.js";
import { ask, getJson, hasKey, postJson } from "./api.js";
import { percent } from "./bars.js";
import { Curves } from "./curves.js";
import { follow } from "./events.js";
import { bytesOf } from "./glyph.js";
import { button, make } from "./make.js";
import { showProblem } from "./notice.js";
import { drawPlane, Planes } from "./planes.js";
import { purposeOf, timeLeft } from "./train-words.js";
import { counted, endOfRun, withoutPlaces } from "./words.js";

const OWN_HAND = "corrections";

/** What a service answers that can only read. */
const NO_LABORATORY = 501;

const OUTLINE_PAUSE_MILLIS = 400;

/** So many digits of the drawing are watched. */
const MAX_OWN = 6;

/** More points of a curve than this are thinned out: there are not as many pixels. */
const MAX_STEPS = 400;

/** Kinds of recipes, each with what its text has. */
const KINDS = [
  { title: "Classical models", has: /^model:/m },
  { title: "For whole pages", has: /^crop-pages:/m },
  { title: "Convolutional networks", has: /^\s*- conv /m, readsDrawing: true },
  { title: "Without convolution", has: /^/, readsDrawing: true },
];

let page;

export function mount(section) {
  page = new TrainPage(section);
  return page.begin();
}

export function unmount() {
  page.close();
}

class TrainPage {
  #choice = make("select", { id: "train-recipe", onchange: () => this.#choose() });
  #text = make("textarea", { id: "train-text", rows: 18, spellcheck: "false", autocomplete: "off", "aria-describedby": "train-mistake", oninput: () => this.#outlineSoon() });
  #textLabel = make("label", { for: "train-text" }, "As YAML; change what you like");
  #purpose = make("p", { class: "small quiet" });
  #epochs = make("input", { id: "train-epochs", type: "number", min: 1, inputmode: "numeric", placeholder: "as it says" });
  #examples = make("input", { id: "train-examples", type: "number", min: 0, inputmode: "numeric", placeholder: "all" });
  #outline = make("pre", { class: "small", tabindex: 0, "aria-label": "The network's layers" });
  #mistake = make("p", { id: "train-mistake", class: "mistake small", role: "status" });
  #start = button("Start", () => this.#begin(), { class: "primary" });
  #own = make("p", { class: "small quiet" });
  #run = new RunPanel(() => this.#models.fetch());
  #models = new ModelPanel();
  #stop = new AbortController();
  #recipes = new Map();
  #timer;

  constructor(section) {
    const { signal } = this.#stop;
    this.#run.signal = signal;
    section.append(
      make("h1", {}, "Train"),
      make("p", { class: "lead" }, "Pick a recipe, or change it, and watch a network learn. It learns in a process of its own, so readings are not held up. Its model can read as soon as it is finished, and you can switch back at any time."),
      make(
        "div",
        { class: "train" },
        make(
          "form",
          { class: "card stack", onsubmit: (event) => event.preventDefault() },
          make("label", { for: "train-recipe" }, "Recipe"),
          this.#choice,
          this.#purpose,
          this.#textLabel,
          this.#text,
          this.#mistake,
          make("div", { class: "row" }, make("label", { for: "train-epochs" }, "Epochs"), this.#epochs, make("label", { for: "train-examples" }, "Examples"), this.#examples),
          make("div", { class: "row" }, this.#start),
          this.#own,
          make("details", {}, make("summary", {}, "What it builds"), this.#outline),
        ),
        make("div", { class: "stack" }, this.#run.element, this.#models.element),
      ),
    );
  }

  close() {
    clearTimeout(this.#timer);
    this.#stop.abort();
  }

  async begin() {
    try {
      await this.#models.fetch();
      const { recipes } = await getJson("/api/v1/recipes");
      recipes.forEach(({ name, text }) => this.#recipes.set(name, text));
      this.#choice.append(
        make("option", { value: OWN_HAND }, "my corrections: continue from the flagship"),
        ...KINDS.map(({ title }) =>
          make("optgroup", { label: title }, ...recipes.filter(({ name }) => this.#kindOf(name) === title).map(({ name }) => make("option", { value: name }, name))),
        ),
      );
      this.#choice.value = location.hash.endsWith(`/${OWN_HAND}`) ? OWN_HAND : "lenet5";
      this.#choose();
      const { runs } = await getJson("/api/v1/runs");
      if (runs.length > 0) {
        this.#run.show(runs.find((run) => run.state === "running") ?? runs[0]);
      }
    } catch (problem) {
      if (problem.status !== NO_LABORATORY) {
        throw problem;
      }
      this.#start.disabled = true;
      this.#mistake.textContent = problem.message;
    }
  }

  /** By its own text, with that of the recipes that it is based on. */
  #kindOf(name) {
    const text = this.#recipes.get(name) ?? "";
    const base = /^base: *(\S+)/m.exec(text)?.[1];
    const kind = KINDS.find(({ has }) => has.test(text));
    return kind === KINDS.at(-1) && base !== undefined ? this.#kindOf(base) : kind.title;
  }

  get #isOwnHand() {
    return this.#choice.value === OWN_HAND;
  }

  #choose() {
    this.#text.hidden = this.#isOwnHand;
    this.#textLabel.hidden = this.#isOwnHand;
    this.#purpose.textContent = this.#isOwnHand ? "Continues from the bundled network, with what you corrected." : purposeOf(this.#recipes.get(this.#choice.value) ?? "");
    this.#text.value = this.#recipes.get(this.#choice.value) ?? "";
    this.#own.textContent = this.#watched === "" ? "" : "The digits that you drew are read after each epoch, too. It does not learn from them.";
    this.#outlineSoon(0);
  }

  #outlineSoon(millis = OUTLINE_PAUSE_MILLIS) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#showOutline(), millis);
  }

  async #showOutline() {
    this.#complain("");
    if (this.#isOwnHand) {
      this.#outline.textContent = "The bundled network, taken on with your corrections beside 20,000 digits that it knows. Refused if it then reads those it never saw worse by more than 0.1 points.";
      return;
    }
    try {
      const { name, layers, epochs, data } = await postJson("/api/v1/recipes/outline", { recipe: this.#recipe });
      this.#outline.textContent = `${layers}\n${name}${epochs > 0 ? `, ${counted(epochs, "epoch")}` : ""} on ${data}`;
    } catch (problem) {
      this.#complain(withoutPlaces(problem.message));
    }
  }

  /** @param {string} mistake what is wrong with the recipe's text; nothing if empty */
  #complain(mistake) {
    this.#mistake.textContent = mistake;
    this.#text.setAttribute("aria-invalid", String(mistake !== ""));
  }

  /** The digits of the drawing, where the network that is chosen can read them. */
  get #watched() {
    const title = this.#kindOf(this.#choice.value);
    return !this.#isOwnHand && KINDS.some((kind) => kind.title === title && kind.readsDrawing) ? ownDigits() : "";
  }

  /** A text has more than one line; the service takes one line for a name. */
  get #recipe() {
    return this.#text.value.includes("\n") ? this.#text.value : `${this.#text.value}\n`;
  }

  async #begin() {
    this.#mistake.textContent = [mistakeIn(this.#epochs, "Epochs", 1), mistakeIn(this.#examples, "Examples", 0)].filter(Boolean).join(" ");
    if (this.#mistake.textContent !== "") {
      return;
    }
    this.#start.disabled = true;
    try {
      const what = this.#isOwnHand ? { finetune: OWN_HAND } : { recipe: this.#recipe };
      const watched = this.#watched === "" ? {} : { watched: this.#watched };
      const run = await postJson("/api/v1/runs", { ...what, ...watched, epochs: whole(this.#epochs), examples: whole(this.#examples) });
      this.#run.show(run);
    } catch (problem) {
      this.#mistake.textContent = withoutPlaces(problem.message);
    } finally {
      this.#start.disabled = false;
    }
  }
}

/** The digits of the drawing, each a line of its label and its pixels; empty where there is none. */
function ownDigits() {
  return answer.pieces
    .filter(({ isDigit, label, glyph }) => isDigit && glyph !== undefined && label !== "none")
    .slice(0, MAX_OWN)
    .map(({ digit, label, glyph }) => `${[label ?? digit, ...bytesOf(glyph)].join(",")}\n`)
    .join("");
}

/** What is wrong with a number that a person typed; nothing if empty. */
function mistakeIn(input, name, least) {
  const isWhole = Number.isInteger(input.valueAsNumber) && input.valueAsNumber >= least;
  const isLeftOut = input.value === "" && !input.validity.badInput;
  input.setAttribute("aria-invalid", String(!isWhole && !isLeftOut));
  return isWhole || isLeftOut ? "" : `${name} must be a whole number from ${least} on.`;
}

function whole(input) {
  return input.value === "" ? null : Number(input.value);
}

/** One run: its curves while they grow, and what can be done with it. */
class RunPanel {
  /** @type {AbortSignal} */
  signal;

  #heading = make("h2", {}, "No run yet");
  #state = make("p", { class: "run-state small", role: "status" });

  /** Changes several times a second: to be seen, not to be read out. */
  #step = make("p", { class: "small quiet" });

  #bar = make("progress", { max: 1, value: 0, "aria-label": "The whole run", hidden: true });
  #loss = new Curves("Loss", ["training", "validation"], (value) => value.toFixed(3));
  #accuracy = new Curves("Accuracy", ["training", "validation"], (value) => `${(100 * value).toFixed(1)} %`);
  #watchedNote = make("p", { class: "small quiet", hidden: true });
  #watched = make("ul", { class: "watched", hidden: true, "aria-label": "A few digits as it reads them now" });
  #stop = button("Stop", () => this.#tell("stop"), { hidden: true });
  #resume = button("Resume", () => this.#tell("resume"), { hidden: true });
  #report = make("a", { class: "button", target: "_blank", rel: "noopener", hidden: true, onclick: (event) => this.#fetchReport(event) }, "Open the report");
  #use = button("Use this model", () => this.#useIt(), { class: "primary", hidden: true });
  #changed;
  #following = new AbortController();

  #id;
  #total = 1;
  #batches = 1;
  #examples = 0;
  #epochs = [];

  /** @type {{x: number, loss: number, accuracy: number}[]} what was heard of single batches */
  #steps = [];

  /** The digits that are read anew after each epoch; only the first event of a run has their pixels. */
  #digits = [];

  /** The latest batch of the epoch that is under way. */
  #batch;

  constructor(changed) {
    this.#changed = changed;
    this.element = make(
      "div",
      { class: "card stack" },
      this.#heading,
      this.#state,
      this.#step,
      this.#bar,
      make("div", { class: "curve-pair" }, this.#loss.element, this.#accuracy.element),
      this.#watchedNote,
      this.#watched,
      make("div", { class: "row" }, this.#stop, this.#resume, this.#report, this.#use),
    );
    this.#draw();
  }

  /** @param {{id: string, state: string, message?: string}} run as the service describes it */
  show(run) {
    this.#following.abort();
    this.#following = new AbortController();
    this.#id = run.id;
    this.#epochs = [];
    this.#steps = [];
    this.#digits = [];
    this.#watched.hidden = true;
    this.#watchedNote.hidden = true;
    this.#batch = undefined;
    this.#heading.textContent = run.id;
    this.#is(run.state, run.message);
    this.#follow();
  }

  async #follow() {
    const signal = AbortSignal.any([this.signal, this.#following.signal]);
    try {
      await follow(`/api/v1/runs/${this.#id}/events`, (event) => this.#hear(event), signal);
    } catch (problem) {
      showProblem(problem);
    }
  }

  #hear({ name, data }) {
    if (name === "begun") {
      this.#is("running", "");
    } else if (name === "started") {
      this.#total = data.epochs;
      this.#batches = data.batches;
      this.#examples = data.examples;
      this.#state.textContent = `Running: ${counted(data.examples, "example")}, ${counted(data.epochs, "epoch")} of ${data.batches === 1 ? "1 batch" : `${data.batches} batches`}`;
    } else if (name === "step") {
      this.#batch = data;
      const done = data.epoch - 1 + data.batch / this.#batches;
      this.#steps.push({ x: done, loss: data.loss, accuracy: data.accuracy });
      if (this.#steps.length > MAX_STEPS) {
        this.#steps = this.#steps.filter((_, i) => i % 2 === 1);
      }
      const left = ((this.#total - done) * this.#examples) / Math.max(1, data.imagesPerSecond);
      this.#step.textContent = `epoch ${data.epoch} of ${this.#total}, batch ${data.batch} of ${this.#batches}, ${Math.round(data.imagesPerSecond).toLocaleString("en")} images/s, ${timeLeft(left)}`;
    } else if (name === "epoch") {
      this.#batch = undefined;
      this.#epochs = [...this.#epochs.filter((epoch) => epoch.epoch !== data.epoch), data];
    } else if (name === "watched") {
      this.#digits = data.digits.map((digit, i) => ({ before: digit.answer, ...this.#digits[i], ...digit }));
      const when = data.epoch === 0 ? "before it learned" : `after epoch ${data.epoch}`;
      this.#watchedNote.textContent = `${counted(data.digits.length, "digit")} as it reads them ${when}: ${data.digits.filter(({ label, answer }) => label === answer).length} right.`;
      this.#watchedNote.hidden = false;
      this.#watched.hidden = false;
      this.#watched.replaceChildren(...this.#digits.map(watchedDigit));
    } else if (name === "ended") {
      this.#is(data.state, data.message);
    }
    this.#draw();
  }

  #is(state, message) {
    const running = state === "running";
    const done = state === "done";
    this.#state.textContent = running ? "Getting ready" : endOfRun(state, message);
    this.#state.classList.toggle("error", state === "failed");
    this.#step.textContent = "";
    this.#bar.hidden = !running;
    this.#stop.hidden = !running;
    this.#stop.disabled = false;
    this.#resume.hidden = running || done;
    this.#report.hidden = !done;
    this.#report.href = `/api/v1/runs/${this.#id}/report`;
    this.#use.hidden = !done;
    if (done) {
      this.#changed();
    }
  }

  #draw() {
    const now = this.#batch && { x: this.#batch.epoch - 1 + this.#batch.batch / this.#batches };
    const curve = (key) => this.#epochs.map((epoch) => ({ x: epoch.epoch, y: epoch[key] }));
    // Steps are finer than epochs, but of epochs before the page was opened nothing else is known.
    const from = this.#steps[0]?.x ?? Infinity;
    const training = (key) => [...curve(key).filter(({ x }) => x < from), ...this.#steps.map((step) => ({ x: step.x, y: step[key] }))];
    this.#loss.show([training("loss"), curve("validationLoss")], this.#total);
    this.#accuracy.show([training("accuracy"), curve("validationAccuracy")], this.#total);
    this.#bar.value = (now?.x ?? this.#epochs.length) / this.#total;
  }

  async #tell(what) {
    this.#stop.disabled = true;
    try {
      await postJson(`/api/v1/runs/${this.#id}/${what}`, {});
      if (what === "resume") {
        this.show({ id: this.#id, state: "running" });
      } else {
        this.#state.textContent = "Stopping after this batch";
      }
    } catch (problem) {
      this.#stop.disabled = false;
      showProblem(problem);
    }
  }

  /** A tab of its own cannot send an API key: where there is one, the report is downloaded. */
  async #fetchReport(event) {
    if (!hasKey()) {
      return;
    }
    event.preventDefault();
    try {
      const response = await ask(this.#report.getAttribute("href"));
      const link = make("a", { href: URL.createObjectURL(await response.blob()), download: `${this.#id}.html` });
      link.click();
      URL.revokeObjectURL(link.href);
    } catch (problem) {
      showProblem(problem);
    }
  }

  async #useIt() {
    try {
      await use(this.#id);
      this.#changed();
    } catch (problem) {
      showProblem(problem);
    }
  }
}

/** One digit, what the network takes it for, and what it took it for before it learned. */
function watchedDigit({ height, width, pixels, label, before, answer, probability, own }) {
  const canvas = make("canvas", { class: "pixels", "aria-hidden": "true" });
  drawPlane(canvas, Planes.of(Array.from(bytesOf(pixels)), height, width, 255), 0);
  const right = label === answer;
  return make(
    "li",
    { class: right ? "right" : "wrong" },
    canvas,
    make("span", { class: "small" }, right ? answer : `${answer}, not ${label}`),
    make("span", { class: "small quiet" }, before === answer ? percent(probability) : `was ${before}`),
    own ? make("span", { class: "small" }, "yours") : "",
  );
}

/** The models that there are, and the one that reads. */
class ModelPanel {
  #list = make("ul", { class: "models" });

  constructor() {
    this.element = make("div", { class: "card stack" }, make("h2", {}, "Models"), this.#list);
  }

  async fetch() {
    const { models } = await getJson("/api/v1/models");
    this.#list.replaceChildren(...models.map((model, i) => this.#row(model, i === 0)));
  }

  #row(model, reads) {
    const accuracy = model.figures?.["validation.accuracy"];
    const words = model.error !== undefined ? withoutPlaces(model.error) : (accuracy === undefined ? "" : `${(100 * accuracy).toFixed(2)} % on validation`);
    return make(
      "li",
      { class: "row spread" },
      make("span", {}, make("strong", {}, model.name), " ", make("span", { class: "small quiet" }, words)),
      reads
        ? make("span", { class: "small reads" }, "reads now")
        : button(model.bundled ? "Back to the bundled one" : "Use", () => this.#use(model.name), { disabled: model.error !== undefined }),
    );
  }

  async #use(name) {
    try {
      await use(name);
      await this.fetch();
    } catch (problem) {
      showProblem(problem);
    }
  }
}

async function use(name) {
  await ask("/api/v1/models/current", {
    method: "PUT",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ name }),
  });
  dispatchEvent(new CustomEvent("model", { detail: name }));
}
