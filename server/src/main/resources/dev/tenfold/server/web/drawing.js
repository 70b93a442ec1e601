/**
 * The drawing that the views share: strokes on a sheet of {@link WIDTH} by {@link HEIGHT} units.
 *
 * @typedef {object} Stroke
 * @property {number} width of the pen, in units
 * @property {{x: number, y: number}[]} points at least one
 */
export const WIDTH = 640;
export const HEIGHT = 400;

/** Pixels a unit in the picture that is read: enough for a dozen digits, and quickly sent. */
export const SCALE = 0.75;

const STORED = "tenfold-drawing";
const MOST_KEPT = 100;

/** Tells of "change" while a stroke grows too, and of "rest" when one has ended. */
class Drawing extends EventTarget {
  /** @type {Stroke[]} */
  strokes = load();

  /** @type {Stroke[][]} what undo goes back to, the latest last */
  #past = [];

  penWidth = 20;

  /** Whether it is an example, which the first stroke of one's own replaces. */
  #isExample = false;

  get isEmpty() {
    return this.strokes.length === 0;
  }

  get canUndo() {
    return this.#past.length > 0;
  }

  begin(point) {
    this.#remember();
    const kept = this.#isExample ? [] : this.strokes;
    this.#isExample = false;
    this.strokes = [...kept, { width: this.penWidth, points: [point] }];
    this.#tell("change");
  }

  /** @param {{x: number, y: number}[]} points */
  extend(points) {
    this.strokes.at(-1).points.push(...points);
    this.#tell("change");
  }

  end() {
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

  undo() {
    if (this.canUndo) {
      this.#isExample = false;
      this.strokes = this.#past.pop();
      this.#rest();
    }
  }

  clear() {
    if (!this.isEmpty) {
      this.#remember();
      this.strokes = [];
      this.#rest();
    }
  }

  /**
   * Black ink on white paper.
   *
   * @returns {Promise<Blob>} a PNG, {@link SCALE} pixels a unit
   */
  toPng() {
    const canvas = document.createElement("canvas");
    canvas.width = WIDTH * SCALE;
    canvas.height = HEIGHT * SCALE;
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.scale(SCALE, SCALE);
    paint(pen, this.strokes, "#000");
    return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  }

  #remember() {
    this.#past = [...this.#past.slice(-MOST_KEPT), this.strokes];
  }

  #rest() {
    sessionStorage.setItem(STORED, JSON.stringify(this.strokes));
    this.#tell("change");
    this.#tell("rest");
  }

  #tell(what) {
    this.dispatchEvent(new Event(what));
  }
}

/** A page that is loaded again has its drawing still. */
function load() {
  return JSON.parse(sessionStorage.getItem(STORED) ?? "[]");
}

/**
 * Draws strokes, smooth from the middle between two points to the next.
 *
 * @param {CanvasRenderingContext2D} pen in units
 * @param {Stroke[]} strokes
 * @param {string} colour
 */
export function paint(pen, strokes, colour) {
  pen.lineCap = "round";
  pen.lineJoin = "round";
  pen.strokeStyle = colour;
  for (const { width, points } of strokes) {
    pen.lineWidth = width;
    pen.beginPath();
    pen.moveTo(points[0].x, points[0].y);
    for (let i = 1; i < points.length - 1; i++) {
      const next = points[i + 1];
      pen.quadraticCurveTo(points[i].x, points[i].y, (points[i].x + next.x) / 2, (points[i].y + next.y) / 2);
    }
    pen.lineTo(points.at(-1).x, points.at(-1).y);
    pen.stroke();
  }
}

export const drawing = new Drawing();
