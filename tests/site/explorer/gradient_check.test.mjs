import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { caseOf } from "../../../site/explorer/model/case.js";
import { check, debugNetwork, judge } from "../../../site/explorer/model/gradient_check.js";
import { MISTAKE, MISTAKES } from "../../../site/explorer/model/mistakes.js";
import { trace } from "../../../site/explorer/model/trace.js";
import { words } from "../../../site/explorer/views/check/words.js";
import { STEPS } from "../../../site/explorer/views/step/steps.js";
import { close, digits, json, parameters, weights } from "./fixture.mjs";

const ALL = ["W1", "b1", "W2", "b2"];

test("the debug network is that of the notebooks", () => {
  const { params, X, y, gradients } = json("debug");
  const mine = debugNetwork();
  for (const block of ALL) close(mine.params[block], parameters(params)[block], 1e-16, block);
  close(mine.X, X, 1e-16);
  assert.deepEqual(Array.from(mine.y), y);
  for (const { lambda, gradient } of gradients) {
    for (const block of ALL) close(check({ lambda }).analytic[block], gradient[block], 1e-14, block);
  }
});

test("the network of a notebook's check comes from the address with the numbers that the check expects", () => {
  const path = new URL("../../../source/ex3/ex3/check/expected.json", import.meta.url);
  const { right } = JSON.parse(readFileSync(path, "utf8")).nn_gradient;
  const problem = caseOf("6-5-10;0;0.5;10.3.1.4.9.5.2.6.8.7.10.10.2");
  const { analytic, all } = check({ problem, lambda: 0 });
  for (const block of ALL) close(analytic[block], right[`d${block}`].flat(), 1e-12, block);
  assert.ok(all < 1e-9);
  for (const text of ["", "6-5-10;0;0.5;11", "6-5-10;0;0.5;0", "600-5-10;0;0.5;1", "6-5-10;0;0.5;1;x"])
    assert.equal(caseOf(text), null, text);
});

test("without a mistake the two gradients agree", () => {
  for (const lambda of [0, 0.0002, 3]) assert.ok(check({ lambda }).all < 1e-10);
});

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
  "lambda-gradient": [[], ["W1"]],
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
  for (const [id, [plain, regularised]] of Object.entries(SHOWN)) {
    for (const [lambda, blocks] of [
      [0, plain],
      [3, regularised],
    ]) {
      const result = judge({ ...MISTAKE[id], lambda });
      assert.deepEqual(result.off, blocks, `${id}, lambda ${lambda}`);
      assert.equal(result.passes, blocks.length === 0, `${id}, lambda ${lambda}: ${result.all}`);
    }
  }
});

function said(id, lambda, epsilon) {
  const judged = judge({ ...MISTAKE[id], lambda, epsilon });
  const { verdict, notes, offer } = words(judged, {
    lambda,
    epsilon,
    touched: id !== "none",
    outside: false,
  });
  return { judged, offer, text: [verdict, ...notes].join(" ") };
}

test("no sentence of the check contradicts its numbers", () => {
  for (const { id } of MISTAKES) {
    for (const lambda of [0, 0.0002, 3]) {
      for (const epsilon of [1e-1, 1e-2, 3e-4, 1e-4, 1e-6, 1e-8]) {
        const { judged, offer, text } = said(id, lambda, epsilon);
        const where = `${id}, lambda ${lambda}, epsilon ${epsilon}: ${text}`;
        if (/gradients agree: the distance is below/.test(text)) assert.ok(judged.all < 1e-10, where);
        if (/differ/.test(text) && !/difference/.test(text))
          assert.ok(judged.all > 1e-10 && id !== "none", where);
        if (/no line is wrong/.test(text)) assert.ok(id === "none" && judged.all >= 1e-10, where);
        if (/is not a good step|even the right lines/.test(text)) assert.ok(judged.right.all >= 1e-10, where);
        if (/in all four blocks/.test(text)) assert.equal(judged.off.length, 4, where);
        for (const block of ALL) {
          if (new RegExp(`differ in [^:]*${block}`).test(text)) assert.ok(judged.blocks[block] > 1e-7, where);
        }
        if (id === "none") assert.doesNotMatch(text, /differ|wrong, and|yet/, where);
        if (offer) assert.ok(lambda !== 3, where);
      }
    }
  }
});

test("a step that is too large or too small is named as the cause, not a line", () => {
  assert.match(said("none", 0, 1e-1).text, /no line is wrong.*too large/);
  assert.match(said("none", 0, 1e-8).text, /no line is wrong.*too small/);
  assert.doesNotMatch(said("none", 3, 1e-4).text, /not a good step/);
});

test("a mistake that shows nothing without lambda offers lambda = 3", () => {
  for (const id of ["no-lambda", "two-lambda", "lambda-gradient", "lambda-bias", "lambda-loop"]) {
    assert.ok(said(id, 0, 1e-4).offer, id);
    assert.match(said(id, 0, 1e-4).text, /Nothing shows, and yet a line is wrong: with λ = 0/, id);
  }
  assert.match(said("pair", 3, 1e-4).text, /both are wrong: J is .* should be/);
});

test("each step has numbers for each of its units, none of them undefined", () => {
  const theta = weights();
  for (const n of [1, 5]) {
    const X = digits()
      .all()
      .X.slice(0, 400 * n);
    const t = trace(
      theta,
      X,
      Uint8Array.from({ length: n }, () => 10),
      0.0002,
    );
    for (const step of STEPS) {
      for (let k = 0; k < { pixel: 1, hidden: 25, output: 10, both: 10 }[step.unit]; k++) {
        const { line, terms = [] } = step.numbers(t, theta, k, 0.0002, k);
        assert.doesNotMatch(
          [line, ...terms.flat()].join(" "),
          /undefined|NaN|not a number/,
          `${step.ref}, unit ${k + 1}`,
        );
      }
    }
  }
});

test("an output that is 1 to the last bit does not spoil the way back", () => {
  const theta = weights();
  theta.b2[4] = 60;
  const t = trace(theta, digits().sample(0), Uint8Array.of(10), 0);
  for (const name of ["J", "delta3", "dW2", "delta2", "dW1"])
    assert.ok(
      [t[name]].flat().every((v) => Number.isFinite(v) || v.every(Number.isFinite)),
      name,
    );
});
