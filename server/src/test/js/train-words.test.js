import assert from "node:assert/strict";
import { test } from "node:test";
import { purposeOf, timeLeft } from "../../main/resources/dev/tenfold/server/web/train-words.js";

test("time left is in the unit that people would say", () => {
  assert.deepEqual([0, 41.3, 200, 5400].map(timeLeft), ["about 1 s left", "about 41 s left", "about 3 min left", "about 1.5 h left"]);
});

test("a recipe's purpose is the first sentence of its comment", () => {
  assert.equal(purposeOf("# A network after LeCun et al. 1998,\n# with ReLU. More.\nname: lenet5\n# no"), "A network after LeCun et al. 1998, with ReLU.");
  assert.equal(purposeOf("# The nearest digits: nothing is learned.\n"), "The nearest digits: nothing is learned.");
  assert.equal(purposeOf("name: mine\n"), "");
});
