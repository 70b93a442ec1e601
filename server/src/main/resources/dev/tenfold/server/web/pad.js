/** The pad: the shared drawing, and the pens, fingers, mice and keys that draw on it. */
import { boxOf, svg } from "./boxes.js";
import { drawing, HEIGHT, THINNEST, WIDEST, WIDTH } from "./drawing.js";
import { EXAMPLES } from "./examples.js";
import { button, make } from "./make.js";
import { paint } from "./paint.js";

const STEP = 12;
const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const LABEL_HEIGHT = 24;

/** In units: a hand that rests moves no further. */
const RESTING = 10;

/** A palm lies on so many times a fingertip's width. */
const PALM = 2;

/** After a pen, until a touch is no longer the hand that holds it. */
const PEN_MILLIS = 500;

/** The other end of a pen, among the buttons of a pointer. */
const PEN_ERASER = 32;

export class Pad {
  #canvas = make("canvas", {
    tabindex: 0,
    role: "application",
    "aria-roledescription": "drawing pad",
    "aria-label": "Drawing pad",
    "aria-describedby": "pad-keys",
  });

  #over = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, "aria-hidden": "true" });
  #hint = make("p", { class: "pad-hint", "aria-hidden": "true" });
  #undo = button("Undo", () => drawing.undo(), { title: "Take back the last stroke (Ctrl+Z)" });
  #redo = button("Redo", () => drawing.redo(), { title: "Bring it back (Ctrl+Shift+Z or Ctrl+Y)" });
  #eraser = button("Eraser", () => (drawing.erases = !drawing.erases), { "aria-pressed": "false", title: "Rub out with the pointer" });
  #preview = make("span", { class: "pen-dot", "aria-hidden": "true" });
  #clear = button("Clear", () => drawing.clear(), { title: "Start with an empty pad (Delete)" });
  #stop = new AbortController();

  /** @type {{id: number, type: string, width: number, from: import("./drawing.js").Point, moved: number} | undefined} what draws */
  #pointer;

  /** When a pen was last seen, in the clock of its events. */
  #penSeen = -Infinity;

  /** The pen that keys move, and whether it is down. */
  #keyPen = { x: WIDTH / 2, y: HEIGHT / 2, down: false, shown: false };

  /** @param {string} hint what an empty pad invites to */
  constructor(hint) {
    this.#hint.textContent = hint;
    const sheet = make("div", { class: "pad-sheet" }, this.#canvas, this.#hint);
    sheet.append(this.#over);
    this.element = make(
      "div",
      { class: "pad stack" },
      sheet,
      make("div", { class: "row" }, this.#undo, this.#redo, this.#eraser, this.#clear, penWidth(this.#preview), examples()),
      make(
        "p",
        { id: "pad-keys", class: "visually-hidden" },
        "Draw with a pointer; or move the pen with the arrow keys, put it down and lift it with the space bar, clear with Delete. Control Z undoes and Control Shift Z redoes, from anywhere in this view.",
      ),
    );
    this.#listen();
    this.#draw();
  }

  /**
   * Draws boxes over the drawing.
   *
   * @param {import("./pieces.js").Piece[]} pieces
   * @param {number} selected the index of one of them
   * @param {import("./pieces.js").Sign[]} signs
   */
  mark(pieces, selected, signs) {
    this.#over.replaceChildren(
      ...pieces.map((piece, i) => boxOf(piece, i === selected, LABEL_HEIGHT)),
      ...signs.map((sign) => boxOf(sign, false, LABEL_HEIGHT)),
    );
  }

  close() {
    this.#lift();
    this.#stop.abort();
  }

  #listen() {
    const { signal } = this.#stop;
    const on = (type, listener) => this.#canvas.addEventListener(type, listener, { signal });
    on("pointerdown", (event) => this.#down(event));
    on("pointermove", (event) => this.#move(event));
    on("pointerup", (event) => this.#up(event));
    on("pointercancel", (event) => this.#up(event));
    on("keydown", (event) => this.#key(event));
    on("blur", () => this.#hideKeyPen());
    addEventListener("keydown", (event) => this.#shortcut(event), { signal });
    drawing.addEventListener("tool", () => this.#draw(), { signal });
    drawing.addEventListener("change", () => this.#draw(), { signal });
    addEventListener("scheme", () => this.#draw(), { signal });
    const resized = new ResizeObserver(() => this.#draw());
    resized.observe(this.#canvas);
    signal.addEventListener("abort", () => resized.disconnect());
  }

  #down(event) {
    const erases = event.pointerType === "pen" && (event.buttons & PEN_ERASER) !== 0;
    if (event.button !== 0 && !erases) {
      return;
    }
    this.#seePen(event);
    if (this.#isHandOfPen(event)) {
      return;
    }
    if (this.#pointer !== undefined) {
      if (!this.#beats(event)) {
        return;
      }
      drawing.cancel();
    }
    this.#lift();
    const point = this.#point(event);
    this.#pointer = { id: event.pointerId, type: event.pointerType, width: event.width, from: point, moved: 0 };
    this.#canvas.setPointerCapture(event.pointerId);
    drawing.begin(point, erases || undefined);
  }

  #seePen(event) {
    if (event.pointerType === "pen") {
      this.#penSeen = event.timeStamp;
    }
  }

  /** Who writes with a pen lays a hand down too. */
  #isHandOfPen(event) {
    return event.pointerType === "touch" && event.timeStamp - this.#penSeen < PEN_MILLIS;
  }

  /** Whether it takes the place of what draws: a pen that of a hand, a fingertip that of a palm. */
  #beats(event) {
    const { type, width, moved } = this.#pointer;
    if (type !== "touch") {
      return false;
    }
    return event.pointerType === "pen" || (event.pointerType === "touch" && (moved < RESTING || width > PALM * event.width));
  }

  #move(event) {
    this.#seePen(event);
    if (event.pointerId === this.#pointer?.id) {
      const steps = event.getCoalescedEvents();
      const points = (steps.length > 0 ? steps : [event]).map((step) => this.#point(step));
      const { from, moved } = this.#pointer;
      this.#pointer.moved = Math.max(moved, ...points.map(({ x, y }) => Math.hypot(x - from.x, y - from.y)));
      drawing.extend(points);
    }
  }

  #up(event) {
    if (event.pointerId === this.#pointer?.id) {
      this.#pointer = undefined;
      drawing.end();
    }
  }

  #point(event) {
    const area = this.#canvas.getBoundingClientRect();
    const round = (value) => Math.round(value * 10) / 10;
    return {
      x: round(((event.clientX - area.left) / area.width) * WIDTH),
      y: round(((event.clientY - area.top) / area.height) * HEIGHT),
      ...(event.pointerType === "pen" && event.pressure > 0 && { pressure: Math.round(event.pressure * 100) / 100 }),
    };
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (event.key === "Delete" || event.key === "Backspace") {
      this.#lift();
      drawing.clear();
    } else if (event.key === " ") {
      this.#toggleKeyPen();
    } else if (DIRECTIONS[event.key]) {
      this.#moveKeyPen(DIRECTIONS[event.key]);
    } else {
      return;
    }
    event.preventDefault();
  }

  /** Undo and redo, wherever the focus is, but for a text's own. */
  #shortcut(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || this.#pointer !== undefined || event.target.matches("textarea, input:not([type=range], [type=checkbox]), dialog *")) {
      return;
    }
    const key = event.key.toLowerCase();
    if (key === "y" || (key === "z" && event.shiftKey)) {
      this.#lift();
      drawing.redo();
    } else if (key === "z") {
      this.#lift();
      drawing.undo();
    } else {
      return;
    }
    event.preventDefault();
  }

  #toggleKeyPen() {
    const pen = this.#keyPen;
    pen.shown = true;
    if (pen.down) {
      this.#lift();
    } else {
      pen.down = true;
      drawing.begin({ x: pen.x, y: pen.y });
    }
    this.#draw();
  }

  #moveKeyPen([right, down]) {
    const pen = this.#keyPen;
    pen.shown = true;
    pen.x = Math.min(WIDTH, Math.max(0, pen.x + right * STEP));
    pen.y = Math.min(HEIGHT, Math.max(0, pen.y + down * STEP));
    if (pen.down) {
      drawing.extend([{ x: pen.x, y: pen.y }]);
    } else {
      this.#draw();
    }
  }

  #hideKeyPen() {
    this.#lift();
    this.#keyPen.shown = false;
    this.#draw();
  }

  #lift() {
    if (this.#keyPen.down) {
      this.#keyPen.down = false;
      drawing.end();
    }
  }

  #draw() {
    const canvas = this.#canvas;
    const width = Math.round(canvas.clientWidth * devicePixelRatio);
    const height = Math.round((width * HEIGHT) / WIDTH);
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
    }
    const pen = canvas.getContext("2d");
    pen.setTransform(width / WIDTH, 0, 0, width / WIDTH, 0, 0);
    pen.clearRect(0, 0, WIDTH, HEIGHT);
    const style = getComputedStyle(canvas);
    paint(pen, drawing.strokes, style.color);
    if (this.#keyPen.shown) {
      pen.strokeStyle = style.outlineColor;
      pen.lineWidth = this.#keyPen.down ? 5 : 2;
      pen.beginPath();
      pen.arc(this.#keyPen.x, this.#keyPen.y, drawing.toolWidth / 2 + 4, 0, 2 * Math.PI);
      pen.stroke();
    }
    this.#hint.hidden = !drawing.isEmpty;
    this.#undo.disabled = !drawing.canUndo;
    this.#redo.disabled = !drawing.canRedo;
    this.#eraser.setAttribute("aria-pressed", String(drawing.erases));
    this.#preview.style.setProperty("--pen", `${((drawing.penWidth * canvas.clientWidth) / WIDTH).toFixed(1)}px`);
    this.#clear.disabled = drawing.isEmpty;
  }
}

function penWidth(preview) {
  const slider = make("input", {
    type: "range",
    min: THINNEST,
    max: WIDEST,
    value: drawing.penWidth,
    oninput: () => (drawing.penWidth = Number(slider.value)),
  });
  return make("label", { class: "pen-width small quiet" }, "Pen", slider, make("span", { class: "pen-preview" }, preview));
}

/** For who would rather not draw. */
function examples() {
  const choices = Object.entries(EXAMPLES).map(([name, strokes]) =>
    button(name, () => drawing.show(strokes), { class: "link small", "aria-label": `Show the example ${name}` }),
  );
  return make("div", { class: "examples row small quiet" }, "Try", ...choices);
}
