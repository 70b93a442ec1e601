/** The view "Read a picture": files in, boxes and digits over them, the digits as text or table out. */
import { DigitPanel, labelName } from "./digit-panel.js";
import { button, make } from "./make.js";
import { showProblem } from "./notice.js";
import { PageCard } from "./page-card.js";
import { pictures } from "./pictures.js";
import { isNamed, placeOf } from "./pieces.js";
import { FORMATS, printed } from "./printed.js";
import { counted } from "./words.js";

const ACCEPTED = "image/png,image/jpeg,image/webp,image/gif,image/bmp,image/tiff,image/heic,image/avif,application/pdf";

/** Where there is no room beside a picture, as views.css has it. */
const NARROW = "(max-width: 51.99rem)";

/** For who has no picture at hand. */
const SAMPLES = { "sample.jpg": "three rows", "page.jpg": "a ruled page" };

let page;

export function mount(section, place) {
  page = new PicturePage(section);
  return page.go(place);
}

export function go(place) {
  return page.go(place);
}

export function unmount() {
  page.close();
}

class PicturePage {
  #files = make("input", { type: "file", accept: ACCEPTED, multiple: true, class: "visually-hidden", id: "files", onchange: () => this.#take(this.#files) });
  #camera = make("input", { type: "file", accept: "image/*", capture: "environment", class: "visually-hidden", id: "camera", onchange: () => this.#take(this.#camera) });
  #keep = make("input", { type: "checkbox", checked: pictures.keeps, onchange: () => (pictures.keeps = this.#keep.checked) });
  #zone;
  #bar = make("progress", { max: 1, "aria-label": "The pages of this file" });
  #under = make("span", { class: "small", role: "status" });
  #halt = button("Stop", () => pictures.stop());
  #progress = make("div", { class: "row reading-now", hidden: true }, this.#bar, this.#under, this.#halt);
  #status = make("p", { class: "small quiet", role: "status" });
  #again = button("Start again", () => pictures.clear());
  #tools = make("div", { class: "row", hidden: true });
  #list = make("div", { class: "stack" });
  #panel = new DigitPanel("Choose a digit to see what else it could be.", (label) => this.#correct(label));
  #beside;
  #two;
  #stop = new AbortController();

  /** @type {Map<import("./read-page.js").ReadPage, PageCard>} */
  #cards = new Map();

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
        make("label", { for: "files", class: "button primary" }, "Choose files"),
        this.#camera,
        make("label", { for: "camera", class: "button camera" }, "Take a photo"),
      ),
      make("p", { class: "small quiet" }, "PNG, JPEG, WebP, TIFF, GIF, BMP, or PDF with many pages"),
      make("div", { class: "row samples small" }, "Try", ...Object.entries(SAMPLES).map(([file, title]) => button(title, () => readSample(file), { class: "link small" }))),
      make("label", { class: "small" }, this.#keep, "Keep the digits for review (never the picture)"),
    );
    this.#tools.append(
      button("Copy the text", () => this.#copy()),
      ...Object.entries(FORMATS).map(([format, { title }]) => button(title, () => this.#download(format))),
      this.#again,
    );
    this.#beside = make("div", { class: "beside" }, button("Close", () => this.#openSheet(false), { class: "sheet-close small" }), this.#panel.element);
    this.#two = make("div", { class: "two", hidden: true }, this.#list, this.#beside);
    section.append(make("h1", {}, "Read a picture"), this.#zone, this.#progress, this.#status, this.#tools, this.#two);
    pictures.addEventListener("change", () => this.#show(), { signal });
    pictures.addEventListener("progress", () => this.#showProgress(), { signal });
    pictures.addEventListener("choice", () => (this.#showChoice(), this.#keepPlace()), { signal });
    addEventListener("keydown", (event) => event.key === "Escape" && this.#openSheet(false), { signal });
    this.#show();
    this.#showProgress();
    this.#showChoice();
  }

  /** @param {string} place such as "12/2.1": the page's key, and perhaps line and position of a digit */
  async go(place) {
    if (place === "") {
      this.#keepPlace();
      return;
    }
    const [key, digit] = place.split("/");
    const opened = await pictures.open(key);
    const index = digit === undefined ? 0 : opened.pieces.findIndex((piece) => placeOf(piece) === digit);
    if (index >= 0 && index < opened.pieces.length) {
      pictures.choose(opened, index);
    }
    this.#cards.get(opened)?.element.scrollIntoView({ block: "nearest" });
    this.#openSheet(digit !== undefined && index >= 0);
  }

  #choose(of, index) {
    pictures.choose(of, index);
    this.#openSheet(true);
  }

  /** On a phone the chosen digit lies in a sheet over its picture; elsewhere it is always beside it. */
  #openSheet(isOpen) {
    this.#beside.classList.toggle("open", isOpen);
    if (isOpen && matchMedia(NARROW).matches) {
      this.#list.querySelector(".box.selected")?.scrollIntoView({ block: "start" });
    }
  }

  close() {
    this.#stop.abort();
  }

  #take(input) {
    const files = [...input.files];
    input.value = "";
    return readFiles(files);
  }

  #show() {
    const { pages } = pictures;
    const cards = pages.map((each) => this.#cards.get(each) ?? new PageCard(each, (index) => this.#choose(each, index)));
    this.#cards = new Map(cards.map((card) => [card.page, card]));
    const elements = cards.map((card) => card.element);
    if (elements.length !== this.#list.children.length || elements.some((each, i) => this.#list.children[i] !== each)) {
      this.#list.replaceChildren(...elements);
    }
    this.#tools.hidden = pages.length === 0;
    this.#two.hidden = pages.length === 0;
    this.#zone.classList.toggle("again", pages.length > 0);
    this.#status.textContent = count();
  }

  #showProgress() {
    const { progress, isStopping } = pictures;
    this.#progress.hidden = progress === undefined;
    this.#again.disabled = progress !== undefined;
    this.#halt.disabled = isStopping;
    if (progress === undefined) {
      return;
    }
    const { file, page, of, waiting } = progress;
    const which = of > 1 ? `${file}, page ${page} of ${of}` : file;
    const more = waiting > 0 ? `; ${counted(waiting, "more file")} to come` : "";
    this.#under.textContent = isStopping ? `Stopping after ${which} …` : `Reading ${which} …${more}`;
    this.#bar.value = (page - 1) / of;
  }

  #showChoice() {
    const { chosen } = pictures;
    this.#cards.forEach((card, each) => card.show(each === chosen?.page ? chosen.index : -1));
    const piece = chosen?.page.pieces[chosen.index];
    this.#panel.show(piece, undefined, piece && `/${chosen.page.key}/${placeOf(piece)}`);
  }

  /** The address has what is looked at, for a reload and for others. */
  #keepPlace() {
    const { chosen } = pictures;
    const piece = chosen?.page.pieces[chosen.index];
    const place = piece === undefined ? "" : `/${placeOf(piece)}`;
    history.replaceState(null, "", chosen === undefined ? "#/picture" : `#/picture/${chosen.page.key}${place}`);
  }

  async #correct(label) {
    const { page: of, index } = pictures.chosen;
    const piece = of.pieces[index];
    if (!of.isKept) {
      this.#status.textContent = "This reading is not kept, so there is nothing to correct: tick “Keep the digits” and read the picture again.";
      return;
    }
    try {
      await pictures.correct(of, piece, label);
      this.#status.textContent = said(piece, label);
    } catch (problem) {
      showProblem(problem);
    }
  }

  async #copy() {
    try {
      await navigator.clipboard.writeText(printed("text", pictures.pages));
      this.#status.textContent = "Copied.";
    } catch {
      showProblem("The browser did not let the page copy; download the text instead.");
    }
  }

  #download(format) {
    const { type, ending } = FORMATS[format];
    const link = make("a", { href: URL.createObjectURL(new Blob([printed(format, pictures.pages)], { type })), download: `readings.${ending}` });
    link.click();
    URL.revokeObjectURL(link.href);
  }
}

/** Reads files, wherever they come from, and says what goes wrong. */
export async function readFiles(files) {
  try {
    await pictures.read(files);
  } catch (problem) {
    showProblem(problem);
  }
}

async function readSample(file) {
  try {
    const response = await fetch(`/web/samples/${file}`);
    await readFiles([new File([await response.blob()], file, { type: "image/jpeg" })]);
  } catch {
    showProblem("The sample did not come; see whether the service still runs.");
  }
}

function said(piece, label) {
  const { isDigit, digit, line, position } = piece;
  const where = isDigit ? `digit ${position} of line ${line}` : "what was left out";
  if (label !== null) {
    return `Kept: ${where} is “${labelName(label)}”.`;
  }
  return isDigit ? `Taken back: ${where} is “${digit}” again.` : "Taken back: it is left out again.";
}

function count() {
  const digits = pictures.pages.flatMap((each) => each.pieces).filter((piece) => piece.isDigit || isNamed(piece));
  const doubtful = digits.filter((piece) => piece.doubtful && piece.label === undefined).length;
  const pages = pictures.pages.filter((each) => each.reading.error === undefined).length;
  if (pages === 0) {
    return "";
  }
  return `${counted(digits.length, "digit")} on ${counted(pages, "page")}${doubtful > 0 ? `, ${doubtful} of them doubtful` : ""}.`;
}
