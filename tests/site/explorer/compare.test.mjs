import assert from "node:assert/strict";
import test from "node:test";

import { compare, readArray } from "../../../site/explorer/model/compare.js";

const array = (shape, entry) => ({
  shape,
  data: Float64Array.from({ length: shape[0] * shape[1] }, (_, i) =>
    entry(Math.floor(i / shape[1]), i % shape[1]),
  ),
});
const dW2 = array([10, 4], (r, c) => Math.sin(3 * r + c) / 7);
const z2 = array([4, 5], (r, c) => Math.cos(r + 2 * c));
const a2 = array([4, 5], (r, c) => 1 / (1 + Math.exp(-Math.cos(r + 2 * c))));
const arrays = { dW2, z2, a2, J: { shape: [], data: Float64Array.of(2.5) } };
const pasted = ({ data }) => `[${Array.from(data).join(", ")}]`;
const said = (text, name = "dW2", N = 5) => compare(text, [name], arrays, N).said;

test("what NumPy writes is read, and nothing but its numbers", () => {
  assert.deepEqual(readArray("array([[ 1.5, -2.e-05],\n  [ nan, -inf]], dtype=float64)").values, [
    1.5,
    -2e-5,
    NaN,
    -Infinity,
  ]);
  assert.deepEqual(readArray("dW2 [np.float64(0.25), np.float64(3.0)]").values, [0.25, 3]);
  assert.deepEqual(readArray("array([0.1], dtype=float32)").values, [0.1]);
});

test("numbers agree as far as they were printed, and no farther", () => {
  assert.match(said(pasted(dW2)), /^All 40 agree/);
  assert.match(said(Array.from(dW2.data, (v) => v.toFixed(4)).join(" ")), /^All 40 agree/);
  const other = Float64Array.from(dW2.data);
  other[13] += 1e-4;
  const { wrong } = compare(pasted({ data: other }), ["dW2"], arrays, 5);
  assert.deepEqual(wrong, [{ at: "[3, 1]", mine: other[13], right: dW2.data[13] }]);
  assert.match(said(Array(40).fill("0.").join(" ")), /^1 of the 40 agrees/);
});

test("each slip has its name", () => {
  const turned = array([4, 10], (r, c) => dW2.data[c * 4 + r]);
  assert.match(said(pasted(turned)), /transposed/);
  const times = (c) => pasted({ data: dW2.data.map((v) => c * v) });
  assert.match(said(times(-1)), /opposite sign/);
  assert.match(said(times(5)), /mean over the N samples is missing/);
  assert.match(said(times(1 / 5)), /divided by N once too often/);
  assert.match(said(times(2)), /Each is 2 times/);
  assert.match(said(times(5), "dW2", 1), /Each is 5 times/);
  assert.match(
    said(pasted({ data: Float64Array.of(...dW2.data.slice(36), ...dW2.data.slice(0, 36)) })),
    /label 10/,
  );
  assert.match(said(pasted(a2), "z2"), /those of a2/);
  assert.match(said("[1, 2, 3]", "z2"), /These are 3 numbers; z2 has 20 \(4×5\), z2\[:, 0\] has 4/);
  assert.match(said("[0.1 ... 0.2]"), /a\.tolist\(\)/);
  assert.match(said(pasted({ data: [0, 1, 2, 3].map((r) => z2.data[5 * r]) }), "z2"), /^All 4 agree/);
  assert.match(said("2.5", "J"), /^It agrees/);
});
