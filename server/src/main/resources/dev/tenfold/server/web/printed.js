/** Readings as files: what `tenfold read` prints, with what a person has said since. */
import { rowsOf, writtenOf } from "./pieces.js";

export const FORMATS = {
  text: { title: "Text", type: "text/plain", ending: "txt" },
  json: { title: "JSON", type: "application/x-ndjson", ending: "jsonl" },
  csv: { title: "CSV", type: "text/csv", ending: "csv" },
};

const COLUMNS = "file,page,line,position,digit,confidence,review,alternative,alternative_probability,x,y,width,height,error,label,none,written";

/** What a spreadsheet takes for the start of a formula. */
const FORMULA_START = /^[=+\-@\t\r\n＝＋－＠]/;

/**
 * @param {"text" | "json" | "csv"} format
 * @param {import("./pieces.js").Page[]} pages
 */
export function printed(format, pages) {
  const print = { text, json, csv }[format];
  return `${print(pages).join("\n")}\n`;
}

function text(pages) {
  return pages.flatMap((page) => {
    const { reading } = page;
    const lines = reading.error === undefined ? rowsOf(page).map(writtenOf) : [];
    const name = reading.page > 1 ? `${reading.file} page ${reading.page}` : reading.file;
    return pages.length > 1 ? lines.map((line) => `${name}: ${line}`) : lines;
  });
}

/** The readings without the pictures that came with them. */
function json(pages) {
  return pages.map((page) => {
    const { reading } = page;
    if (reading.error !== undefined) {
      return JSON.stringify(reading);
    }
    const { picture, ...rest } = reading;
    const rows = rowsOf(page);
    const knowsSigns = reading.written !== undefined;
    const lines = reading.lines.map((line, i) => {
      const row = rows.find((each) => each.line === i + 1);
      const digits = line.digits.map(({ glyph, probabilities, ...digit }) => digit);
      return { ...line, text: digitsOf(row), ...(knowsSigns && { written: writtenOf(row) }), digits: digits.map(withLabel(page, i + 1)) };
    });
    const rejected = reading.rejected.map(({ glyph, ...ink }, i) => ({ ...ink, label: page.pieces.find((piece) => piece.rejected === i + 1)?.label }));
    const all = (print) => rows.map(print).join("\n");
    return JSON.stringify({ ...rest, text: all(digitsOf), ...(knowsSigns && { written: all(writtenOf) }), lines, rejected });
  });
}

/** What a person has said of the digits of a row. */
function withLabel({ pieces }, line) {
  return (digit, place) => ({ ...digit, label: pieces.find((piece) => piece.line === line && piece.position === place + 1).label });
}

/** A row's digits alone, as a person has corrected them. */
function digitsOf({ marks }) {
  return writtenOf({ marks: piecesIn({ marks }) });
}

function csv(pages) {
  const rows = pages.flatMap((page) => {
    const { reading } = page;
    if (reading.error !== undefined) {
      return [[reading.file, ...Array(12).fill(""), reading.error, ...Array(3).fill("")]];
    }
    const digits = rowsOf(page).flatMap((row) => piecesIn(row).map((piece) => cellsOf(reading, row, piece)));
    const blank = [[reading.file, reading.page, ...Array(15).fill("")]];
    return digits.length === 0 ? blank : digits;
  });
  return [COLUMNS, ...rows.map((cells) => cells.map(cell).join(","))];
}

/** @returns {import("./pieces.js").Piece[]} without the signs between them */
function piecesIn({ marks }) {
  return marks.filter((mark) => mark.sign === undefined);
}

/**
 * What was left out has a label alone, where a person has named it.
 *
 * @param {object} reading as the service answers
 * @param {import("./pieces.js").Row} row
 * @param {import("./pieces.js").Piece} piece
 */
function cellsOf(reading, row, { position, digit, confidence, none, review, alternatives = [], box, label }) {
  const [second] = alternatives;
  const written = reading.written === undefined ? "" : writtenOf(row);
  return [reading.file, reading.page, row.line, position, digit, confidence, review ? "yes" : "", second?.digit, second?.probability, ...box, "", label, none, written].map((each) => each ?? "");
}

/** A text that a spreadsheet would compute has an apostrophe before it. */
function cell(value) {
  const plain = String(value);
  const written = FORMULA_START.test(plain) ? `'${plain}` : plain;
  return /[",\n\r]/.test(written) ? `"${written.replaceAll('"', '""')}"` : written;
}
