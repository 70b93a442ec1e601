/** Readings as files: what `tenfold read` prints, with what a person has said since. */

export const FORMATS = {
  text: { title: "Text", type: "text/plain", ending: "txt" },
  json: { title: "JSON", type: "application/x-ndjson", ending: "jsonl" },
  csv: { title: "CSV", type: "text/csv", ending: "csv" },
};

const COLUMNS = "file,page,line,position,digit,confidence,review,alternative,alternative_probability,x,y,width,height,error,label,none,written";

/** What a spreadsheet takes for the start of a formula. */
const FORMULA_START = /^[=+\-@\t\r\n＝＋－＠]/;

/**
 * @typedef {object} Page
 * @property {object} reading as the service answers
 * @property {import("./pieces.js").Piece[]} pieces
 * @property {import("./pieces.js").Sign[]} signs
 */

/**
 * The digits and signs of a row, as they are written one after another; of a row that was stored
 * the digits alone, for signs are not.
 *
 * @param {Page} page
 * @param {number} line from 1
 * @returns {(import("./pieces.js").Piece | import("./pieces.js").Sign)[]}
 */
export function rowOf({ reading, pieces, signs }, line) {
  const digitsLeft = pieces.filter((piece) => piece.line === line);
  const signsLeft = signs.filter((sign) => sign.line === line);
  const { written, text: digits } = reading.lines[line - 1];
  return [...(written ?? digits)].map((character) => (/[0-9]/.test(character) ? digitsLeft : signsLeft).shift());
}

/** A row as a person has corrected it, signs and all. */
export function writtenRow(page, line) {
  return rowOf(page, line).filter((mark) => mark.label !== "none").map((mark) => mark.sign ?? mark.label ?? mark.digit).join("");
}

/**
 * @param {"text" | "json" | "csv"} format
 * @param {Page[]} pages
 */
export function printed(format, pages) {
  const print = { text, json, csv }[format];
  return `${print(pages).join("\n")}\n`;
}

function text(pages) {
  return pages.flatMap((page) => {
    const { reading } = page;
    const lines = (reading.lines ?? []).map((_, row) => writtenRow(page, row + 1));
    const name = reading.page > 1 ? `${reading.file} page ${reading.page}` : reading.file;
    return pages.length > 1 ? lines.map((line) => `${name}: ${line}`) : lines;
  });
}

/** The readings without the pictures that came with them. */
function json(pages) {
  return pages.map((page) => {
    const { reading, pieces } = page;
    if (reading.error !== undefined) {
      return JSON.stringify(reading);
    }
    const { picture, ...rest } = reading;
    const lines = reading.lines.map((line, row) => ({
      ...line,
      text: digitsOf(pieces, row + 1),
      ...(line.written !== undefined && { written: writtenRow(page, row + 1) }),
      digits: line.digits.map(({ glyph, probabilities, ...digit }, place) => ({
        ...digit,
        label: pieces.find((piece) => piece.line === row + 1 && piece.position === place + 1).label,
      })),
    }));
    const all = (key) => lines.map((line) => line[key]).join("\n");
    return JSON.stringify({ ...rest, text: all("text"), ...(rest.written !== undefined && { written: all("written") }), lines });
  });
}

/** A row's digits alone, as a person has corrected them. */
function digitsOf(pieces, line) {
  return pieces.filter((piece) => piece.line === line && piece.label !== "none").map((piece) => piece.label ?? piece.digit).join("");
}

function csv(pages) {
  const rows = pages.flatMap((page) => {
    const { reading, pieces } = page;
    if (reading.error !== undefined) {
      return [[reading.file, ...Array(12).fill(""), reading.error, ...Array(3).fill("")]];
    }
    const digits = pieces.filter((piece) => piece.isDigit);
    const blank = [[reading.file, reading.page, ...Array(15).fill("")]];
    return digits.length === 0 ? blank : digits.map((digit) => row(page, digit));
  });
  return [COLUMNS, ...rows.map((cells) => cells.map(cell).join(","))];
}

function row(page, { line, position, digit, confidence, none, review, alternatives, box, label }) {
  const { reading } = page;
  const [second] = alternatives;
  return [reading.file, reading.page, line, position, digit, confidence, review ? "yes" : "", second?.digit ?? "", second?.probability ?? "", ...box, "", label ?? "", none, reading.written === undefined ? "" : writtenRow(page, line)];
}

/** A text that a spreadsheet would compute has an apostrophe before it. */
function cell(value) {
  const plain = String(value);
  const written = FORMULA_START.test(plain) ? `'${plain}` : plain;
  return /[",\n\r]/.test(written) ? `"${written.replaceAll('"', '""')}"` : written;
}
