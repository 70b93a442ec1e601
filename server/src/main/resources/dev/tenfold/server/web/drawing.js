/**
 * The drawing that the views share: strokes on a sheet of {@link WIDTH} by {@link HEIGHT} units.
 *
 * @typedef {object} Point
 * @property {number} x
 * @property {number} y
 * @property {number} [pressure] of a pen, 0 to 1, where 0.5 is as usual
 *
 * @typedef {object} Stroke
 * @property {number} width of the pen, in units
 * @property {boolean} [erases] whether it takes ink away
 * @property {Point[]} points at least one
 */
import { paint } from "./paint.js";

export const WIDTH = 640;
export const HEIGHT = 400;

/** Pixels a unit in the picture that is read: enough for a dozen digits, and quickly sent. */
export const SCALE = 0.75;

const STORED = "tenfold-drawing";
const STORED_WIDTH = "tenfold-pen-width";
const MOST_KEPT = 100;

/** Between two points of an example that writes itself. */
const WRITING_MILLIS = 35;

/** An eraser is wider than the pen that it follows. */
const ERASER = 1.8;

export const THINNEST = 6;
export const WIDEST = 44;
const USUAL = 20;

/** Tells of "change" while a stroke grows too, of "rest" when one has ended, of "tool". */
class Drawing extends EventTarget {
  /** @type {Stroke[]} */
  strokes = [];

  /** @type {Stroke[][]} what undo goes back to, the latest last */
  #past = [];

  /** @type {Stroke[][]} what redo brings back, the next last */
  #future = [];

  #penWidth = storedWidth();
  #erases = false;

  /** Whether it is an example, which the first stroke of one's own replaces. */
  #isExample = false;

  /** Of an example that is being written. */
  #writing;

  constructor() {
    super();
    const { strokes = [], isExample = false } = JSON.parse(sessionStorage.getItem(STORED) ?? "{}");
    this.strokes = strokes;
    this.#isExample = isExample;
  }

  get isEmpty() {
    return this.strokes.length === 0;
  }

  get isExample() {
    return this.#isExample;
  }

  get canUndo() {
    return this.#past.length > 0;
  }

  get canRedo() {
    return this.#future.length > 0;
  }

  get penWidth() {
    return this.#penWidth;
  }

  /** Kept for the next visit. */
  set penWidth(width) {
    this.#penWidth = width;
    localStorage.setItem(STORED_WIDTH, String(width));
    this.#tell("tool");
  }

  get erases() {
    return this.#erases;
  }

  set erases(erases) {
    this.#erases = erases;
    this.#tell("tool");
  }

  /** How wide the pen, or the eraser, is now. */
  get toolWidth() {
    return this.#penWidth * (this.#erases ? ERASER : 1);
  }

  /**
   * @param {Point} point
   * @param {boolean} [erases] whatever tool is chosen: a pen has its own end for it
   */
  begin(point, erases = this.#erases) {
    this.#remember();
    const kept = this.#isExample && !erases ? [] : this.strokes;
    this.#isExample = false;
    const width = this.#penWidth * (erases ? ERASER : 1);
    this.strokes = [...kept, { width, ...(erases && { erases }), points: [point] }];
    this.#tell("change");
  }

  /** @param {Point[]} points */
  extend(points) {
    this.strokes.at(-1).points.push(...points);
    this.#tell("change");
  }

  end() {
    this.#rest();
  }

  /** The stroke that has begun was none. */
  cancel() {
    this.strokes = this.#past.pop() ?? [];
    this.#rest();
  }

  /** An example in place of what was drawn. */
  show(strokes) {
    this.#remember();
    this.#isExample = true;
    this.strokes = strokes;
    this.#rest();
  }

  /** An example, where there is nothing of the person's own to look at. */
  showIfEmpty(strokes) {
    if (this.isEmpty) {
      this.show(strokes);
    }
  }

  /** An example that writes itself, for a first visit. */
  greet(strokes) {
    if (sessionStorage.getItem(STORED) !== null || !this.isEmpty) {
      return;
    }
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
      this.show(strokes);
      return;
    }
    this.#isExample = true;
    const steps = strokes.flatMap(({ width, points }, i) => points.map((_, n) => [...strokes.slice(0, i), { width, points: points.slice(0, n + 1) }]));
    this.#writing = setInterval(() => {
      this.strokes = steps.shift();
      this.#tell("change");
      if (steps.length === 0) {
        this.stopWriting();
      }
    }, WRITING_MILLIS);
  }

  /** What is written by then stays. */
  stopWriting() {
    if (this.#writing !== undefined) {
      clearInterval(this.#writing);
      this.#writing = undefined;
      this.#rest();
    }
  }

  undo() {
    this.#travel(this.#past, this.#future);
  }

  redo() {
    this.#travel(this.#future, this.#past);
  }

  clear() {
    if (!this.isEmpty) {
      this.#remember();
      this.#isExample = false;
      this.strokes = [];
      this.#rest();
    }
  }

  /** Whether an eraser has left anything. */
  get hasInk() {
    if (!this.strokes.some((stroke) => stroke.erases)) {
      return !this.isEmpty;
    }
    const canvas = this.#painted();
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    return data.some((value, i) => i % 4 === 3 && value > 0);
  }

  /**
   * Black ink on white paper.
   *
   * @returns {Promise<Blob>} a PNG, {@link SCALE} pixels a unit
   */
  toPng() {
    const canvas = this.#painted();
    const pen = canvas.getContext("2d");
    pen.globalCompositeOperation = "destination-over";
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, WIDTH, HEIGHT);
    return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  }

  #painted() {
    const canvas = document.createElement("canvas");
    canvas.width = WIDTH * SCALE;
    canvas.height = HEIGHT * SCALE;
    const pen = canvas.getContext("2d");
    pen.scale(SCALE, SCALE);
    paint(pen, this.strokes, "#000");
    return canvas;
  }

  #travel(from, to) {
    this.stopWriting();
    if (from.length > 0) {
      to.push(this.strokes);
      this.#isExample = false;
      this.strokes = from.pop();
      this.#rest();
    }
  }

  /** An example that nobody asked for is nothing to go back to. */
  #remember() {
    this.stopWriting();
    this.#past = [...this.#past.slice(-MOST_KEPT), this.#isExample ? [] : this.strokes];
    this.#future = [];
  }

  #rest() {
    sessionStorage.setItem(STORED, JSON.stringify({ strokes: this.strokes, isExample: this.#isExample }));
    this.#tell("change");
    this.#tell("rest");
  }

  #tell(what) {
    this.dispatchEvent(new Event(what));
  }
}

function storedWidth() {
  const width = Number(localStorage.getItem(STORED_WIDTH));
  return width >= THINNEST && width <= WIDEST ? width : USUAL;
}

export const drawing = new Drawing();
