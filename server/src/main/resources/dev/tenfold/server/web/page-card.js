/** One page that was read: its picture with boxes, and beside it the text, each linked to the other. */
import { percent } from "./bars.js";
import { boxOf, svg } from "./boxes.js";
import { bytesOf, SIDE } from "./glyph.js";
import { button, make } from "./make.js";
import { isNamed, rowsOf } from "./pieces.js";

/** A character over a box is so high, as a share of the picture's longer side. */
const LABEL_SHARE = 0.032;

/** Where the picture is not kept, its digits are drawn again, on so many pixels. */
const DRAWN_PIXELS = 1200;

/** A smaller picture is shown enlarged to about so many pixels, by a whole factor where it is tiny. */
const SMALL_PIXELS = 480;

/** Whose pixels are shown as squares: a picture that is enlarged further than this. */
const TINY = 4;

/** How far a picture can be enlarged beyond its room, and in which steps. */
const MAX_ZOOM = 8;
const ZOOM_STEP = 1.5;

/** A digit's longer side in a glyph. */
const INK_SIDE = 20;

export class PageCard {
  /** @type {import("./read-page.js").ReadPage} */
  page;

  #selected = -1;
  #choose;
  #boxes;
  #text = make("div", { class: "page-text" });
  #showsLeftOut = false;
  #zoom = 1;
  #view;
  #zoomOut;
  #zoomIn;

  /**
   * @param {import("./read-page.js").ReadPage} page
   * @param {(index: number) => void} choose called when a piece is chosen
   */
  constructor(page, choose) {
    this.page = page;
    this.#choose = choose;
    this.element = make("article", { class: "card stack page-card" }, make("h2", {}, page.name));
    if (page.reading.error !== undefined) {
      this.element.append(make("p", { class: "error" }, page.reading.error));
      return;
    }
    const figure = this.#figure();
    this.element.append(make("div", { class: figure ? "page-body" : "" }, figure, this.#text));
    this.#link(this.#text);
    this.show(-1);
  }

  /** @param {number} selected the piece that is looked at; -1 for none on this page */
  show(selected) {
    if (this.page.reading.error !== undefined) {
      return;
    }
    this.#selected = selected;
    this.#showsLeftOut ||= this.page.pieces[selected]?.isDigit === false;
    this.#showBoxes();
    const focused = [...this.#text.querySelectorAll("button")].findIndex((each) => each === document.activeElement);
    this.#text.replaceChildren(...this.#lines());
    this.#text.querySelectorAll("button")[focused]?.focus();
  }

  /** Nothing where there is neither a picture nor anything to draw. */
  #figure() {
    const { reading, pieces, signs, frame, name } = this.page;
    if (reading.picture === undefined && pieces.length + signs.length === 0) {
      return undefined;
    }
    const { x, y, width, height } = frame;
    this.#boxes = svg("svg", { viewBox: `${x} ${y} ${width} ${height}`, "aria-hidden": "true" });
    this.#boxes.addEventListener("click", (event) => this.#clicked(event));
    this.#link(this.#boxes);
    const figure = make("figure", { class: "page-picture" }, reading.picture === undefined ? drawn(this.page) : photo(reading.picture, name));
    figure.append(this.#boxes);
    this.#view = make("div", { class: "page-view" }, figure);
    this.#view.addEventListener("wheel", (event) => this.#wheeled(event), { passive: false });
    this.#zoomOut = button("Smaller", () => this.#zoomTo(this.#zoom / ZOOM_STEP), { class: "small", disabled: true });
    this.#zoomIn = button("Larger", () => this.#zoomTo(this.#zoom * ZOOM_STEP), { class: "small" });
    return make(
      "div",
      { class: "stack" },
      this.#view,
      make("div", { class: "row" }, this.#zoomOut, this.#zoomIn),
      reading.picture === undefined && make("p", { class: "small quiet" }, "The picture is not kept. These are its digits, as the network saw them."),
    );
  }

  /** The wheel alone scrolls the page; with Ctrl, or two fingers on a pad, it enlarges the picture. */
  #wheeled(event) {
    if (event.ctrlKey) {
      event.preventDefault();
      this.#zoomTo(this.#zoom * stepOf(event), event);
    }
  }

  /**
   * @param {number} zoom 1 where all of the picture is seen
   * @param {{clientX: number, clientY: number}} [at] the place that stays where it is; else the middle
   */
  #zoomTo(zoom, at) {
    const view = this.#view;
    const figure = view.firstElementChild;
    const before = figure.getBoundingClientRect();
    const room = view.getBoundingClientRect();
    const x = at === undefined ? room.left + room.width / 2 : at.clientX;
    const y = at === undefined ? room.top + room.height / 2 : at.clientY;
    const width = before.width / this.#zoom;
    const height = before.height / this.#zoom;
    this.#zoom = Math.min(MAX_ZOOM, Math.max(1, zoom));
    const isLarge = this.#zoom > 1;
    view.classList.toggle("zoomed", isLarge);
    view.style.maxHeight = isLarge ? `${Math.max(height, 240)}px` : "";
    figure.style.width = isLarge ? `${width * this.#zoom}px` : "";
    // What scrolls can be reached by keys.
    if (isLarge) {
      view.tabIndex = 0;
    } else {
      view.removeAttribute("tabindex");
    }
    const after = figure.getBoundingClientRect();
    view.scrollLeft += after.left + ((x - before.left) / before.width) * after.width - x;
    view.scrollTop += after.top + ((y - before.top) / before.height) * after.height - y;
    this.#zoomOut.disabled = !isLarge;
    this.#zoomIn.disabled = this.#zoom === MAX_ZOOM;
  }

  #showBoxes() {
    if (this.#boxes === undefined) {
      return;
    }
    const { pieces, signs, frame } = this.page;
    const unit = LABEL_SHARE * Math.max(frame.width, frame.height);
    const boxes = pieces.map((piece, i) => {
      const box = boxOf(piece, i === this.#selected, unit);
      box.dataset.index = String(i);
      return box;
    });
    this.#boxes.replaceChildren(...boxes, ...signs.map((sign) => boxOf(sign, false, unit)));
  }

  #clicked(event) {
    const box = event.target.closest("[data-index]");
    if (box) {
      this.#choose(Number(box.dataset.index));
    }
  }

  /** What the pointer or the focus is on is marked in the picture and in the text. */
  #link(part) {
    const mark = (event) => this.#mark(event.target.closest?.("[data-index]")?.dataset.index);
    const unmark = () => this.#mark(undefined);
    part.addEventListener("pointerover", mark);
    part.addEventListener("focusin", mark);
    part.addEventListener("pointerleave", unmark);
    part.addEventListener("focusout", unmark);
  }

  #mark(index) {
    for (const each of this.element.querySelectorAll("[data-index]")) {
      each.classList.toggle("linked", each.getAttribute("data-index") === index);
    }
  }

  #lines() {
    if (this.page.pieces.length === 0) {
      return [make("p", { class: "quiet" }, "Nothing is written here.")];
    }
    const rows = rowsOf(this.page).map(({ line, marks }, row) =>
      make(
        "div",
        { class: "page-row" },
        make("div", { class: "digits", role: "group", "aria-label": `Line ${row + 1}` }, ...marks.map((mark) => this.#written(mark))),
        make("span", { class: "row-sure small quiet" }, this.#sureness(line, marks)),
      ),
    );
    return [...rows, this.#leftOut()];
  }

  /** What is no digit, folded until it is asked for. */
  #leftOut() {
    const refused = this.page.pieces.filter((piece) => !piece.isDigit && !isNamed(piece));
    if (refused.length === 0) {
      return "";
    }
    return make(
      "details",
      { class: "left-out small quiet", open: this.#showsLeftOut, ontoggle: (event) => (this.#showsLeftOut = event.target.open) },
      make("summary", {}, `Left out: ${refused.length}`),
      make("div", { class: "row" }, ...refused.map((piece) => this.#button(piece))),
    );
  }

  /** How likely all of a row is right, as long as nobody has said more of it. */
  #sureness(line, marks) {
    const corrected = marks.some((mark) => mark.label !== undefined);
    return corrected ? "with what you said" : `the whole row: ${percent(this.page.reading.lines[line - 1].confidence)}`;
  }

  /** A digit to choose, or a sign where it was written. */
  #written(mark) {
    return mark.sign === undefined ? this.#button(mark) : make("span", { class: "sign" }, mark.sign);
  }

  #button(piece) {
    const index = this.page.pieces.indexOf(piece);
    const isRead = piece.isDigit || isNamed(piece);
    const text = isRead ? labelText(piece) : piece.label === "none" ? "no digit" : piece.reason;
    const kind = [isRead ? "digit" : "small", piece.doubtful && piece.label === undefined && "doubt", piece.label !== undefined && "corrected"];
    return make(
      "button",
      {
        type: "button",
        class: kind.filter(Boolean).join(" "),
        "data-index": index,
        "aria-label": kind.includes("doubt") && `${text}, doubtful`,
        "aria-pressed": String(index === this.#selected),
        onclick: () => this.#choose(index),
      },
      text,
    );
  }
}

function labelText(piece) {
  return piece.label === undefined ? String(piece.digit) : piece.label === "none" ? "–" : piece.label;
}

function stepOf({ deltaY }) {
  return Math.exp(-deltaY / 200);
}

function photo({ width, height, jpeg }, name) {
  const factor = SMALL_PIXELS / Math.max(width, height);
  const shown = Math.round(width * (factor > TINY ? Math.floor(factor) : factor));
  const enlarged = factor > 1 && { class: factor > TINY ? "enlarged tiny" : "enlarged", "--shown": `${shown}px` };
  return make("img", { ...enlarged, src: `data:image/jpeg;base64,${jpeg}`, alt: `${name}, with a box around each digit that was read`, width, height });
}

/** A page of what the network saw, each digit where it was. */
function drawn({ frame, pieces, name }) {
  const scale = DRAWN_PIXELS / Math.max(frame.width, frame.height);
  const canvas = make("canvas", { class: "drawn", width: Math.round(frame.width * scale), height: Math.round(frame.height * scale), role: "img", "aria-label": `${name}: its digits, as the network saw them` });
  const pen = canvas.getContext("2d");
  pen.scale(scale, scale);
  pen.translate(-frame.x, -frame.y);
  for (const { glyph, box: [x, y, width, height] } of pieces.filter((piece) => piece.glyph)) {
    const side = (Math.max(width, height) * SIDE) / INK_SIDE;
    pen.drawImage(glyphPicture(glyph), x + (width - side) / 2, y + (height - side) / 2, side, side);
  }
  return canvas;
}

function glyphPicture(glyph) {
  const picture = new OffscreenCanvas(SIDE, SIDE);
  const pen = picture.getContext("2d");
  const pixels = pen.createImageData(SIDE, SIDE);
  bytesOf(glyph).forEach((ink, i) => pixels.data.set([28, 29, 33, ink], 4 * i));
  pen.putImageData(pixels, 0, 0);
  return picture;
}
