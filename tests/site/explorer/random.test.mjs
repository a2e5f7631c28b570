import assert from "node:assert/strict";
import test from "node:test";

import { Generator } from "../../../site/explorer/model/random.js";
import { json } from "./fixture.mjs";

for (const { seed, uniform, choices } of json("random")) {
  test(`seed ${seed} draws the numbers of NumPy`, () => {
    assert.deepEqual(Array.from(new Generator(seed).uniform(-0.12, 0.12, uniform.length)), uniform);
  });

  test(`seed ${seed} draws the subsets of NumPy`, () => {
    const rng = new Generator(seed);
    for (const { n, size, chosen } of choices) assert.deepEqual(Array.from(rng.choice(n, size)), chosen);
  });
}
