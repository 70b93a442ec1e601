import assert from "node:assert/strict";
import { test } from "node:test";
import { aDigit, chanceOf, counted, endOfRun, faultOfFile, withoutPlaces } from "../../main/resources/dev/tenfold/server/web/words.js";

test("an 8, but a 7", () => {
  assert.deepEqual([8, 7].map(aDigit), ["an 8", "a 7"]);
});

test("one thing is not many", () => {
  assert.deepEqual([1, 2, 60000].map((count) => counted(count, "epoch")), ["1 epoch", "2 epochs", "60,000 epochs"]);
});

test("that it is no digit takes its share of a chance", () => {
  assert.equal(chanceOf({ digit: 3, confidence: 0.8, none: 0.5 }), 0.4);
  assert.equal(chanceOf({ digit: 1, confidence: 0.8, probabilities: [0.1, 0.7] }), 0.7);
});

test("folders of the machine are not shown, addresses are", () => {
  assert.equal(withoutPlaces("/home/me/mine.csv: expected a label"), "mine.csv: expected a label");
  assert.equal(withoutPlaces("see http://localhost/api/v1/readings"), "see http://localhost/api/v1/readings");
});

test("a run's end has no exit codes and no options", () => {
  assert.equal(endOfRun("failed", "ended with code 137"), "It ended before it was done. Resume continues after the last epoch that is kept.");
  assert.equal(endOfRun("stopped", "resume with --resume"), "Stopped. Resume continues from here.");
  assert.equal(endOfRun("failed", "/home/me/mine.csv: expected a label"), "Failed: mine.csv: expected a label");
  assert.equal(endOfRun("done", ""), "Done.");
});

test("for too large a file, the page says how large it may be", () => {
  assert.equal(faultOfFile({ status: 413, message: "body: expected at most 67108864 bytes" }, "a.pdf"), "a.pdf is too large. Send one of at most 64 MB.");
});
