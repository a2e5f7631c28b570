import assert from "node:assert/strict";
import test from "node:test";

import { check, debugNetwork, MISTAKES } from "../../site/explorer/model/mistakes.js";
import { STEPS } from "../../site/explorer/views/steps.js";
import { trace } from "../../site/explorer/model/network.js";
import { close, digits, json, parameters, weights } from "./fixture.mjs";

test("the debug network is that of the notebooks", () => {
  const { params, X, y, gradients } = json("debug");
  const mine = debugNetwork();
  for (const block of ["W1", "b1", "W2", "b2"])
    close(mine.params[block], parameters(params)[block], 1e-16, block);
  close(mine.X, X, 1e-16);
  assert.deepEqual(Array.from(mine.y), y);
  for (const { lambda, gradient } of gradients) {
    for (const block of ["W1", "b1", "W2", "b2"])
      close(check({ lambda }).analytic[block], gradient[block], 1e-14, block);
  }
});

test("without a mistake the two gradients agree", () => {
  for (const lambda of [0, 0.0002, 3]) assert.ok(check({ lambda }).all < 1e-10);
});

const off = (result) => Object.keys(result.blocks).filter((name) => result.blocks[name] > 1e-7);
const ALL = ["W1", "b1", "W2", "b2"];
// where each mistake shows up with lambda = 0, and with lambda = 3
const SHOWN = {
  none: [[], []],
  "bias-zero": [
    ["b1", "b2"],
    ["b1", "b2"],
  ],
  "bias-sums": [
    ["b1", "b2"],
    ["b1", "b2"],
  ],
  "sign-delta": [ALL, ALL],
  "sign-eta": [ALL, ALL],
  "no-slope": [
    ["W1", "b1"],
    ["W1", "b1"],
  ],
  "slope-twice": [
    ["W1", "b1"],
    ["W1", "b1"],
  ],
  "gradient-back": [
    ["W1", "b1"],
    ["W1", "b1"],
  ],
  "z-for-a": [["W2"], ["W2"]],
  "no-mean": [ALL, ALL],
  "no-lambda": [[], ["W1", "W2"]],
  "two-lambda": [[], ["W1", "W2"]],
  "lambda-gradient": [[], ["W1", "W2"]],
  "lambda-bias": [[], ["b1", "b2"]],
  "lambda-loop": [[], ["W1", "W2"]],
  "one-sided": [ALL, ALL],
  brackets: [ALL, ALL],
  "no-biases": [
    ["b1", "b2"],
    ["b1", "b2"],
  ],
  pair: [[], []],
};

test("each mistake shows up in its own blocks", () => {
  assert.deepEqual(MISTAKES.map((m) => m.id).sort(), Object.keys(SHOWN).sort());
  for (const [mistake, [plain, regularised]] of Object.entries(SHOWN)) {
    for (const [lambda, blocks] of [
      [0, plain],
      [3, regularised],
    ]) {
      const result = check({ mistake, lambda });
      assert.deepEqual(off(result), blocks, `${mistake}, lambda ${lambda}`);
      assert.equal(result.all < 1e-10, blocks.length === 0, `${mistake}, lambda ${lambda}: ${result.all}`);
    }
  }
});

test("each step has numbers for each of its units, none of them undefined", () => {
  const theta = weights();
  const t = trace(theta, digits().sample(7), 10, 0.0002);
  for (const step of STEPS) {
    for (let k = 0; k < { pixel: 1, hidden: 25, output: 10 }[step.unit]; k++) {
      const { line, terms = [] } = step.numbers(t, theta, k, 0.0002);
      assert.doesNotMatch(
        [line, ...terms.flat()].join(" "),
        /undefined|NaN|not a number/,
        `${step.ref}, unit ${k + 1}`,
      );
    }
  }
});
