/** Boxes and digits, drawn over what they were read in. */
import { isNamed } from "./pieces.js";

const SVG = "http://www.w3.org/2000/svg";

/** An SVG element. */
export function svg(tag, attributes = {}) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, value);
  }
  return element;
}

/**
 * A frame around a piece of ink, or a sign, and what it was read as, above it.
 *
 * @param {import("./pieces.js").Piece | import("./pieces.js").Sign} piece
 * @param {boolean} selected
 * @param {number} unit as many of the picture's pixels as a character is high, at most
 * @returns {SVGGElement}
 */
export function boxOf(piece, selected, unit) {
  const [x, y, width, height] = piece.box;
  // Labels of small digits that stand close together are smaller, so that they do not collide.
  const size = Math.max(unit / 2, Math.min(unit, 1.4 * width));
  const gap = size / 4;
  const kind = kindOf(piece);
  const group = svg("g", { class: selected ? `box ${kind} selected` : `box ${kind}` });
  group.append(
    svg("rect", { x: x - gap, y: y - gap, width: width + 2 * gap, height: height + 2 * gap, rx: gap }),
  );
  if (kind !== "refused") {
    const above = y > 1.3 * size;
    const text = svg("text", {
      x: x + width / 2,
      y: above ? y - 1.6 * gap : y + height + gap + size,
      "font-size": size,
    });
    text.textContent = read(piece);
    group.append(text);
  }
  return group;
}

function kindOf(piece) {
  if (piece.sign !== undefined) {
    return "sign";
  }
  return piece.isDigit ? (isDoubtful(piece) ? "doubt" : "digit") : (isNamed(piece) ? "digit" : "refused");
}

/** What a person has said is not doubted. */
function isDoubtful({ doubtful, label }) {
  return doubtful && label === undefined;
}

function read(piece) {
  const { sign, label, digit } = piece;
  const doubt = isDoubtful(piece) ? "?" : "";
  return sign ?? (label === "none" ? "–" : `${label ?? digit}${doubt}`);
}
