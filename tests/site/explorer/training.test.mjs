import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { gunzipSync } from "node:zlib";

import { batchOf, datasets, Digits } from "../../../site/explorer/input/data.js";
import {
  BLOCKS,
  classOf,
  evaluate,
  forward,
  randomParameters,
  zeros,
} from "../../../site/explorer/model/network.js";
import { gradientStep, Run } from "../../../site/explorer/model/optimiser.js";
import { PRESETS } from "../../../site/explorer/model/options.js";
import { Generator } from "../../../site/explorer/model/random.js";
import { lossSlice, weightSlice } from "../../../site/explorer/model/slice.js";
import {
  alike,
  dream,
  speaksFor,
  stepsUntilRead,
  taught,
  without,
} from "../../../site/explorer/model/teach.js";
import { csvText } from "../../../site/explorer/parts/save.js";
import { divergence } from "../../../site/explorer/parts/series.js";
import { QUESTIONS } from "../../../site/explorer/views/lessons/questions.js";
import { rivalOptions, workOf } from "../../../site/explorer/views/train/race.js";
import { close, digits, weights } from "./fixture.mjs";

const data = digits();
const all = data.all();
const unseen = new Digits(
  gunzipSync(readFileSync(new URL("../../../site/explorer/unseen.bin", import.meta.url))),
).all();
const theta = weights();

test("with the switch off a run trains on the 5000, as ever", () => {
  const set = datasets(all, null, PRESETS["Part I"]);
  assert.equal(set.X, all.X);
  assert.equal(set.y, all.y);
  assert.equal(set.test, null);
});

test("few digits are taken evenly, unseen ones held out or added", () => {
  const few = datasets(all, unseen, { digits: 200, unseen: "test" });
  assert.deepEqual(
    Array.from({ length: 10 }, (_, k) => few.y.filter((label) => label === k + 1).length),
    Array(10).fill(20),
  );
  assert.equal(few.test, unseen);
  close(few.X.slice(400, 800), all.X.slice(25 * 400, 26 * 400), 0);
  const more = datasets(all, unseen, { digits: 5000, unseen: "add" });
  assert.deepEqual([more.y.length, more.X.length, more.test], [7000, 7000 * 400, null]);
  close(more.X.slice(-400), unseen.X.slice(-400), 0);
});

test("with 200 digits the gap to unseen ones shows", () => {
  const options = { ...PRESETS["Part I"], digits: 200, unseen: "test", T: 1500 };
  const set = datasets(all, unseen, options);
  const run = new Run(options, set.X, set.y);
  while (!run.done) run.step();
  const { accuracy, unseen: held } = run.measure(set.test);
  assert.ok(accuracy > 0.97 && held < accuracy - 0.08, `${accuracy} ${held}`);
});

test("a drawing is taught by steps of SGD on it alone, until it is read", () => {
  const x = data.sample(4032); // an 8 read as a 4
  const steps = stepsUntilRead(theta, x, 8);
  assert.ok(steps > 0 && steps < 500);
  assert.notEqual(classOf(forward(taught(theta, x, 8, steps - 1), x).a3), 8);
  assert.equal(classOf(forward(taught(theta, x, 8, steps), x).a3), 8);
  const [params, gradient] = [weights(), zeros()];
  evaluate(params, x, Uint8Array.of(8), 0, { gradient });
  gradientStep(params, zeros(), gradient, 0.1, 0);
  for (const name of BLOCKS) close(taught(theta, x, 8, 1)[name], params[name], 1e-15, name);
});

test("a unit that is switched off has no vote, and the others keep theirs", () => {
  const x = data.sample(1502);
  const { a2, z3 } = forward(theta, x);
  const off = forward(without(theta, [14, 25]), x).z3;
  const expected = z3.map((z, k) => z - theta.W2[k * 25 + 13] * a2[13] - theta.W2[k * 25 + 24] * a2[24]);
  close(off, expected, 1e-12);
  assert.deepEqual(theta.W2, weights().W2);
});

test("what an output wants most is read as its digit, what a unit wants lights it", () => {
  for (let output = 1; output <= 10; output++)
    assert.equal(classOf(forward(theta, dream(theta, { output })).a3), output);
  for (const unit of [1, 14]) {
    const best = Math.max(
      ...Array.from({ length: 50 }, (_, i) => forward(theta, data.sample(100 * i)).z2[unit - 1]),
    );
    assert.ok(forward(theta, dream(theta, { unit })).z2[unit - 1] > best);
  }
});

test("the slice begins with the slope of the gradient and has its lowest point inside", () => {
  const { X, y } = batchOf(data, { x: data.sample(0), label: 10 }, 250, 0);
  const start = randomParameters(new Generator(4));
  const slice = lossSlice(start, X, y, 0.0002);
  const s = 1e-5;
  assert.ok(Math.abs((slice.J - slice.at(s)) / s / slice.slope - 1) < 1e-3);
  assert.ok(slice.at(slice.best) < slice.J && slice.at(slice.best) < slice.at(slice.reach));
  const { entry, quotient, value } = weightSlice(start, X, y, 0.0002, "W2", 57, 1e-4, 1);
  assert.ok(Math.abs(entry - quotient) < 1e-9 * Math.max(1, Math.abs(entry)));
  assert.equal(value, start.W2[57]);
});

test("two runs of a race do equal work", () => {
  const first = { ...PRESETS["Part H"], B: 10, batches: 1 };
  const rival = rivalOptions(first, { algorithm: "sgd", B: 20, from: "zero" });
  assert.equal(rival.T * workOf(rival), first.T * workOf(first));
  assert.deepEqual([rival.alpha, rival.seed, rival.algorithm], [0.1, 4, "sgd"]);
  assert.equal("from" in rival, false);
});

test("a loss that grows is told, one that falls or wavers is not", () => {
  assert.match(divergence([6, 8, 20, 40, 60, 80]), /grows, from 6.00 at the start to 70.0|grows/);
  assert.match(divergence([6, 9, NaN, NaN, NaN, NaN]), /from iteration 2 on/);
  assert.equal(divergence([6, 5, 4, 7, 3, 2]), "");
  assert.equal(divergence([6]), "");
});

test("cells of a CSV are quoted where they must be", () => {
  assert.equal(csvText([["a, b", 'say "x"', -1.5e-7]]), '"a, b","say ""x""",-1.5e-7\r\n');
});

// What the page computes, question by question; none of it stands in the questions.
const ANSWERS = {
  misread: "4", sum: "no", "delta-right": "about −0.002", "empty-pixels": "0", saturated: "about 1 %", "no-slope": "W1 and b1", "z-for-a": "W2",
  biases: "b1 and b2", "no-lambda": "none", "wrong-sign": "enormous", "one-sided": "no, for none", "both-wrong": "no",
  zeros: "25 times the same pattern", "too-fast": "it grows",
}; // prettier-ignore

test("each question of the lessons has an answer among its choices", () => {
  assert.deepEqual(
    QUESTIONS.map(({ id }) => id),
    Object.keys(ANSWERS),
  );
  for (const { id, choices, answer } of QUESTIONS) {
    const { choice, why } = answer({ weights: theta, digits: data });
    assert.ok(choices.includes(choice), `${id}: ${choice}`);
    assert.equal(choice, ANSWERS[id], id);
    assert.doesNotMatch(why, /undefined|NaN/, id);
  }
});

test("what speaks for an output is its slope along each pixel, and who lights the units alike is found", () => {
  const x = data.sample(1502);
  const parts = speaksFor(theta, x, 3);
  for (const p of [150, 210, 255, 300]) {
    const moved = (by) =>
      forward(
        theta,
        x.map((v, q) => (q === p ? v + by : v)),
      ).z3[2];
    close(Float64Array.of(parts[p]), Float64Array.of((x[p] * (moved(1e-5) - moved(-1e-5))) / 2e-5), 1e-6);
  }
  const few = { X: all.X.subarray(0, 300 * 400), y: all.y.subarray(0, 300) };
  const { a2 } = forward(theta, data.sample(7));
  const found = alike(theta, few, a2, 3);
  assert.equal(found[0], 7);
  assert.deepEqual(alike(theta, few, a2, 2, 7), found.slice(1));
});
