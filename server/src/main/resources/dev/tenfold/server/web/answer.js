/**
 * What the service reads in the shared drawing, kept up to date while it grows: one request at a
 * time, the next one as soon as an answer is there and the drawing has moved on.
 */
import { read } from "./api.js";
import { drawing, HEIGHT, SCALE, WIDTH } from "./drawing.js";
import { Latest } from "./latest.js";
import { isOver, showProblem } from "./notice.js";
import { piecesOf, placeOf, rowsOf, signsOf, writtenOf } from "./pieces.js";

/** Between two readings of a growing drawing, so that a slow machine is not kept busy by them. */
const PAUSE_MILLIS = 25;

/** In units of the drawing: ink this near to the edge may continue behind it. */
const EDGE = 4;

/** In units of the drawing: what is lower is hard to tell. */
const SMALL = 40;

/** Until a service that did not answer is asked again. */
const RETRY_MILLIS = 1500;

const FRESH = { keep: false, detail: true, file: "drawing" };

/** The reading of an empty drawing. */
const NOTHING = { lines: [], rejected: [], text: "", written: "" };

/** Tells of "change" when there is another answer, or another piece is selected. */
class Answer extends EventTarget {
  /** @type {import("./pieces.js").Piece[]} */
  pieces = [];

  /** @type {import("./pieces.js").Sign[]} */
  signs = [];

  /** Its rows, each with the probability that all of it is right. @type {{text: string, confidence: number}[]} */
  rows = [];

  milliseconds = 0;
  selected = 0;

  /** Whether the drawing has moved on since, and is being read. */
  isUnderWay = false;

  /** What a person said of this drawing, also where it is only now read to its end. */
  #corrections = new Map();

  #reading = new Latest(() => this.#ask());

  /** What kept the service from answering. */
  #problem;

  #retry;

  constructor() {
    super();
    drawing.addEventListener("change", () => this.#begin());
    if (!drawing.isEmpty) {
      this.#begin();
    }
  }

  #begin() {
    this.#corrections.clear();
    if (drawing.isEmpty) {
      this.isUnderWay = false;
      this.#take(NOTHING, [], 0);
    } else if (!this.isUnderWay) {
      this.isUnderWay = true;
      this.dispatchEvent(new Event("begin"));
    }
    clearTimeout(this.#retry);
    this.#reading.ask();
  }

  /** @returns {import("./pieces.js").Piece | undefined} */
  get piece() {
    return this.pieces[this.selected];
  }

  /** All of it, signs and corrections too. */
  get written() {
    return rowsOf({ reading: { lines: this.rows }, pieces: this.pieces, signs: this.signs }).map(writtenOf).join("\n");
  }

  /**
   * What a person says a piece is, until the drawing is another.
   *
   * @param {import("./pieces.js").Piece} piece
   * @param {string | null} label null to take it back
   */
  tell(piece, label) {
    this.#corrections.set(placeOf(piece), label ?? undefined);
    this.#label();
    this.#tell();
  }

  select(index) {
    this.selected = index;
    this.#tell();
  }

  async #ask() {
    if (!drawing.hasInk) {
      this.isUnderWay = false;
      this.#take(NOTHING, [], 0);
      return;
    }
    try {
      await this.#read(drawing.strokes, drawing.strokes.at(-1).points.length);
      isOver(this.#problem);
      this.#problem = undefined;
    } catch (problem) {
      this.#fail(problem);
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLIS));
  }

  /** A service that is away comes back, and what was drawn by then is read. */
  #fail(problem) {
    isOver(this.#problem);
    this.#problem = problem;
    showProblem(problem);
    if (problem.status === 0 || problem.status === 429 || problem.status === 503) {
      clearTimeout(this.#retry);
      this.#retry = setTimeout(() => this.#reading.ask(), RETRY_MILLIS);
    } else {
      this.isUnderWay = false;
      this.#tell();
    }
  }

  async #read(strokes, points) {
    const start = performance.now();
    const picture = await drawing.toPng();
    const [reading] = await read(picture, FRESH);
    const pieces = piecesOf(reading);
    if (!pieces.some((piece) => piece.isDigit) && pieces.length > 0) {
      pieces[0] = { ...pieces[0], ...(await this.#whyNot(pieces[0], picture)) };
    }
    this.isUnderWay = strokes !== drawing.strokes || points !== strokes.at(-1).points.length;
    this.#take(reading, pieces, performance.now() - start);
  }

  /** What the network says of ink that is no digit: the whole drawing taken as one. */
  async #whyNot(piece, picture) {
    const [reading] = await read(picture, { ...FRESH, single: true });
    const { probabilities, none, glyph } = piecesOf(reading)[0] ?? {};
    return { ...piece, probabilities, none, glyph, reason: reasonOf(inUnits(piece), none) };
  }

  #take(read, found, milliseconds) {
    // What was cleared while the service was reading is gone.
    const [reading, pieces] = drawing.isEmpty ? [NOTHING, []] : [read, found];
    this.pieces = pieces.map(inUnits);
    this.#label();
    this.signs = signsOf(reading).map(inUnits);
    this.rows = reading.lines;
    this.milliseconds = milliseconds;
    this.selected = Math.max(0, Math.min(this.selected, this.pieces.length - 1));
    this.#tell();
  }

  #label() {
    for (const piece of this.pieces) {
      piece.label = this.#corrections.get(placeOf(piece));
    }
  }

  #tell() {
    this.dispatchEvent(new Event("change"));
  }
}

/** What decided that ink is no digit, whose network is this sure that it is none. */
export function reasonOf({ box: [x, y, width, height] }, none) {
  if (height < SMALL) {
    return "small";
  }
  if (none > 0.5) {
    return "letter";
  }
  if (x <= EDGE || y <= EDGE || x + width >= WIDTH - EDGE || y + height >= HEIGHT - EDGE) {
    return "edge";
  }
  return "surroundings";
}

/** From pixels of the picture to units of the drawing. */
function inUnits(mark) {
  return { ...mark, box: mark.box.map((pixels) => pixels / SCALE) };
}

export const answer = new Answer();
