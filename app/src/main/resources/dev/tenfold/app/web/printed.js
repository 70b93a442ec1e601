/** Readings as files: what `tenfold read` prints, with what a person has said since. */

export const FORMATS = {
  text: { title: "Text", type: "text/plain", ending: "txt" },
  json: { title: "JSON", type: "application/x-ndjson", ending: "jsonl" },
  csv: { title: "CSV", type: "text/csv", ending: "csv" },
};

const COLUMNS = "file,page,line,position,digit,confidence,review,alternative,alternative_probability,x,y,width,height,error,label";

/**
 * @typedef {object} Page
 * @property {object} reading as the service answers
 * @property {import("./answer.js").Piece[]} pieces
 *
 * @param {"text" | "json" | "csv"} format
 * @param {Page[]} pages
 */
export function printed(format, pages) {
  const print = { text, json, csv }[format];
  return `${print(pages).join("\n")}\n`;
}

function text(pages) {
  return pages.flatMap(({ reading, pieces }) => {
    const lines = (reading.lines ?? []).map((_, row) =>
      pieces.filter((piece) => piece.line === row + 1 && piece.label !== "none").map((piece) => piece.label ?? piece.digit).join(""),
    );
    const name = reading.page > 1 ? `${reading.file} page ${reading.page}` : reading.file;
    return pages.length > 1 ? lines.map((line) => `${name}: ${line}`) : lines;
  });
}

/** The readings without the pictures that came with them. */
function json(pages) {
  return pages.map(({ reading, pieces }) => {
    if (reading.error !== undefined) {
      return JSON.stringify(reading);
    }
    const { picture, ...rest } = reading;
    const lines = reading.lines.map((line, row) => ({
      ...line,
      digits: line.digits.map(({ glyph, probabilities, none, ...digit }, place) => ({
        ...digit,
        label: pieces.find((piece) => piece.line === row + 1 && piece.position === place + 1).label,
      })),
    }));
    return JSON.stringify({ ...rest, lines });
  });
}

function csv(pages) {
  const rows = pages.flatMap(({ reading, pieces }) => {
    if (reading.error !== undefined) {
      return [[reading.file, ...Array(12).fill(""), reading.error, ""]];
    }
    const digits = pieces.filter((piece) => piece.isDigit);
    const blank = [[reading.file, reading.page, ...Array(13).fill("")]];
    return digits.length === 0 ? blank : digits.map((digit) => row(reading, digit));
  });
  return [COLUMNS, ...rows.map((cells) => cells.map(cell).join(","))];
}

function row(reading, { line, position, digit, confidence, review, alternatives, box, label }) {
  const [second] = alternatives;
  return [reading.file, reading.page, line, position, digit, confidence, review ? "yes" : "", second?.digit ?? "", second?.probability ?? "", ...box, "", label ?? ""];
}

function cell(value) {
  const written = String(value);
  return /[",\n\r]/.test(written) ? `"${written.replaceAll('"', '""')}"` : written;
}
