import assert from "node:assert/strict";
import { test } from "node:test";
import { aDigit, chanceOf, counted, endOfRun, faultOfFile, purposeOf, timeLeft, withoutPlaces } from "../../main/resources/dev/tenfold/server/web/words.js";

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

test("time left is in the unit that people would say", () => {
  assert.deepEqual([0, 41.3, 200, 5400].map(timeLeft), ["about 1 s left", "about 41 s left", "about 3 min left", "about 1.5 h left"]);
});

test("a recipe's purpose is the first sentence of its comment", () => {
  assert.equal(purposeOf("# A network after LeCun et al. 1998,\n# with ReLU. More.\nname: lenet5\n# no"), "A network after LeCun et al. 1998, with ReLU.");
  assert.equal(purposeOf("# The nearest digits: nothing is learned.\n"), "The nearest digits: nothing is learned.");
  assert.equal(purposeOf("name: mine\n"), "");
});
