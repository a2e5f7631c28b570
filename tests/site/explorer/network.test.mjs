import assert from "node:assert/strict";
import test from "node:test";

import { BLOCKS, classOf, evaluate, forward, zeros } from "../../../site/explorer/model/network.js";
import { differences } from "../../../site/explorer/model/gradient_check.js";
import { trace } from "../../../site/explorer/model/trace.js";
import { gradientStep, Run } from "../../../site/explorer/model/optimiser.js";
import { array, close, digits, json, parameters, weights } from "./fixture.mjs";

for (const example of json("networks")) {
  const params = parameters(example.params);
  const X = Float64Array.from(example.X);
  const y = Uint8Array.from(example.y);
  const [inputs, , outputs] = params.sizes;
  const name = params.sizes.join("-");

  test(`the forward pass of ${name} equals NumPy's`, () => {
    const a3 = Array.from(y, (_, i) =>
      Array.from(forward(params, X.subarray(i * inputs, (i + 1) * inputs)).a3),
    ).flat();
    close(a3, example.a3, 1e-12);
  });

  test(`loss and gradient of ${name} equal NumPy's`, () => {
    const gradient = zeros(params.sizes);
    const { J, correct } = evaluate(params, X, y, example.lambda, { gradient });
    close([J], [example.J], 1e-12);
    for (const block of BLOCKS) close(gradient[block], example.gradient[block], 1e-12, block);
    const read = Array.from(y, (_, i) => classOf(example.a3.slice(i * outputs, (i + 1) * outputs)));
    assert.equal(correct, read.filter((label, i) => label === y[i]).length);
  });

  test(`the loss of a part of the samples of ${name} is that of these alone`, () => {
    const index = Int32Array.of(2, 0);
    const alone = Float64Array.from(
      [2, 0].flatMap((i) => Array.from(X.subarray(i * inputs, (i + 1) * inputs))),
    );
    const gradient = zeros(params.sizes);
    const expected = zeros(params.sizes);
    assert.equal(
      evaluate(params, X, y, 0.1, { index, gradient }).J,
      evaluate(params, alone, Uint8Array.of(y[2], y[0]), 0.1, { gradient: expected }).J,
    );
    assert.deepEqual(gradient, expected);
  });

  test(`the numerical gradient of ${name} equals NumPy's`, { skip: inputs > 100 }, () => {
    const numerical = differences((theta) => evaluate(theta, X, y, example.lambda).J, params, 1e-4);
    for (const block of BLOCKS) close(numerical[block], example.numerical[block], 1e-10, block);
  });

  test(`the steps shown for one sample of ${name} are those of Alg. 1`, () => {
    const x = X.subarray(0, inputs);
    const gradient = zeros(params.sizes);
    const { J } = evaluate(params, x, y.subarray(0, 1), 0, { gradient });
    const t = trace(params, x, y.subarray(0, 1), 0.1);
    close([t.J], [J], 1e-12);
    close(t.dW1, gradient.W1, 1e-12);
    close(t.db1, gradient.b1, 1e-12);
    close(t.dW2, gradient.W2, 1e-12);
    close(t.db2, gradient.b2, 1e-12);
    evaluate(params, x, y.subarray(0, 1), 0.1, { gradient });
    close(t.dW1reg, gradient.W1, 1e-12);
    close(t.dW2reg, gradient.W2, 1e-12);
  });

  test(`the steps shown for all samples of ${name} are those of Alg. 1`, () => {
    const gradient = zeros(params.sizes);
    evaluate(params, X, y, example.lambda, { gradient });
    const t = trace(params, X, y, example.lambda, 1);
    close(t.dW1reg, example.gradient.W1, 1e-12);
    close(t.db1, example.gradient.b1, 1e-12);
    close(t.dW2reg, example.gradient.W2, 1e-12);
    close(t.db2, example.gradient.b2, 1e-12);
    close(t.a3, example.a3.slice(outputs, 2 * outputs), 1e-12);
  });
}

test("a loss stays finite where an output is certain and wrong", () => {
  const params = zeros([1, 1, 1]);
  params.b2[0] = 800;
  assert.equal(evaluate(params, Float64Array.of(0), Uint8Array.of(2), 0).J, 800);
});

test("the given network has the numbers of the sheet", () => {
  const { X, y } = digits().all();
  const { J, correct } = evaluate(weights(), X, y, 0);
  assert.equal(J.toFixed(6), "0.287629");
  assert.equal(correct, 4876);
  assert.equal(evaluate(weights(), X, y, 0.0002).J.toFixed(6), "0.383770");
});

test("one step with momentum equals NumPy's", () => {
  const { before, velocity, gradient, after, afterVelocity, alpha, beta } = json("step");
  const [params, v] = [parameters(before), parameters(velocity)];
  gradientStep(params, v, parameters(gradient), alpha, beta);
  for (const block of BLOCKS) {
    close(params[block], after[block], 1e-15, block);
    close(v[block], afterVelocity[block], 1e-15, block);
  }
});

test("200 steps of SGD on given batches end where NumPy's do", () => {
  const { options, batches, start, losses } = json("sgd");
  const { X, y } = digits().all();
  const run = new Run(options, X, y, parameters(start));
  close(
    batches.map((batch) => run.step(Int32Array.from(batch)).J),
    losses,
    1e-10,
    "losses",
  );
  const theta = BLOCKS.flatMap((block) => Array.from(run.params[block]));
  close(theta, array("sgd"), 1e-10, "parameters");
});

test("a run draws start and batches by itself as NumPy does", () => {
  const { options, losses } = json("sgd");
  const { X, y } = digits().all();
  const run = new Run(options, X, y);
  close(
    losses.map(() => run.step().J),
    losses,
    1e-10,
    "losses",
  );
  assert.ok(run.done);
});
