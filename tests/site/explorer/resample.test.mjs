import assert from "node:assert/strict";
import test from "node:test";

import {
  bytesOf,
  decodeStrokes,
  encodeStrokes,
  pixelsOf,
  rounded,
} from "../../../site/explorer/input/digit.js";
import { resizeMatrix } from "../../../site/explorer/input/resample.js";
import { array, close, digits, json } from "./fixture.mjs";

for (const { from, to, R } of json("resize")) {
  test(`the matrix that resizes ${from} to ${to} pixels is that of build_data.py`, () => {
    close(resizeMatrix(from, to), R, 1e-15);
  });
}

test("all 5000 samples equal ex3data1.mat", () => {
  const { X, y } = digits().all();
  close(X, array("X"), 1e-12);
  assert.deepEqual(Array.from(y), json("labels"));
});

test("one sample is the same as in the whole", () => {
  const data = digits();
  assert.deepEqual(data.sample(4321), data.all().X.slice(4321 * 400, 4322 * 400));
});

const seven = [
  [
    [0.2, 0.1],
    [0.5, 0.12],
    [0.8, 0.1],
    [0.4, 0.9],
  ],
];

function massCentre(bytes) {
  let [mass, x, y] = [0, 0, 0];
  bytes.forEach((v, i) => {
    mass += v;
    x += v * ((i % 28) + 0.5);
    y += v * (Math.floor(i / 28) + 0.5);
  });
  return [x / mass, y / mass];
}

function extent(bytes) {
  const used = [...bytes.keys()].filter((i) => bytes[i] > 127);
  const size = (list) => Math.max(...list) - Math.min(...list) + 1;
  return [size(used.map((i) => i % 28)), size(used.map((i) => Math.floor(i / 28)))];
}

test("a drawing is scaled into 20 by 20 pixels, whatever its size and place", () => {
  for (const scale of [1, 0.3]) {
    const drawn = seven.map((stroke) => stroke.map(([x, y]) => [x * scale + 0.05, y * scale + 0.1]));
    assert.equal(Math.max(...extent(bytesOf(drawn))), 20);
  }
});

test("the centre of mass lies in the middle", () => {
  for (const centre of massCentre(bytesOf(seven))) assert.ok(Math.abs(centre - 14) < 0.15, String(centre));
});

test("a dot stays small", () => {
  assert.ok(Math.max(...extent(bytesOf([[[0.3, 0.3]]]))) <= 3);
});

test("no strokes give no pixels", () => {
  assert.equal(pixelsOf([]), null);
});

test("strokes come back from the address as they were drawn", () => {
  const strokes = [seven[0].map(rounded), [rounded([0, 1])]];
  assert.deepEqual(decodeStrokes(encodeStrokes(strokes)), strokes);
  assert.deepEqual(decodeStrokes(""), []);
  assert.deepEqual(decodeStrokes("AAA.<script>"), []);
});
