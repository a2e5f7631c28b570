// What tests/test_explorer_modules.py wrote down: results of NumPy to compare with.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

import { Digits, unpackWeights } from "../../../site/explorer/input/data.js";

const folder = process.env.EX3_NUMPY;
const explorer = new URL("../../../site/explorer/", import.meta.url);

export const json = (name) => JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8"));

export function floats(path) {
  const bytes = readFileSync(path);
  return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

export const array = (name) => floats(join(folder, `${name}.f64`));
export const weights = () => unpackWeights(floats(new URL("weights.bin", explorer)));
export const digits = () => new Digits(gunzipSync(readFileSync(new URL("digits.bin", explorer))));

// Parameters written as lists, one for each block, and their sizes.
export function parameters({ sizes, W1, b1, W2, b2 }) {
  const blocks = { W1, b1, W2, b2 };
  return {
    sizes,
    ...Object.fromEntries(Object.entries(blocks).map(([name, list]) => [name, Float64Array.from(list)])),
  };
}

export function close(actual, expected, tolerance, what = "") {
  assert.equal(actual.length, expected.length, what);
  let worst = 0;
  expected.forEach((value, i) => {
    worst = Math.max(worst, Math.abs(actual[i] - value));
  });
  assert.ok(worst <= tolerance, `${what}: off by ${worst}, allowed ${tolerance}`);
  assert.ok(expected.length > 0 && !Array.from(actual).some(Number.isNaN), what);
}
