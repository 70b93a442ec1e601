/** Where the page network sees characters, over the picture that it looked at. */
import { ask } from "./api.js";
import { svg } from "./boxes.js";
import { bytesOf } from "./glyph.js";
import { make } from "./make.js";

/** The colour of what is seen for sure, and how much of the picture it covers. */
const HOT = [214, 84, 0];
const COVER = 0.8;

/** @type {WeakMap<import("./read-page.js").ReadPage, Promise<{width: number, height: number, heat: string}>>} */
const maps = new WeakMap();

/**
 * The picture of a page with its heat map, and a frame around one piece.
 *
 * @param {import("./read-page.js").ReadPage} page whose picture is kept
 * @param {import("./pieces.js").Piece} piece
 */
export async function heatFigure(page, piece) {
  const { width, height, jpeg } = page.reading.picture;
  const map = await mapOf(page);
  const canvas = make("canvas", { class: "heat", width: map.width, height: map.height, "aria-hidden": "true" });
  draw(canvas, map);
  const frame = svg("svg", { viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" });
  const [x, y, boxWidth, boxHeight] = piece.box;
  const group = svg("g", { class: "box digit selected" });
  group.append(svg("rect", { x, y, width: boxWidth, height: boxHeight }));
  frame.append(group);
  const picture = make("img", { src: `data:image/jpeg;base64,${jpeg}`, alt: `${page.name}, coloured where the network sees the middle of a character`, width, height });
  return make("figure", { class: "page-picture" }, picture, canvas, frame);
}

function mapOf(page) {
  if (!maps.has(page)) {
    const asked = askMap(page.reading.picture.jpeg);
    maps.set(page, asked);
    asked.catch(() => maps.delete(page));
  }
  return maps.get(page);
}

async function askMap(jpeg) {
  const response = await ask("/api/v1/heatmaps", { method: "POST", headers: { "Content-Type": "image/jpeg" }, body: bytesOf(jpeg) });
  return response.json();
}

function draw(canvas, { width, height, heat }) {
  const pen = canvas.getContext("2d");
  const pixels = pen.createImageData(width, height);
  bytesOf(heat).forEach((value, i) => pixels.data.set([...HOT, COVER * value], 4 * i));
  pen.putImageData(pixels, 0, 0);
}
