/** The pad: the shared drawing, and the pens, fingers, mice and keys that draw on it. */
import { boxOf, svg } from "./boxes.js";
import { drawing, HEIGHT, paint, WIDTH } from "./drawing.js";
import { EXAMPLES } from "./examples.js";
import { button, make } from "./make.js";

const STEP = 12;
const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const LABEL_HEIGHT = 24;

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
  #clear = button("Clear", () => drawing.clear(), { title: "Start with an empty pad (Delete)" });
  #stop = new AbortController();

  /** @type {number | undefined} the pointer that draws */
  #pointer;

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
      make("div", { class: "row" }, this.#undo, this.#clear, penWidth(), examples()),
      make(
        "p",
        { id: "pad-keys", class: "visually-hidden" },
        "Draw with a pointer; or move the pen with the arrow keys, put it down and lift it with the space bar, undo with Control Z and clear with Delete.",
      ),
    );
    this.#listen();
    this.#draw();
  }

  /**
   * Draws boxes over the drawing.
   *
   * @param {import("./answer.js").Piece[]} pieces
   * @param {number} selected the index of one of them
   * @param {import("./answer.js").Sign[]} signs
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
    drawing.addEventListener("change", () => this.#draw(), { signal });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#draw(), { signal });
    const resized = new ResizeObserver(() => this.#draw());
    resized.observe(this.#canvas);
    signal.addEventListener("abort", () => resized.disconnect());
  }

  #down(event) {
    if (this.#pointer !== undefined || event.button !== 0) {
      return;
    }
    this.#lift();
    this.#pointer = event.pointerId;
    this.#canvas.setPointerCapture(event.pointerId);
    drawing.begin(this.#point(event));
  }

  #move(event) {
    if (event.pointerId === this.#pointer) {
      const steps = event.getCoalescedEvents();
      drawing.extend((steps.length > 0 ? steps : [event]).map((step) => this.#point(step)));
    }
  }

  #up(event) {
    if (event.pointerId === this.#pointer) {
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
    };
  }

  #key(event) {
    if (event.key === "z" && (event.ctrlKey || event.metaKey)) {
      this.#lift();
      drawing.undo();
    } else if (event.key === "Delete" || event.key === "Backspace") {
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
      pen.arc(this.#keyPen.x, this.#keyPen.y, drawing.penWidth / 2 + 4, 0, 2 * Math.PI);
      pen.stroke();
    }
    this.#hint.hidden = !drawing.isEmpty;
    this.#undo.disabled = !drawing.canUndo;
    this.#clear.disabled = drawing.isEmpty;
  }
}

function penWidth() {
  const slider = make("input", {
    type: "range",
    min: 6,
    max: 44,
    value: drawing.penWidth,
    oninput: () => (drawing.penWidth = Number(slider.value)),
  });
  return make("label", { class: "pen-width small quiet" }, "Pen", slider);
}

/** For who would rather not draw. */
function examples() {
  const choices = Object.entries(EXAMPLES).map(([name, strokes]) =>
    button(name, () => drawing.show(strokes), { class: "link small", "aria-label": `Show the example ${name}` }),
  );
  return make("div", { class: "examples row small quiet" }, "Try", ...choices);
}
