/**
 * Planes of numbers, such as the maps of a layer, drawn: nothing in the colour of paper, much of
 * something in one colour, much of its opposite in another.
 *
 * @typedef {object} PlanesJson as the service sends them
 * @property {number[]} shape (planes, height, width), (height, width), or (units)
 * @property {number} scale what a value is multiplied by
 * @property {string} values a signed byte each, in base 64
 */
import { bytesOf, SIDE } from "./glyph.js";

const MOST = 127;

/** Below 1, so that what is weak can be seen beside what is strong. */
const GAMMA = 0.75;

export class Planes {
  /** @param {PlanesJson} json */
  constructor({ shape, scale, values }) {
    const [count, height, width] = shape.length === 3 ? shape : shape.length === 2 ? [1, ...shape] : [shape[0], 1, 1];
    this.count = count;
    this.height = height;
    this.width = width;
    this.scale = scale;
    this.values = new Int8Array(bytesOf(values).buffer);
  }

  /**
   * One plane of numbers.
   *
   * @param {number[]} values row by row
   * @param {number} most what is drawn in full colour
   */
  static of(values, height, width, most) {
    const scale = Math.max(most, 1e-9) / MOST;
    const bytes = Uint8Array.from(values, (value) => Math.max(-MOST, Math.min(MOST, Math.round(value / scale))));
    return new Planes({ shape: [height, width], scale, values: btoa(String.fromCharCode(...bytes)) });
  }

  /** The numbers of one. */
  numbers(index) {
    return Array.from(this.plane(index), (value) => value * this.scale);
  }

  /** Whether each of them is one number. */
  get isRow() {
    return this.width * this.height === 1;
  }

  /** The values of one, in steps of {@link scale}. */
  plane(index) {
    const area = this.width * this.height;
    return this.values.subarray(index * area, (index + 1) * area);
  }

  sum(index) {
    return this.plane(index).reduce((sum, value) => sum + value, 0) * this.scale;
  }

  largest(index) {
    return this.plane(index).reduce((most, value) => Math.max(most, value), -MOST) * this.scale;
  }

  /** The share of places that are above zero. */
  active(index) {
    return this.plane(index).reduce((count, value) => count + Number(value > 0), 0) / (this.width * this.height);
  }

  /** The factor that shows a plane in full colour where these are strongest. */
  get contrast() {
    return MOST / Math.max(1, this.values.reduce((most, value) => Math.max(most, Math.abs(value)), 0));
  }
}

/** Draws some planes beside one another, a pixel for a number and one between two planes. */
export function drawMosaic(canvas, planes, columns, indices) {
  const rows = Math.ceil(indices.length / columns);
  canvas.width = columns * (planes.width + 1) - 1;
  canvas.height = rows * (planes.height + 1) - 1;
  const pen = canvas.getContext("2d");
  indices.forEach((index, i) => {
    const left = (i % columns) * (planes.width + 1);
    const top = Math.floor(i / columns) * (planes.height + 1);
    pen.putImageData(image(pen, planes, index, 1), left, top);
  });
}

/** Draws one plane, a pixel for a number. */
export function drawPlane(canvas, planes, index) {
  canvas.width = planes.width;
  canvas.height = planes.height;
  const pen = canvas.getContext("2d");
  pen.putImageData(image(pen, planes, index, 1), 0, 0);
}

/** Pixels of a place that has room for its number. */
const CELL = 36;

/** Draws one plane with its numbers, where they are few enough to be read. */
export function drawNumbers(canvas, planes, index) {
  drawPlane(canvas, planes, index);
  if (planes.width * planes.height > 25) {
    return;
  }
  const small = part(image(canvas.getContext("2d"), planes, index, 1));
  canvas.width = planes.width * CELL;
  canvas.height = planes.height * CELL;
  const pen = canvas.getContext("2d");
  pen.imageSmoothingEnabled = false;
  pen.drawImage(small, 0, 0, canvas.width, canvas.height);
  pen.font = `${CELL / 3}px ${getComputedStyle(canvas).fontFamily}`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  const table = shades();
  planes.numbers(index).forEach((number, i) => {
    const [red, green, blue] = table[planes.plane(index)[i] + MOST];
    pen.fillStyle = 0.3 * red + 0.6 * green + 0.1 * blue > 128 ? "#000" : "#fff";
    const words = number.toFixed(Math.abs(number) < 9.95 ? 2 : 1).replace("-", "−");
    pen.fillText(words, ((i % planes.width) + 0.5) * CELL, (Math.floor(i / planes.width) + 0.5) * CELL);
  });
}

/**
 * Draws one plane, smooth, over the digit that it speaks of.
 *
 * @param {Uint8Array} ink of the digit, 0 to 255
 * @param {number} contrast what its values are multiplied by
 */
export function drawOver(canvas, planes, index, ink, contrast) {
  const side = 4 * SIDE;
  canvas.width = side;
  canvas.height = side;
  const pen = canvas.getContext("2d");
  pen.drawImage(part(image(pen, planes, index, contrast)), 0, 0, side, side);
  const strokes = new ImageData(SIDE, SIDE);
  const [red, green, blue] = colour(canvas, "color");
  ink.forEach((dark, i) => strokes.data.set([red, green, blue, dark * 0.6], 4 * i));
  pen.imageSmoothingEnabled = false;
  pen.drawImage(part(strokes), 0, 0, side, side);
}

function part(data) {
  const canvas = document.createElement("canvas");
  canvas.width = data.width;
  canvas.height = data.height;
  canvas.getContext("2d").putImageData(data, 0, 0);
  return canvas;
}

function image(pen, planes, index, contrast) {
  const data = pen.createImageData(planes.width, planes.height);
  const table = shades();
  planes.plane(index).forEach((value, i) => {
    const shade = Math.max(-MOST, Math.min(MOST, Math.round(value * contrast)));
    data.data.set(table[shade + MOST], 4 * i);
  });
  return data;
}

/** @type {Map<string, number[][]>} for each scheme, the colours of -127 to 127 */
const known = new Map();

function shades() {
  const style = getComputedStyle(document.documentElement);
  const names = ["--map-none", "--map-more", "--map-less"].map((name) => style.getPropertyValue(name).trim());
  const key = names.join();
  if (!known.has(key)) {
    const [none, more, less] = names.map(hex);
    known.set(
      key,
      Array.from({ length: 2 * MOST + 1 }, (_, i) => {
        const share = (Math.abs(i - MOST) / MOST) ** GAMMA;
        const strong = i < MOST ? less : more;
        return [...none.map((part, c) => part + (strong[c] - part) * share), 255];
      }),
    );
  }
  return known.get(key);
}

function hex(text) {
  return [1, 3, 5].map((at) => parseInt(text.slice(at, at + 2), 16));
}

function colour(element, property) {
  return getComputedStyle(element)[property].match(/\d+/g).slice(0, 3).map(Number);
}
