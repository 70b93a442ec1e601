import assert from "node:assert/strict";
import { test } from "node:test";
import { isNamed, placeOf, rowsOf, signsOf, piecesOf, writtenOf } from "../../main/resources/dev/tenfold/server/web/pieces.js";

const digit = (value, x, y = 0) => ({ digit: value, box: [x, y, 10, 20] });

/** Two rows, "1.5" and "7", and ink below that was left out. */
const reading = () => ({
  text: "15\n7",
  written: "1.5\n7",
  lines: [
    { text: "15", written: "1.5", digits: [digit(1, 0), digit(5, 30)], signs: [{ sign: ".", confidence: 1, box: [20, 15, 3, 3] }] },
    { text: "7", written: "7", digits: [digit(7, 0, 40)] },
  ],
  rejected: [{ box: [60, 2, 10, 20], reason: "not a digit" }],
});

const page = () => {
  const of = reading();
  return { reading: of, pieces: piecesOf(of), signs: signsOf(of) };
};

test("a place names line and position, or the number among what was left out", () => {
  assert.deepEqual(page().pieces.map(placeOf), ["1.1", "1.2", "2.1", "out.1"]);
});

test("signs stand where they were written", () => {
  assert.deepEqual(rowsOf(page()).map(writtenOf), ["1.5", "7"]);
});

test("ink that a person names joins the row that it stands in", () => {
  const of = page();
  const ink = of.pieces[3];
  assert.equal(isNamed(ink), false);
  ink.label = "9";
  assert.equal(isNamed(ink), true);
  assert.deepEqual(rowsOf(of).map(writtenOf), ["1.59", "7"]);
});

test("named ink beside no row is a row of its own, in its place from the top", () => {
  const of = page();
  Object.assign(of.pieces[3], { label: "9", box: [0, 25, 10, 8] });
  assert.deepEqual(rowsOf(of).map(writtenOf), ["1.5", "9", "7"]);
});

test("a corrected digit is written as the person says, and none is left out", () => {
  const of = page();
  of.pieces[0].label = "4";
  of.pieces[1].label = "none";
  assert.deepEqual(rowsOf(of).map(writtenOf), ["4.", "7"]);
});
