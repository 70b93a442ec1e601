import assert from "node:assert/strict";
import { test } from "node:test";
import { piecesOf } from "../../main/resources/dev/tenfold/server/web/pieces.js";
import { printed } from "../../main/resources/dev/tenfold/server/web/printed.js";

const pageOf = (reading) => ({ reading, pieces: reading.lines === undefined ? [] : piecesOf(reading), signs: [] });

const read = (file) =>
  pageOf({
    file,
    page: 1,
    text: "7",
    written: "7",
    lines: [{ text: "7", written: "7", digits: [{ digit: 7, confidence: 0.75, box: [1, 2, 3, 4], glyph: "AAAA" }] }],
    rejected: [],
    picture: { width: 10, height: 10, jpeg: "AAAA" },
  });

const unreadable = pageOf({ file: "b.png", error: "b.png: expected a picture, found text" });

test("one page is text alone, several have their file's name before each line", () => {
  assert.equal(printed("text", [read("a.png")]), "7\n");
  assert.equal(printed("text", [read("a.png"), unreadable, read("c.png")]), "a.png: 7\nc.png: 7\n");
});

test("a table has as many cells in each row as in its head", () => {
  const rows = printed("csv", [read("a.png"), unreadable]).trimEnd().split("\n");
  const cells = rows.map((row) => row.replace(/"[^"]*"/g, "").split(",").length);
  assert.equal(rows.length, 3);
  assert.deepEqual(new Set(cells).size, 1, rows.join("\n"));
});

test("what a spreadsheet would compute is text, and quotes are doubled", () => {
  const [, row] = printed("csv", [read('=cmd,"x".png')]).split("\n");
  assert.ok(row.startsWith(`"'=cmd,""x"".png",1,1,1,7,0.75`), row);
});

test("JSON has neither the picture nor the glyphs, and what a person said", () => {
  const page = read("a.png");
  page.pieces[0].label = "1";
  const json = JSON.parse(printed("json", [page]));
  assert.equal(json.text, "1");
  assert.equal(json.lines[0].digits[0].label, "1");
  assert.equal("picture" in json, false);
  assert.equal("glyph" in json.lines[0].digits[0], false);
});
