/** The view "Read a picture": files in, boxes and digits over them, the digits as text or table out. */
import { piecesOf, signsOf } from "./answer.js";
import { correct, read } from "./api.js";
import { percent } from "./bars.js";
import { boxOf, svg } from "./boxes.js";
import { DigitPanel, labelName } from "./digit-panel.js";
import { button, make } from "./make.js";
import { showProblem } from "./notice.js";
import { FORMATS, printed, rowOf } from "./printed.js";
import { counted, faultOfFile } from "./words.js";

const ACCEPTED = "image/png,image/jpeg,image/webp,image/gif,image/bmp,image/tiff,image/heic,image/avif,application/pdf";

/** A character over a box is so high, as a share of the picture's longer side. */
const LABEL_SHARE = 0.032;

/** What the service answers where the file is to blame; the next one may be well. */
const FAULTS_OF_A_FILE = new Set([400, 413, 415, 422]);

let page;

export function mount(section) {
  page = new PicturePage(section);
}

export function unmount() {
  page.close();
}

class PicturePage {
  #files = make("input", { type: "file", accept: ACCEPTED, multiple: true, class: "visually-hidden", id: "files", onchange: () => this.#take(this.#files) });
  #camera = make("input", { type: "file", accept: "image/*", capture: "environment", class: "visually-hidden", id: "camera", onchange: () => this.#take(this.#camera) });
  #keep = make("input", { type: "checkbox", checked: true });
  #zone;
  #status = make("p", { class: "small quiet", role: "status" });
  #tools = make("div", { class: "row", hidden: true });
  #pages = make("div", { class: "stack" });
  #panel = new DigitPanel("Choose a digit to see what else it could be.", (label) => this.#correct(label));
  #two;
  #stop = new AbortController();

  /** @type {PageCard[]} */
  #cards = [];

  /** @type {PageCard | undefined} the card whose piece is looked at */
  #chosen;

  constructor(section) {
    const { signal } = this.#stop;
    this.#zone = make(
      "div",
      { class: "zone" },
      make("p", {}, make("strong", {}, "Drop a picture here"), ", paste one, or"),
      make(
        "div",
        { class: "row" },
        this.#files,
        make("label", { for: "files", class: "button primary" }, "Choose a file"),
        this.#camera,
        make("label", { for: "camera", class: "button camera" }, "Take a photo"),
      ),
      make("p", { class: "small quiet" }, "PNG, JPEG, WebP, TIFF, GIF, BMP, or PDF with many pages"),
      make("label", { class: "small" }, this.#keep, "Keep the digits for review (never the picture)"),
    );
    this.#tools.append(
      button("Copy the text", () => this.#copy()),
      ...Object.entries(FORMATS).map(([format, { title }]) => button(title, () => this.#download(format))),
      button("Start again", () => this.#clear()),
    );
    this.#two = make("div", { class: "two", hidden: true }, this.#pages, make("div", { class: "beside" }, this.#panel.element));
    section.append(make("h1", {}, "Read a picture"), this.#zone, this.#status, this.#tools, this.#two);
    addEventListener("paste", (event) => this.#read([...event.clipboardData.files]), { signal });
    addEventListener("dragover", (event) => this.#dragged(event, true), { signal });
    addEventListener("dragleave", (event) => this.#dragged(event, false), { signal });
    addEventListener("drop", (event) => {
      this.#dragged(event, false);
      this.#read([...event.dataTransfer.files]);
    }, { signal });
  }

  close() {
    this.#stop.abort();
  }

  #dragged(event, over) {
    event.preventDefault();
    this.#zone.classList.toggle("over", over);
  }

  #take(input) {
    const files = [...input.files];
    input.value = "";
    return this.#read(files);
  }

  async #read(files) {
    for (const file of files) {
      this.#status.textContent = `Reading ${file.name} …`;
      try {
        const wishes = { file: file.name, detail: true, picture: true, keep: this.#keep.checked };
        for (const reading of await read(file, wishes)) {
          this.#add(reading);
        }
      } catch (problem) {
        if (FAULTS_OF_A_FILE.has(problem.status)) {
          this.#add({ file: file.name, error: faultOfFile(problem, file.name) });
        } else {
          showProblem(problem);
        }
      }
    }
    this.#status.textContent = this.#count();
  }

  #count() {
    const digits = this.#cards.flatMap((card) => card.pieces).filter((piece) => piece.isDigit);
    const doubtful = digits.filter((piece) => piece.doubtful).length;
    const pages = this.#cards.filter((card) => card.reading.error === undefined).length;
    if (pages === 0) {
      return "";
    }
    return `${counted(digits.length, "digit")} on ${counted(pages, "page")}${doubtful > 0 ? `, ${doubtful} of them doubtful` : ""}.`;
  }

  #add(reading) {
    const card = new PageCard(reading, (chosen) => this.#choose(chosen));
    this.#cards.push(card);
    this.#pages.append(card.element);
    this.#tools.hidden = false;
    this.#two.hidden = false;
    this.#zone.classList.add("again");
    if (this.#cards.length === 1 && card.pieces.length > 0) {
      card.select(0);
    }
  }

  #choose(card) {
    if (this.#chosen !== card) {
      this.#chosen?.deselect();
      this.#chosen = card;
    }
    this.#panel.show(card.piece);
  }

  async #correct(label) {
    const { reading, piece } = this.#chosen;
    if (reading.id === undefined) {
      this.#status.textContent = "This reading is not kept, so there is nothing to correct: tick “Keep the digits” and read the picture again.";
      return;
    }
    try {
      await correct({ reading: reading.id, line: piece.line, position: piece.position }, label);
      piece.label = label ?? undefined;
      this.#chosen.select(this.#chosen.selected);
      this.#status.textContent = label === null ? `Taken back: digit ${piece.position} of line ${piece.line} is “${piece.digit}” again.` : `Kept: digit ${piece.position} of line ${piece.line} is “${labelName(label)}”.`;
    } catch (problem) {
      showProblem(problem);
    }
  }

  async #copy() {
    try {
      await navigator.clipboard.writeText(this.#printed("text"));
      this.#status.textContent = "Copied.";
    } catch {
      showProblem("The browser did not let the page copy; download the text instead.");
    }
  }

  #download(format) {
    const { type, ending } = FORMATS[format];
    const link = make("a", { href: URL.createObjectURL(new Blob([this.#printed(format)], { type })), download: `readings.${ending}` });
    link.click();
    URL.revokeObjectURL(link.href);
  }

  #printed(format) {
    return printed(format, this.#cards.map((card) => ({ reading: card.reading, pieces: card.pieces, signs: card.signs })));
  }

  #clear() {
    this.#cards = [];
    this.#chosen = undefined;
    this.#pages.replaceChildren();
    this.#panel.show(undefined);
    this.#tools.hidden = true;
    this.#two.hidden = true;
    this.#zone.classList.remove("again");
    this.#status.textContent = "";
  }
}

/** One page that was read, or a file that could not be. */
class PageCard {
  selected = -1;
  #choose;
  #boxes;
  #text = make("div", { class: "page-text" });

  /**
   * @param {object} reading as the service answers
   * @param {(card: PageCard) => void} choose called when a piece is selected
   */
  constructor(reading, choose) {
    this.reading = reading;
    this.pieces = reading.error === undefined ? piecesOf(reading) : [];
    this.signs = reading.error === undefined ? signsOf(reading) : [];
    this.#choose = choose;
    const name = reading.page > 1 ? `${reading.file}, page ${reading.page}` : reading.file;
    this.element = make("article", { class: "card stack" }, make("h2", {}, name));
    if (reading.error !== undefined) {
      this.element.append(make("p", { class: "error" }, reading.error));
      return;
    }
    const { width, height, jpeg } = reading.picture;
    this.#boxes = svg("svg", { viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" });
    this.#boxes.addEventListener("click", (event) => this.#clicked(event));
    const figure = make("figure", { class: "page-picture" }, make("img", { src: `data:image/jpeg;base64,${jpeg}`, alt: `${name}, with a box around each digit that was read`, width, height }));
    figure.append(this.#boxes);
    this.element.append(figure, this.#text);
    this.#show();
  }

  get piece() {
    return this.pieces[this.selected];
  }

  select(index) {
    this.selected = index;
    this.#show();
    this.#choose(this);
  }

  deselect() {
    this.selected = -1;
    this.#show();
  }

  #clicked(event) {
    const box = event.target.closest(".box:not(.sign)");
    if (box) {
      this.select([...this.#boxes.children].indexOf(box));
    }
  }

  #show() {
    const { width, height } = this.reading.picture;
    const unit = LABEL_SHARE * Math.max(width, height);
    this.#boxes.replaceChildren(
      ...this.pieces.map((piece, i) => boxOf(piece, i === this.selected, unit)),
      ...this.signs.map((sign) => boxOf(sign, false, unit)),
    );
    const focused = [...this.#text.querySelectorAll("button")].indexOf(document.activeElement);
    this.#text.replaceChildren(...this.#lines());
    this.#text.querySelectorAll("button")[focused]?.focus();
  }

  #lines() {
    const rejected = this.pieces.filter((piece) => !piece.isDigit);
    const lines = this.reading.lines.map((line, row) =>
      make(
        "div",
        { class: "row" },
        make("div", { class: "digits", role: "group", "aria-label": `Line ${row + 1}` }, ...this.#line(row + 1)),
        make("span", { class: "row-sure small quiet" }, this.#sureness(line, row + 1)),
      ),
    );
    if (this.pieces.length === 0) {
      return [make("p", { class: "quiet" }, "Nothing is written here.")];
    }
    if (rejected.length > 0) {
      lines.push(
        make("div", { class: "row small quiet" }, "Left out:", ...rejected.map((piece) => this.#button(piece))),
      );
    }
    return lines;
  }

  /** How likely all of a row is right, as long as nobody has said more of it. */
  #sureness({ confidence }, number) {
    const told = this.pieces.some((piece) => piece.line === number && piece.label !== undefined);
    return told ? "with what you said" : `the whole row: ${percent(confidence)}`;
  }

  /** Its digits to choose from, with the signs where they were written. */
  #line(number) {
    return rowOf(this, number).map((mark) => (mark.sign === undefined ? this.#button(mark) : make("span", { class: "sign" }, mark.sign)));
  }

  #button(piece) {
    const index = this.pieces.indexOf(piece);
    const text = piece.isDigit ? labelText(piece) : piece.reason;
    const kind = [piece.isDigit ? "digit" : "small", piece.doubtful && piece.label === undefined && "doubt", piece.label !== undefined && "told"];
    return make("button", { type: "button", class: kind.filter(Boolean).join(" "), "aria-label": kind.includes("doubt") && `${text}, doubtful`, "aria-pressed": String(index === this.selected), onclick: () => this.select(index) }, text);
  }
}

function labelText(piece) {
  return piece.label === undefined ? String(piece.digit) : piece.label === "none" ? "–" : piece.label;
}
